"""What templates say: the texts that stand in them, and the words of the interface they ask for."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

_LETTER = re.compile(r"[^\W\d_]")
_PROSE = re.compile(r"[A-Z][a-z]|[a-z] [a-z]")
_WORD = re.compile(r"[a-z_]+\.[a-z0-9_]+")
_ATTRIBUTES = re.compile(r'\s*[\w-]+="')
_BLOCK_IN_TAG = re.compile(r"<[^<>]*{% block (\w+)")
_FILES = (".css", ".html", ".js", ".json", ".svg", ".xml")
_READ_ATTRIBUTES = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}


def texts_in(source: str, in_tags: AbstractSet[str] = frozenset()) -> list[str]:
    """The texts of a template that readers would see whatever the language of the site.

    `in_tags`: the blocks that hold attributes, or parts of them.
    """
    tree = _tree(source)
    parser = _Texts()
    parser.feed("".join(_markup(tree, in_tags)))
    parser.close()
    constants = [node.value for node in tree.find_all(nodes.Const) if isinstance(node.value, str)]
    return parser.found + [text for text in constants if _PROSE.search(text)]


def words_in(source: str) -> set[str]:
    """The names of words in a template: `section.word`."""
    return {
        node.value
        for node in _tree(source).find_all(nodes.Const)
        if isinstance(node.value, str)
        and _WORD.fullmatch(node.value)
        and not node.value.endswith(_FILES)
    }


def blanks_filled_in(source: str) -> Iterator[tuple[str, set[str]]]:
    """Each call of `say` with a word by name, and the blanks that it fills."""
    for call in _tree(source).find_all(nodes.Call):
        if not (isinstance(call.node, nodes.Name) and call.node.name == "say"):
            continue
        if isinstance(call.args[0], nodes.Const):
            counted = {"count"} if len(call.args) > 1 else set()
            yield call.args[0].value, {item.key for item in call.kwargs} | counted


def blocks_in_tags(shell: str) -> set[str]:
    """The blocks of the shell of every page that stand within a tag."""
    return set(_BLOCK_IN_TAG.findall(shell))


def templates_of(themes: Path) -> list[Path]:
    """The templates of all themes."""
    return sorted(themes.glob("*/templates/**/*.html"))


def _tree(source: str) -> nodes.Template:
    return Environment(autoescape=True).parse(source)


def _markup(node: nodes.Node, in_tags: AbstractSet[str]) -> Iterator[str]:
    """The markup with all branches, and for each expression what it may write of its own."""
    for child in node.iter_child_nodes():
        match child:
            case nodes.Output():
                for part in child.nodes:
                    if isinstance(part, nodes.TemplateData):
                        yield part.data
                    else:
                        yield from _written(part)
            case nodes.Block() | nodes.Macro():
                text = "".join(_markup(child, in_tags))
                is_in_tag = child.name in in_tags or _ATTRIBUTES.match(text)
                yield f"<i {text}>" if is_in_tag else text
            case _:
                yield from _markup(child, in_tags)


def _written(node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.Const(value=str() as text):
            yield text
        case nodes.CondExpr():
            yield from _written(node.expr1)
            if node.expr2:
                yield from _written(node.expr2)
        case nodes.Concat():
            for part in node.nodes:
                yield from _written(part)
        case nodes.Or() | nodes.And():
            yield from _written(node.left)
            yield from _written(node.right)
        case nodes.Filter() if node.node:
            yield from _written(node.node)


class _Texts(HTMLParser):
    """Collects what people read in markup, and not what programs do."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_key = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # What is printed on a key is the same in every language.
        self._is_key = tag == "kbd"
        for name, value in attrs:
            sign = _LETTER if name in _READ_ATTRIBUTES else _PROSE
            if name in _READ_ATTRIBUTES or name.startswith("data-"):
                self._keep(value or "", sign)

    def handle_endtag(self, _tag: str) -> None:
        self._is_key = False

    def handle_data(self, data: str) -> None:
        if not self.cdata_elem and not self._is_key:
            self._keep(data, _LETTER)

    def _keep(self, text: str, sign: re.Pattern[str]) -> None:
        if sign.search(text):
            self.found.append(text.strip())
