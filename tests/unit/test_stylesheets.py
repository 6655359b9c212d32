"""The style sheets of the packaged themes: nothing in them is dead."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHEETS = sorted((ROOT / "themes").glob("*/assets/**/*.css"))
_NO_SELECTOR = re.compile(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", re.DOTALL)


def _classes(css: str) -> set[str]:
    """The classes that the selectors of a style sheet name."""
    selectors = re.findall(r"([^{}]*)\{", _NO_SELECTOR.sub("", css))
    # What stands before the last semicolon is a declaration in a rule that holds rules.
    return {
        name
        for selector in selectors
        for name in re.findall(r"\.([a-z][\w-]*)", selector.rpartition(";")[2])
    }


_IN_TEMPLATES = re.compile(
    r'(?:class="(?:\{\{.*?\}\}|\{%.*?%\}|[^"{])*|block main_class %\}.*?\{% endblock)'
)
_IN_CODE = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")


def _writers() -> str:
    """All that writes classes: templates, scripts, and what renders Markdown and maths."""
    sources = {
        "themes/*/templates/**/*.html": _IN_TEMPLATES,
        "themes/*/assets/js/**/*.js": _IN_CODE,
        "generator/papershelf/markup/**/*.py": _IN_CODE,
    }
    return "\n".join(
        found
        for pattern, written in sources.items()
        for path in sorted(ROOT.glob(pattern))
        for found in written.findall(path.read_text(encoding="utf-8"))
    )


def _written(name: str, text: str) -> bool:
    """Whether a class occurs as it is, or a beginning of it before a blank that is filled in.

    A script that looks for `.name` does not write it.
    """
    if re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", text):
        return True
    stems = (name[: found.end()] for found in re.finditer(r"__|-+", name))
    return any(re.search(rf"(?<![\w.-]){stem}[{{$]", text) for stem in stems)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: str(path.relative_to(ROOT / "themes")))
def test_every_class_of_a_style_sheet_is_written_somewhere(sheet: Path) -> None:
    text = _writers()

    dead = {name for name in _classes(sheet.read_text("utf-8")) if not _written(name, text)}

    assert not dead


def test_a_class_that_nothing_writes_is_noticed() -> None:
    found = _classes(".a > .b--c:hover { color: red; .nested { margin: .5rem } } /* .comment */")

    assert found == {"a", "b--c", "nested"}
    assert not _written("b--c", 'class="b b--d"')
    assert not _written("a", 'querySelector(".a > li")')
    assert _written("b--c", 'class="b b--{{ kind }}"')
    assert _written("b--c-1", 'class="b b--{{ kind }}-{{ number }}"')
