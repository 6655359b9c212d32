"""What the documentation shows is what the program does."""

import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from papershelf.checking import check
from papershelf.cli.main import cli
from papershelf.cli.show import Show
from papershelf.config import Config, read_config
from papershelf.errors import Severity
from papershelf.forms import check_form
from papershelf.load import read_entries
from papershelf.reference import field_reference
from papershelf.schema import CollectionForm, EntryForm
from papershelf.source import Source
from papershelf.starter import make_shelf
from papershelf.validate import check_bytes

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "content" / "static" / "docs"
DOCS = ROOT / "content/pages/docs"
ENTRIES = DOCS / "entries.md"
HELP = ROOT / "tests/golden/help.txt"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
REGENERATE = "write it anew with: PAPERSHELF_GOLDEN=write pytest tests/unit/test_documentation.py"

# A block of code, and the messages shown after it, if any.
_BLOCK = re.compile(
    r"^```(?P<language>\w+)\n(?P<text>(?:(?!^```$).)*?)^```$"
    r"(?:\n\n^```text\n(?P<messages>content/papers/.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Block:
    """A block of code in a page."""

    page: Path
    line: int
    language: str
    text: str
    messages: str

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.line}"

    @property
    def is_entry(self) -> bool:
        """Whether it is a whole entry, or a list of them, rather than a part of one."""
        if self.language == "markdown":
            return self.text.startswith("---\n") and not self.is_collection
        return self.language == "yaml" and bool(re.match(r"title:|- id: .*\n  title:", self.text))

    @property
    def is_collection(self) -> bool:
        return self.language == "markdown" and "\npapers:\n" in self.text

    @property
    def is_settings(self) -> bool:
        # Entries and vocabularies have fields of their own; of these, `title` is in both.
        first = re.match(r"(?:#.*\n)*(\w+):", self.text)
        settings = Config.model_fields.keys() - EntryForm.model_fields.keys()
        return self.language == "yaml" and first is not None and first[1] in settings

    @property
    def is_program(self) -> bool:
        return self.language == "python"

    @property
    def suffix(self) -> str:
        return "md" if self.language == "markdown" else "yaml"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _expected(path: Path, actual: str) -> str:
    """The text of a golden file, after writing it anew where that was asked for."""
    if os.environ.get("PAPERSHELF_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(actual, encoding="utf-8", newline="\n")
    return _read(path)


def _blocks() -> Iterator[Block]:
    for page in PAGES:
        text = _read(page)
        for found in _BLOCK.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield Block(page, line, found["language"], found["text"], found["messages"] or "")


BLOCKS = list(_blocks())


def _of(kind: str) -> pytest.MarkDecorator:
    chosen = [block for block in BLOCKS if getattr(block, kind)]
    return pytest.mark.parametrize("block", chosen, ids=[block.place for block in chosen])


def _commands() -> dict[str, click.Command]:
    return dict(cli.commands)


def _command_lines() -> Iterator[tuple[str, list[str]]]:
    """The commands shown in blocks and between backticks: where, and the words after the name."""
    for page in PAGES:
        shown = [
            line
            for block in BLOCKS
            if block.page == page and block.language == "sh"
            for line in block.text.splitlines()
        ]
        shown += re.findall(r"`(papershelf [^`]+)`", _BLOCK.sub("", _read(page)))
        for line in shown:
            if line.startswith("papershelf "):
                words = shlex.split(line.partition(" > ")[0])
                yield f"{page.relative_to(ROOT).as_posix()}: {line}", words[1:]


COMMAND_LINES = list(_command_lines())


def test_the_pages_of_the_documentation_are_found() -> None:
    assert len(PAGES) > 8
    assert len(BLOCKS) > 30
    assert sum(1 for block in BLOCKS if block.messages) >= 5


def test_every_command_is_shown_somewhere() -> None:
    assert {words[0] for _, words in COMMAND_LINES} >= set(_commands())


@pytest.mark.parametrize(
    "words", [words for _, words in COMMAND_LINES], ids=[line for line, _ in COMMAND_LINES]
)
def test_command_lines_parse(words: list[str]) -> None:
    name, *options = words
    if name.startswith("-"):
        result = CliRunner().invoke(cli, words)
        assert result.exit_code == 0, result.output
        return
    command = _commands()[name]
    if options == ["--help"]:
        return
    # Prose also names the command alone, without the folder that it needs.
    missing = ["DIR"] if words == ["init"] else []
    # The parent gives its settings; click remembers what it made of them.
    parent = click.Context(cli, info_name="papershelf", **cli.context_settings)
    command.make_context(name, [*options, *missing], parent=parent)


@pytest.mark.parametrize("name", list(_commands()))
def test_every_option_and_choice_of_a_command_is_documented(name: str) -> None:
    page = _read(DOCS / "command-line.md")
    section = page.partition(f"\n## papershelf {name}\n")[2].partition("\n## ")[0]
    assert section, f"command-line.md has no section for papershelf {name}"
    for parameter in _commands()[name].params:
        words = list(parameter.opts)
        if isinstance(parameter, click.Argument):
            words = [(parameter.metavar or parameter.human_readable_name).strip("[].")]
        if isinstance(parameter.type, click.Choice):
            words += parameter.type.choices
        for word in words:
            shown = re.search(rf"`([^`]* )?{re.escape(word)}( [^`]*)?`", section)
            assert shown, f"command-line.md does not document {word} of papershelf {name}"


def test_help_texts_are_those_of_the_golden_file() -> None:
    runner = CliRunner()
    texts = []
    for name in ["", *_commands()]:
        words = [*name.split(), "--help"]
        result = runner.invoke(cli, words, prog_name="papershelf", terminal_width=80)
        texts.append(f"$ papershelf {' '.join(words)}\n{result.output}")
    actual = "\n".join(texts)
    assert _expected(HELP, actual) == actual, f"the help has changed; {REGENERATE}"


def test_the_field_reference_is_what_the_schema_says() -> None:
    actual = field_reference()
    assert _expected(DOCS / "fields.md", actual) == actual, (
        "content/pages/docs/fields.md differs from the schema; write it anew with: "
        "papershelf schema --format markdown > content/pages/docs/fields.md"
    )


@_of("is_entry")
def test_entries_in_the_documentation_are_valid_unless_they_are_shown_to_be_wrong(
    block: Block,
) -> None:
    if block.messages:
        return
    checked = check_bytes(block.text.encode(), f"content/papers/sample.{block.suffix}")
    assert not checked.problems
    assert checked.papers


@_of("is_collection")
def test_collections_in_the_documentation_are_valid(block: Block) -> None:
    entries, problems = read_entries(block.text.encode(), "content/collections/sample.md")
    form, found = check_form(CollectionForm, entries[0].node, Source("", entries[0].source.lines))
    assert not [*problems, *found]
    assert form is not None


@_of("is_settings")
def test_settings_in_the_documentation_are_valid(block: Block) -> None:
    assert read_config(block.text, "content/site.yaml")[1] == []


@_of("is_program")
def test_programs_in_the_documentation_run(block: Block, tmp_path: Path) -> None:
    make_shelf(tmp_path / "my-shelf", title="My shelf")
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", block.text],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_names_of_the_program_in_the_documentation_can_be_imported(page: Path) -> None:
    for module, name in re.findall(r"`(papershelf(?:\.[a-z_]+)+)\.([A-Z]\w+)`", _read(page)):
        assert hasattr(import_module(module), name), f"{module} has no {name}"


def test_messages_in_the_documentation_are_those_of_the_program(tmp_path: Path) -> None:
    def with_messages(found: re.Match[str]) -> str:
        if not found["messages"]:
            return found[0]
        name = Path(found["messages"].partition(":")[0]).name
        shelf = tmp_path / name
        make_shelf(shelf, title="A shelf")
        (shelf / "content/papers" / name).write_text(found["text"], encoding="utf-8")
        messages = io.StringIO()
        with redirect_stderr(messages):
            # Advice is about the shelf that the sample was put on.
            told = check(shelf)[0]
            Show().problems([p for p in told if p.severity is not Severity.ADVICE])
        return f"```{found['language']}\n{found['text']}```\n\n```text\n{messages.getvalue()}```"

    actual = _BLOCK.sub(with_messages, _read(ENTRIES))
    assert _expected(ENTRIES, actual) == actual, f"messages have changed; {REGENERATE}"


def test_the_targets_that_the_readme_shows_exist() -> None:
    makefile = _read(ROOT / "Makefile")
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        for target in re.findall(r"^(?:\| `)?make (\w+)", _read(page), flags=re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"no target {target}"


def test_the_readme_shows_both_commands_before_the_picture_and_the_first_steps() -> None:
    readme = _read(ROOT / "README.md")
    order = ["make site", "make test", "](.github/images/home.png)", "pip install ."]
    places = [readme.index(text) for text in order]
    assert places == sorted(places)


@pytest.mark.parametrize("page", [*PAGES[:2], ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_files_that_the_readme_links_to_exist(page: Path) -> None:
    for target in re.findall(r"(?<!!)\[[^\]]*\]\((?!https?:)([^)#]+)", _read(page)):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_page_of_the_documentation_is_linked_from_the_readme_and_the_index() -> None:
    for page in DOCS.glob("*.md"):
        if page.name != "index.md":
            assert f"](content/pages/docs/{page.name})" in _read(ROOT / "README.md")
            assert f"]({page.name})" in _read(DOCS / "index.md")


def test_pictures_of_the_documentation_are_light() -> None:
    sizes = {path.name: path.stat().st_size for path in STATIC.iterdir()}
    assert sizes
    assert {name for name, size in sizes.items() if size >= 100_000} == set()
