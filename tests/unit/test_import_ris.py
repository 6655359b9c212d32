"""RIS of every dialect becomes drafts; what is broken is named by its line."""

from typing import Any

import pytest

from papershelf.draft import Draft
from papershelf.errors import Problem
from papershelf.importers.importer import Source
from papershelf.importers.ris import RIS


def _all(text: str) -> list[Draft | Problem]:
    return list(RIS.read(Source("refs.ris", text.encode())))


def _one(*lines: str, kind: str = "JOUR") -> Draft:
    [draft] = _all("\n".join((f"TY  - {kind}", *lines, "ER  - ", "")))
    assert isinstance(draft, Draft)
    return draft


def _lines(draft: Draft) -> list[int]:
    return [problem.location.line for problem in draft.problems]


def test_a_record_becomes_a_draft() -> None:
    draft = _one(
        "ID  - Vinyals2015",
        "A1  - Vinyals, Oriol",
        "AU  - van Beethoven, Ludwig",
        "AU  - King, Martin Luther, Jr.",
        "AU  - The ATLAS Collaboration",
        "ED  - Itor, Ed",
        "T1  - Pointer <i>Networks</i> of_it &amp; CO<sub>2</sub>",
        "JO  - Nat. Mach. Intell.",
        "JF  - Nature Machine Intelligence",
        "PY  - 2015",
        "DA  - 2015/06/09/",
        "VL  - 3",
        "IS  - 2",
        "SP  - 12",
        "EP  - 20",
        "SN  - 0028-0836",
        "DO  - https://doi.org/10.1234/x",
        "UR  - https://example.org/x",
        "L1  - https://example.org/x.pdf",
        "KW  - one",
        "KW  - two",
        "N2  - First of it.",
        "going on",
        "",
        "Second.",
        "LA  - English",
    )
    assert (draft.key, draft.line, draft.problems) == ("Vinyals2015", 1, [])
    assert draft.fields == {
        "type": "article",
        "authors": [
            "Oriol Vinyals",
            "Ludwig van Beethoven",
            "Martin Luther King, Jr.",
            "The ATLAS Collaboration",
        ],
        "editors": ["Ed Itor"],
        "title": "Pointer *Networks* of_it & CO₂",
        "venue": "Nature Machine Intelligence",
        "date": "2015-06-09",
        "volume": "3",
        "issue": "2",
        "pages": "12-20",
        "ids": {"issn": "0028-0836", "doi": "10.1234/x"},
        "links": {"page": "https://example.org/x", "pdf": "https://example.org/x.pdf"},
        "keywords": ["one", "two"],
        "abstract": "First of it. going on\n\nSecond.",
        "language": "en",
        "extra": {"JO": "Nat. Mach. Intell."},
    }


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["PY  - 2015///"], "2015"),
        (["Y1  - 2015/06//"], "2015-06"),
        (["PY  - 2015", "DA  - 2015/06/09/"], "2015-06-09"),
        (["DA  - 2015-06-09", "PY  - 2015"], "2015-06-09"),
        (["Y1  - 2015/06/09/Spring"], "2015-06-09"),
        (["PY  - 2015", "DA  - JUN 9 2015"], "2015-06-09"),
        (["PY  - 2015", "DA  - 2015/00/00/"], "2015"),
    ],
)
def test_dates_are_read_in_all_dialects(lines: list[str], date: str) -> None:
    assert _one(*lines).fields["date"] == date


@pytest.mark.parametrize(
    ("kind", "lines", "fields"),
    [
        ("CPAPER", ["T2  - NIPS"], {"type": "paper-conference", "venue": "NIPS"}),
        ("CHAP", ["BT  - The Book", "T2  - The Book"], {"type": "chapter", "venue": "The Book"}),
        (
            "BOOK",
            ["SN  - 978-0-262-03561-3"],
            {"type": "book", "ids": {"isbn": "978-0-262-03561-3"}},
        ),
        ("GEN", ["AN  - arXiv:1506.03134"], {"type": "preprint", "ids": {"arxiv": "1506.03134"}}),
        ("THES", ["PB  - MIT"], {"type": "thesis", "publisher": "MIT"}),
        ("SLIDE", [], {"type": "article", "extra": {"entry_type": "SLIDE"}}),
    ],
)
def test_types_are_ours(kind: str, lines: list[str], fields: dict[str, Any]) -> None:
    assert _one(*lines, kind=kind).fields == fields


def test_windows_lines_and_a_mark_at_the_start_are_read() -> None:
    text = "\ufeffTY  - JOUR\r\nTI  - T\r\nER  -\r\n\r\nTY - BOOK\r\nTI - U\r\nER -"
    titles = [draft.fields["title"] if isinstance(draft, Draft) else draft for draft in _all(text)]
    assert titles == ["T", "U"]


def test_a_missing_end_is_named_and_both_records_are_read() -> None:
    first, second = _all("TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B\n")
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert (first.fields["title"], second.fields["title"]) == ("A", "B")
    assert _lines(first) == [3]
    assert len(_lines(second)) == 1


def test_unknown_tags_are_kept_and_told() -> None:
    draft = _one("TI  - T", "ZZ  - what", "DB  - Scopus")
    assert draft.fields["extra"] == {"ZZ": "what", "DB": "Scopus"}
    assert _lines(draft) == [3]


def test_text_outside_of_records_is_told_once() -> None:
    problem, draft = _all("Exported by X\non Monday\nTY  - JOUR\nTI  - T\nER  - \n")
    assert isinstance(problem, Problem)
    assert problem.location.line == 1
    assert isinstance(draft, Draft)


@pytest.mark.parametrize("text", ["", "\n\n", "@misc{k, title={T}}", "[]"])
def test_a_file_without_records_is_told(text: str) -> None:
    problems = _all(text)
    assert all(isinstance(problem, Problem) for problem in problems)
    assert problems


def test_a_thousand_errors_are_each_named() -> None:
    drafts = _all("".join(f"TY  - JOUR\nTI  - T{n}\nZZ  - x\nER  - \n" for n in range(1000)))
    lines = [line for draft in drafts if isinstance(draft, Draft) for line in _lines(draft)]
    assert lines == [3 + 4 * n for n in range(1000)]


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nAB  - x\n" + "more\n" * 50_000,
        "TY  - JOUR\n" * 20_000,
        "TY  - JOUR\n" + "AU  - Bee, Ann\n" * 20_000,
        "TY  - JOUR\n" + "KW  - x\n" * 20_000,
        "TY  - JOUR\nTI  - " + "<i>" * 50_000,
        "TY  - JOUR\nTI  - " + "x" * 5_000_000,
        "TY  - JOUR\n" + "UR  - https://example.org/x\n" * 5_000,
    ],
)
def test_what_is_huge_is_read_in_its_time(text: str) -> None:
    assert _all(text)
