"""What braces guard in a BibTeX file is guarded in ours again."""

from typing import Any

import pytest
from tests.support.cited import paper, text

from papershelf.draft import Draft
from papershelf.importers.bibtex import BIBTEX
from papershelf.importers.importer import Source


def _title(words: str, kept: Any) -> str:
    lines = text("bibtex", paper(words, extra={"keep_case": kept})).splitlines()
    [line] = (line for line in lines if line.startswith("  title"))
    return line.partition("= ")[2].rstrip(",")


@pytest.mark.parametrize(
    ("words", "kept", "title"),
    [
        ("A Markov model", ["Markov"], "{A {Markov} model}"),
        ("Nets (Markov), markov", ["Markov"], "{Nets ({Markov}), markov}"),
        ("Of Markov–Nash nets", ["Markov–Nash"], "{Of {Markov–Nash} nets}"),
        ("A *New* York", "New York", r"{A \emph{{New}} {York}}"),
        ("LoRA and BERT", ["LoRA"], "{{LoRA} and {BERT}}"),
        ("R&D, said", ["R&D"], r"{{R\&D}, said}"),
        ("Marks of {X}", ["{X}"], r"{Marks of {\textbraceleft{}X\textbraceright{}}}"),
        ("A Markov model", {"Markov": 1}, "{A Markov model}"),
        ("A Markov model", [1, None, ""], "{A Markov model}"),
    ],
)
def test_words_that_keep_their_case_stand_in_braces(words: str, kept: Any, title: str) -> None:
    assert _title(words, kept) == title


@pytest.mark.parametrize(
    "title",
    [
        "On {Markov} and {Bayes}ian {C--H} bonds in {DNA}",
        "A vitamin {A} study: {Bayes}",
        r"The \emph{{Homer}} of $x^2$ {Oslo}",
    ],
)
def test_case_protection_survives_import_and_export(title: str) -> None:
    once = _again(title)
    assert once["extra"]["keep_case"]
    assert _again(_title(once["title"], once["extra"]["keep_case"])[1:-1]) == once


def _again(title: str) -> dict[str, Any]:
    source = f"@misc{{k, title = {{{title}}}}}"
    [draft] = BIBTEX.read(Source("refs.bib", source.encode()))
    assert isinstance(draft, Draft)
    return draft.fields
