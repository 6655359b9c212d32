"""BibTeX and biblatex of every dialect become drafts; what is broken costs no more than itself."""

from typing import Any

import pytest

from papershelf.draft import Draft
from papershelf.errors import Problem
from papershelf.importers.bibtex import BIBTEX
from papershelf.importers.importer import Source


def _all(text: str) -> list[Draft | Problem]:
    return list(BIBTEX.read(Source("refs.bib", text.encode())))


def _one(text: str) -> Draft:
    [draft] = _all(text)
    assert isinstance(draft, Draft)
    return draft


def _fields(body: str, kind: str = "article") -> dict[str, Any]:
    draft = _one(f"@{kind}{{key,\n{body}\n}}")
    fields = dict(draft.fields)
    del fields["type"]
    return fields


def _messages(draft: Draft) -> list[tuple[int, str]]:
    return [(problem.location.line, problem.message) for problem in draft.problems]


def test_an_entry_becomes_a_draft() -> None:
    draft = _one(
        """% Encoding: UTF-8
@string{nips = "Advances in " # {NIPS}}

@InProceedings{Vinyals2015,
  author    = {Vinyals, Oriol and Meire Fortunato and {The ATLAS Collaboration}},
  title     = {{P}ointer {Markov} Networks for {DNA}},
  booktitle = nips,
  year      = 2015, month = jun # "~9",
  pages     = {2692--2700},
  doi       = {10.1234/A_b%20c},
  url       = {https://example.org/a%20b_c\\&d},
  keywords  = {sequences, attention; copying},
  langid    = {ngerman},
  abstract  = {First of
     it.

  Second.},
}
"""
    )
    assert (draft.key, draft.line, draft.problems) == ("Vinyals2015", 4, [])
    assert draft.fields == {
        "type": "paper-conference",
        "authors": ["Oriol Vinyals", "Meire Fortunato", "The ATLAS Collaboration"],
        "title": "Pointer Markov Networks for DNA",
        "venue": "Advances in NIPS",
        "date": "2015-06-09",
        "pages": "2692-2700",
        "ids": {"doi": "10.1234/A_b%20c"},
        "links": {"page": "https://example.org/a%20b_c&d"},
        "keywords": ["sequences", "attention", "copying"],
        "language": "de",
        "abstract": "First of it.\n\nSecond.",
        "extra": {"keep_case": ["Markov"]},
    }


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("date = {2015-06-09/2015-06-12}", "2015-06-09"),
        ("date = {2015-06}", "2015-06"),
        ("date = {2015-06-09T10:00:00}", "2015-06-09"),
        ("year = {2015}, month = {June}", "2015-06"),
        ("year = {2015}, month = {6}, day = {9}", "2015-06-09"),
        ('year = "2015", month = "9~" # jun', "2015-06-09"),
        ("year = 2015, month = {June 9--12}", "2015-06-09"),
        ("year = 2015, month = {Juni}", "2015-06"),
        ("year = 2015, month = {0}", "2015"),
        ("year = {c. 2015}", "2015"),
        ("year = 2015, month = feb, day = {30}", "2015-02"),
    ],
)
def test_dates_are_read_in_all_forms(body: str, date: str) -> None:
    assert _fields(body)["date"] == date


def test_what_is_no_date_is_kept_and_told() -> None:
    draft = _one("@misc{k,\n title={T},\n year = {in press}}")
    assert draft.fields["extra"]["year"] == "in press"
    assert [line for line, _ in _messages(draft)] == [3]


@pytest.mark.parametrize(
    ("kind", "ours", "kept"),
    [
        ("conference", "paper-conference", None),
        ("online", "article", "online"),
        ("phdthesis", "thesis", None),
        ("techreport", "report", None),
        ("proceedings", "book", "proceedings"),
        ("inbook", "chapter", None),
        ("dataset", "dataset", None),
        ("patent", "report", "patent"),
        ("misc", "article", None),
    ],
)
def test_types_are_ours(kind: str, ours: str, kept: str | None) -> None:
    draft = _one(f"@{kind}{{k, title={{T}}}}")
    assert draft.fields["type"] == ours
    assert draft.fields.get("extra", {}).get("entry_type") == kept


def test_a_degree_is_a_keyword() -> None:
    assert _fields("title={T}", "mastersthesis")["keywords"] == ["Master’s thesis"]
    assert _fields("title={T}, type={mathesis}", "thesis")["keywords"] == ["Master’s thesis"]


@pytest.mark.parametrize(
    "body",
    [
        "eprint={1506.03134}, archivePrefix={arXiv}, primaryClass={cs.LG}",
        "eprint={arXiv:1506.03134}, eprinttype={arxiv}",
        "journal={arXiv preprint arXiv:1506.03134}",
        "journal={CoRR}, eprint={1506.03134}",
    ],
)
def test_an_arxiv_paper_is_a_preprint(body: str) -> None:
    draft = _one(f"@article{{k, title={{T}}, {body}}}")
    assert (draft.fields["type"], draft.fields["ids"]) == ("preprint", {"arxiv": "1506.03134"})


def test_an_address_that_only_repeats_an_id_is_no_link() -> None:
    fields = _fields("doi={10.1000/x}, url={https://doi.org/10.1000/X}")
    assert fields == {"ids": {"doi": "10.1000/x"}}


def test_addresses_are_found_in_other_fields() -> None:
    assert _fields(r"howpublished={\url{https://example.org/a_b}}", "misc")["links"] == {
        "page": "https://example.org/a_b"
    }
    assert _fields("pdf={https://example.org/a.pdf}, code={https://example.org/c}")["links"] == {
        "pdf": "https://example.org/a.pdf",
        "code": "https://example.org/c",
    }


@pytest.mark.parametrize(
    ("names", "people"),
    [
        ("family=Vinyals, given=Oriol and others", ["Oriol Vinyals"]),
        ("Ludwig van Beethoven and de la Cruz, Ana", ["Ludwig van Beethoven", "Ana de la Cruz"]),
        ("King, Jr., Martin Luther", ["Martin Luther King, Jr."]),
        ("{van Gogh}, Vincent", [{"family": "van Gogh", "given": "Vincent"}]),
        ("{Barnes and Noble} and {\\'E}va Tardos", [{"literal": "Barnes and Noble"}, "Éva Tardos"]),
        ("Vinyals, Oriol; Fortunato, Meire", ["Oriol Vinyals", "Meire Fortunato"]),
        ("Garc{\\'\\i}a M{\\'a}rquez, Gabriel", ["García Márquez, Gabriel"]),
    ],
)
def test_people_are_read_as_bibtex_means_them(names: str, people: list[Any]) -> None:
    assert _fields(f"author = {{{names}}}")["authors"] == people


def test_others_are_remembered() -> None:
    draft = _one("@misc{k, title={T}, author={Ann Bee and others}}")
    assert draft.fields["extra"] == {"incomplete": ["authors"]}
    assert "more people" in draft.problems[0].message


def test_a_part_takes_from_its_whole_wherever_that_stands() -> None:
    child, parent = _all(
        """@inproceedings{child, title={Kid}, crossref={Whole}, pages={1-2}}
@proceedings{whole, title={The Book}, year=2000, editor={Ed Itor}, doi={10.1/whole}}"""
    )
    assert isinstance(child, Draft)
    assert child.fields["venue"] == "The Book"
    assert child.fields["date"] == "2000"
    assert child.fields["editors"] == ["Ed Itor"]
    assert "ids" not in child.fields
    assert isinstance(parent, Draft)
    assert parent.fields["type"] == "book"


def test_shared_data_is_no_entry() -> None:
    [draft] = _all("@xdata{x, publisher={P}}\n@book{b, title={T}, xdata={x}}")
    assert isinstance(draft, Draft)
    assert draft.fields["publisher"] == "P"


def test_inheritance_in_a_circle_ends() -> None:
    drafts = _all("@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}")
    assert len(drafts) == 2


def test_a_missing_whole_is_told() -> None:
    draft = _one("@inbook{a,\n title={A},\n crossref={nowhere}}")
    assert _messages(draft) == [(3, 'crossref: no entry of this file has the key "nowhere"')]


def test_unknown_fields_are_kept_and_told_but_those_of_programs_only_kept() -> None:
    draft = _one("@misc{k,\n title={T},\n timestamp={x},\n bdsk-url-1={u},\n weather={fine}}")
    assert draft.fields["extra"] == {"timestamp": "x", "bdsk-url-1": "u", "weather": "fine"}
    assert _messages(draft) == [(5, 'the field "weather" is not known: it is kept under extra')]


def test_a_field_given_twice_keeps_both() -> None:
    draft = _one("@misc{k,\n title={A},\n title={B}}")
    assert draft.fields["title"] == "A"
    assert draft.fields["extra"] == {"title": "B"}
    assert draft.problems[0].location.line == 3


def test_a_keepers_comment_is_the_note() -> None:
    draft = _one(r"@misc{k, title={T}, annote={Read \emph{this}.}, comment={Again.}}")
    assert draft.note == "Read *this*.\n\nAgain."


def test_an_entry_with_the_key_of_another_is_told() -> None:
    _, second = _all("@misc{k, title={A}}\n@misc{K, title={B}}")
    assert isinstance(second, Draft)
    assert [problem.location.line for problem in second.problems] == [2]


def test_retracted_papers_come_back_as_such() -> None:
    assert _fields("note={Retracted}")["status"] == "retracted"


# What is broken


def test_a_brace_that_never_closes_costs_its_value_only() -> None:
    broken, whole = _all(
        """@article{broken,
  title = {Never closed,
  author = {Ann Bee},
  year = 2001
}
@article{whole, title = {Whole}}
"""
    )
    assert isinstance(broken, Draft)
    assert broken.fields["title"] == "Never closed"
    assert broken.fields["authors"] == ["Ann Bee"]
    assert broken.fields["date"] == "2001"
    assert (2, "the value of title is never closed") in _messages(broken)
    assert isinstance(whole, Draft)
    assert whole.fields["title"] == "Whole"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("@misc{k\n title={T}}", 1, "a comma is missing after the citation key"),
        ("@misc{k,\n title={T}\n year=2001}", 3, "a comma is missing after title"),
        ("@misc{title={T}}", 1, "the entry has no citation key"),
        ("@misc{k, title={T},\n year=2001", 2, "the entry k is never closed"),
        ("@misc{k, title={T}, journal=jmlr}", 1, 'no @string defines "jmlr": it is taken as it is'),
        ("@misc{k, title={T},\n junk here, year=2001}", 2, '"junk here, year=2001}" is no field'),
    ],
)
def test_slips_are_named_by_line_and_the_rest_is_read(text: str, line: int, message: str) -> None:
    drafts = _all(f"{text}\n@misc{{next, title={{Next}}}}")
    first = drafts[0]
    assert isinstance(first, Draft)
    assert first.fields["title"] == "T"
    assert any(at == line and said.startswith(message[:20]) for at, said in _messages(first))
    assert isinstance(drafts[1], Draft)
    assert drafts[1].fields["title"] == "Next"


@pytest.mark.parametrize("text", ["", "  \n", "TY  - JOUR", "[{}]", "<xml/>", "just words @ home"])
def test_a_file_without_entries_is_told(text: str) -> None:
    [problem] = _all(text)
    assert isinstance(problem, Problem)
    assert problem.is_grave


def test_comments_and_preambles_are_no_entries() -> None:
    text = (
        '@preamble{ "\\newcommand{\\x}{y}" }\n@comment{jabref-meta: {x} @misc{no, title={N}}}\n'
        "free text\n@Comment\n@misc(k, title={Round})"
    )
    assert _one(text).fields["title"] == "Round"


def test_a_thousand_errors_are_each_named() -> None:
    text = "".join(f"@misc{{k{n},\n title = {{T,\n year = 2001\n}}\n" for n in range(1000))
    drafts = _all(text)
    assert len(drafts) == 1000
    assert [
        problem.location.line
        for draft in drafts
        if isinstance(draft, Draft)
        for problem in draft.problems
    ] == [2 + 4 * n for n in range(1000)]


@pytest.mark.parametrize(
    "text",
    [
        "@misc{k, title={" + "{" * 200_000,
        "@misc{k, " + "a={x\n" * 20_000,
        "@misc{k, " + 'a="x\n' * 20_000,
        "@misc{k, " + "junk " * 40_000,
        "@misc{" * 20_000,
        "@misc{k,\n" * 20_000,
        "@string{" * 20_000,
        "@comment{" * 20_000,
        "@misc{k, author={" + "A and " * 20_000 + "}}",
        "@misc{k, title={" + "\\'{" * 20_000 + "}}",
        "@misc{k, a=" + "x # " * 20_000,
        "@misc{k, title={" + "x" * 2_000_000 + "}}",
    ],
)
def test_what_is_huge_and_broken_is_read_in_its_time(text: str) -> None:
    assert _all(text)
