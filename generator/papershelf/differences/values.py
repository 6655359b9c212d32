"""The fields of an entry as it is written, as texts that people compare."""

from collections.abc import Iterator, Mapping, Sequence

from papershelf.load import Entry
from papershelf.schema import EntryForm
from papershelf.yamltext import Node

_PEOPLE = frozenset({"authors", "editors"})
_NAME_PARTS = ("given", "particle", "family", "suffix")
_ORDER: Mapping[str, int] = {name: place for place, name in enumerate(EntryForm.model_fields)}
_Place = tuple[int, str]
Tree = str | Sequence["Tree"] | Mapping[str, "Tree"]


def fields_of(entry: Entry) -> Mapping[str, str]:
    """What each field says, an item a line for lists, by its name.

    Levels are parted by dots. Where and in which style a value is written makes no difference.
    """
    fields = entry.node.value if isinstance(entry.node.value, dict) else {}
    found: dict[str, str] = {}
    for name, node in fields.items():
        found.update(_flat(name, _tree(node)))
    if entry.body:
        note = found.pop("note", "")
        found["note"] = f"{note}\n\n{entry.body}" if note else entry.body
    return found


def place_of(name: str) -> _Place:
    """Where a field comes among others: in the order of the schema, unknown ones last."""
    return _rank(name.partition(".")[0]), name


def _rank(name: str) -> int:
    return _ORDER.get(name, len(_ORDER))


def _tree(node: Node) -> Tree:
    value = node.value
    if isinstance(value, dict):
        return {key: _tree(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_tree(inner) for inner in value]
    return str(value or "").strip()


def _flat(name: str, tree: Tree) -> Iterator[tuple[str, str]]:
    if name in _PEOPLE:
        items = tree if isinstance(tree, list) else [tree]
        yield name, "\n".join(_one_line(_person(item)) for item in items)
    elif name == "links" and isinstance(tree, list):
        yield from _links(tree)
    elif isinstance(tree, Mapping):
        for key, inner in tree.items():
            yield from _flat(f"{name}.{key}", inner)
    elif isinstance(tree, str):
        yield name, tree
    else:
        yield name, "\n".join(_one_line(_item(item)) for item in tree)


def _links(items: Sequence[Tree]) -> Iterator[tuple[str, str]]:
    """A list of links as the map that says the same."""
    kinds: dict[str, list[str]] = {}
    for item in items:
        kind, text = "", _item(item)
        if isinstance(item, Mapping) and isinstance(item.get("kind"), str):
            kind = f".{item['kind']}"
            text = _link({key: value for key, value in item.items() if key != "kind"})
        kinds.setdefault(f"links{kind}", []).append(_one_line(text))
    for name, texts in kinds.items():
        yield name, "\n".join(texts)


def _link(fields: Mapping[str, Tree]) -> str:
    url, label = fields.get("url"), fields.get("label")
    if isinstance(url, str) and fields.keys() == {"url"}:
        return url
    if isinstance(url, str) and isinstance(label, str) and len(fields) == 2:
        return f"{url} ({label})"
    return _item(fields)


def _person(tree: Tree) -> str:
    if not isinstance(tree, Mapping):
        return _item(tree)
    parts = {key: _item(tree[key]) for key in _NAME_PARTS if key in tree}
    name = " ".join(filter(None, parts.values())) or _item(tree.get("literal", ""))
    named = (*_NAME_PARTS, *(() if parts else ("literal",)))
    rest = [(key, _item(value)) for key, value in tree.items() if key not in named]
    # Only where one part has two words could the same name be parted in another way.
    if any(" " in part for part in parts.values()):
        rest = [*parts.items(), *rest]
    told = ", ".join(f"ORCID {text}" if key == "orcid" else f"{key} {text}" for key, text in rest)
    return f"{name} ({told})".strip() if told else name


def _item(tree: Tree) -> str:
    """An item of a list; what is within it on the same line."""
    if isinstance(tree, str):
        return tree
    if isinstance(tree, Mapping):
        return ", ".join(f"{key}: {_inner(value)}" for key, value in tree.items())
    return ", ".join(map(_inner, tree))


def _inner(tree: Tree) -> str:
    return tree if isinstance(tree, str) else f"[{_item(tree)}]"


def _one_line(text: str) -> str:
    return text if "\n" not in text else " ↵ ".join(text.split("\n"))
