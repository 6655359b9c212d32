"""papershelf suggest corrects one field of one entry, and leaves all else of its file alone."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.support.suggested import (
    CORRECTION,
    OPTIONS,
    Done,
    Suggest,
    body,
    changed,
    event,
    template,
    tree,
)

from papershelf.config import RepositoryForm
from papershelf.load import read_entries
from papershelf.model import Paper
from papershelf.plan.repository import Repository, corrected_id
from papershelf.yamltext import plain

NOVAK = "content/papers/novak-2015.md"
LIST = "content/papers/list.yaml"


def correct(suggest: Suggest, field: str, value: str, entry: str = "novak-2015") -> Done:
    return suggest(body(CORRECTION, {"entry": entry, "field": field, "value": value}))


def value_of(shelf: Path, field: str, path: str = NOVAK, position: int = 0) -> object:
    entry = read_entries((shelf / path).read_bytes(), path)[0][position]
    return entry.body if field == "body" else plain(entry.node).get(field)


@pytest.mark.parametrize(
    "entry",
    [
        "novak-2015",
        "Novak-2015",
        "content/papers/novak-2015.md",
        "./content/papers/novak-2015.md",
        "novak-2015.md",
        "https://github.com/someone/shelf/blob/main/content/papers/novak-2015.md",
        "https://example.org/small/papers/novak-2015/",
        "https://example.org/small/papers/novak-2015/?from=feed#abstract",
        "http://127.0.0.1:8000/papers/novak-2015/",
        "/small/papers/novak-2015/",
        "`novak-2015`",
        "\n  novak-2015  \nThe one with the roots.",
        "https://doi.org/10.1145/3539618.3591631",
        "content\\papers\\novak-2015.md",
        "example.org/small/papers/novak-2015",
        "papers/novak-2015",
        "See https://example.org/small/papers/novak-2015/.",
        "[Čísla](https://example.org/small/papers/novak-2015/)",
        "Čísla a stroje: on $\\sqrt{2}$ and machines",
    ],
)
def test_an_entry_is_found_by_whatever_names_it(suggest: Suggest, shelf: Path, entry: str) -> None:
    done = correct(suggest, "Venue", "Annals of Mathematics", entry)
    assert (done.code, done.outcome) == (0, "corrected")
    assert value_of(shelf, "venue") == "annals"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("novak-2016", "Is it one of these: novak-2015"),
        ("https://example.com/papers/novak-2015/", "has no entry"),
        ("content/papers/list.yaml", "Several entries may be meant"),
        ("../../../etc/passwd", "has no entry"),
        ("content/papers/../../../../etc/passwd.md", "has no entry"),
        ("content/site.yaml", "has no entry"),
        ("/etc/passwd", "has no entry"),
        ("C:\\Windows", "has no entry"),
        ("", "names no entry"),
        ("https://[", "has no entry"),
        ("x" * 90_000, "has no entry"),
    ],
)
def test_what_is_no_entry_changes_nothing(
    suggest: Suggest, shelf: Path, entry: str, told: str
) -> None:
    before = tree(shelf)
    done = correct(suggest, "Venue", "Annals of Mathematics", entry)
    assert (done.code, done.outcome) == (1, "nothing")
    assert told in done.comment
    assert tree(shelf) == before


def test_an_alias_names_its_entry(suggest: Suggest, shelf: Path) -> None:
    path = shelf / "content/papers/lovelace-1843.md"
    text = path.read_text(encoding="utf-8").replace("date: 1843", "date: 1843\naliases: [engine]")
    path.write_text(text, encoding="utf-8")
    assert correct(suggest, "Year or date", "1844", "engine").outcome == "corrected"
    assert value_of(shelf, "date", "content/papers/lovelace-1843.md") == "1844"


@pytest.mark.parametrize(
    ("field", "value", "key", "expected"),
    [
        ("Title", "Numbers:\nand *machines*", "title", "Numbers: and *machines*"),
        ("Year or date", "7 June 2015", "date", "2015-06-07"),
        ("Year or date", "2015", "date", "2015"),
        ("Venue", "NIPS", "venue", "neurips"),
        ("Venue", "Workshop on: Roots # 3", "venue", "Workshop on: Roots # 3"),
        (
            "Links",
            "- https://github.com/a/b\n- Slides: https://example.org/s.pdf",
            "links",
            {
                "pdf": "static/novak.pdf",
                "code": "https://github.com/a/b",
                "slides": "https://example.org/s.pdf",
            },
        ),
        (
            "Ids",
            "dblp: conf/x/Y15\nhttps://arxiv.org/abs/1506.99999v2",
            "ids",
            {"doi": "10.1145/3539618.3591631", "arxiv": "1506.99999", "dblp": "conf/x/Y15"},
        ),
        ("Topics", "Machines, analysis", "topics", ["machines", "analysis"]),
        ("Topics", "+ Machines", "topics", ["numerics", "machines"]),
        ("Topics", "-numerical-analysis\n+machines", "topics", ["machines"]),
        ("Topics", "- machines\n- analysis", "topics", ["machines", "analysis"]),
        ("Abstract", "*We* take $\\sqrt{2}$.", "abstract", "\\*We\\* take $\\sqrt{2}$."),
        ("Summary or note", "One <b>line</b>.", "summary", "One \\<b>line\\</b>."),
        ("Summary or note", "Two.\n\n---\ntitle: no", "body", "Two.\n\n\\---\ntitle: no"),
    ],
)  # fmt: skip
def test_a_value_becomes_what_an_entry_writes(
    suggest: Suggest, shelf: Path, field: str, value: str, key: str, expected: object
) -> None:
    before = tree(shelf)
    done = correct(suggest, field, value)
    assert (done.code, done.outcome) == (0, "corrected")
    assert value_of(shelf, key) == expected
    assert changed(before, tree(shelf)) == [NOVAK]
    old, new = before[NOVAK].decode(), (shelf / NOVAK).read_text(encoding="utf-8")
    if key != "body":
        assert len(set(old.splitlines()) - set(new.splitlines())) <= 1


def test_authors_keep_what_the_entry_knows_of_them(suggest: Suggest, shelf: Path) -> None:
    path = shelf / "content/papers/lovelace-1843.md"
    people = (
        "authors:\n"
        "  - {family: Lovelace, given: Ada, orcid: 0000-0002-1825-0097, affiliations: [London]}\n"
        "  - {family: Babbage, given: C., equal: true}\n"
        "  - {id: jiri-novak}"
    )
    text = path.read_text(encoding="utf-8").replace("authors: [Ada Lovelace]", people)
    path.write_text(text, encoding="utf-8")
    value = "1. Charles Babbage\n2. Jiří Novák\n3. Ada Lovelace\n4. Luigi Menabrea"
    done = correct(suggest, "Authors", value, "lovelace-1843")
    assert done.outcome == "corrected"
    assert value_of(shelf, "authors", "content/papers/lovelace-1843.md") == [
        {"family": "Babbage", "given": "Charles", "equal": "true"},
        {"id": "jiri-novak"},
        {
            "family": "Lovelace",
            "given": "Ada",
            "orcid": "0000-0002-1825-0097",
            "affiliations": ["London"],
        },
        "Luigi Menabrea",
    ]


def test_who_changes_in_a_long_list_of_authors_is_named(suggest: Suggest, shelf: Path) -> None:
    names = [f"Ada {letter}{letter.lower()}ström" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    path = shelf / "content/papers/lovelace-1843.md"
    text = path.read_text(encoding="utf-8").replace("[Ada Lovelace]", f"[{', '.join(names)}]")
    path.write_text(text, encoding="utf-8")
    done = correct(suggest, "Authors", "\n".join([*names[:-1], "Bo Quill"]), "lovelace-1843")
    assert done.outcome == "corrected"
    assert "No longer there: Ada Zzström." in done.comment
    assert "New: Bo Quill." in done.comment


def test_authors_may_come_in_one_line(suggest: Suggest, shelf: Path) -> None:
    assert correct(suggest, "Authors", "Ada Lovelace, Jiří Novák and Bo Ström").code == 0
    assert value_of(shelf, "authors") == ["Ada Lovelace", "Jiří Novák", "Bo Ström"]


def test_an_entry_of_a_list_is_changed_alone(suggest: Suggest, shelf: Path) -> None:
    path = shelf / LIST
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  year: 2020\n", "  year: 2020  # sure\n"), encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    done = correct(suggest, "Year or date", "1810", "gauss-1809")
    assert done.outcome == "corrected"
    assert path.read_text(encoding="utf-8") == before.replace("year: 1809", "year: 1810")


def test_an_entry_of_a_list_in_odd_form_is_changed_too(suggest: Suggest, shelf: Path) -> None:
    path = shelf / LIST
    path.write_text(
        "# the list\n"
        "[{id: tanaka-2020, title: A, authors: [B C], year: 2020},\n"
        " {id: gauss-1809, title: B, authors: [D E], year: 1809}]  # end\n",
        encoding="utf-8",
    )
    assert correct(suggest, "Title", "Better", "gauss-1809").outcome == "corrected"
    assert value_of(shelf, "title", LIST, 1) == "Better"
    assert value_of(shelf, "title", LIST, 0) == "A"
    assert "# the list" in path.read_text(encoding="utf-8")
    assert "# end" in path.read_text(encoding="utf-8")


def test_a_yaml_file_of_one_entry_is_changed(suggest: Suggest, shelf: Path) -> None:
    done = correct(suggest, "Title", "For some lists", "hidden-2023")
    assert done.outcome == "corrected"
    assert value_of(shelf, "title", "content/papers/hidden-2023.yaml") == "For some lists"


def test_links_in_a_list_keep_their_labels(suggest: Suggest, shelf: Path) -> None:
    done = correct(suggest, "Links", "page: https://example.org/new", "lovelace-1843")
    assert done.outcome == "corrected"
    assert value_of(shelf, "links", "content/papers/lovelace-1843.md") == [
        {"kind": "page", "url": "https://example.org/new", "label": "The sketch"}
    ]
    assert "The page link was https://example.org/sketch before." in done.comment


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("Year or date", "soon", "is no date"),
        ("Year or date", "2015-13-01", "is no date"),
        ("Links", "javascript:alert(1)", "is no address"),
        ("Links", "https://exa mple.org", "is no address"),
        ("Links", "https://user@example.org/", "holds a user name"),
        ("Links", "static/../../site.yaml", "no path below static/"),
        ("Links", "pdf: static/none.pdf", "static/none.pdf"),
        ("Ids", "isbn: 123", "is not an ISBN"),
        ("Ids", "a title of words", "is no id"),
        ("Topics", "baking", "has no topic baking"),
        ("Authors", "1234", "names nobody"),
        ("Title", "x" * 2_000, "more than 1000 characters"),
        ("Something else", "All of it", "maintainer will look at it"),
        ("None of these", "All of it", "does not say which field"),
        ("", "All of it", "does not say which field"),
        ("Title", "", "does not say what should stand there"),
    ],
)
def test_what_does_not_fit_changes_nothing_and_is_told(
    suggest: Suggest, shelf: Path, field: str, value: str, told: str
) -> None:
    before = tree(shelf)
    done = correct(suggest, field, value)
    assert (done.code, done.outcome) == (1, "nothing")
    assert told in done.comment
    address = "https://github.com/someone/shelf/edit/main/content/papers/novak-2015.md"
    assert f"[Edit the entry]({address})" in done.comment
    assert tree(shelf) == before
    assert "subject.txt" not in done.answer


def test_what_the_entry_says_already_is_known(suggest: Suggest, shelf: Path) -> None:
    before = tree(shelf)
    done = correct(suggest, "Year or date", "2015-06-09")
    assert (done.code, done.outcome) == (1, "known")
    assert "says so already" in done.comment
    page = "https://example.org/small/papers/novak-2015/"
    assert done.answer["comment.md"].endswith(f"\n[Its page]({page})\n")
    assert tree(shelf) == before


@pytest.mark.parametrize(
    ("entry", "field", "value"),
    [
        ("novak-2015", "Title", "Another"),
        ("novak-2015", "Year or date", "2015-06-09"),
        ("novak-2015", "Year or date", "some day"),
        ("novak-2015", "Topics", "baking"),
        ("novak-2015", "Something else", "All of it"),
        ("novak-2015", "Title", ""),
        ("novak-2015", "", "Another"),
        ("nowhere-2015", "Title", "Another"),
        ("content/papers/list.yaml", "Title", "Another"),
        ("", "Title", "Another"),
    ],
)
def test_whatever_becomes_of_a_correction_the_person_is_thanked(
    suggest: Suggest, entry: str, field: str, value: str
) -> None:
    assert correct(suggest, field, value, entry).comment.startswith("Thank you. ")


@pytest.mark.parametrize("value", ["Scientific computing", "+Scientific computing"])
def test_a_topic_that_cannot_be_looked_up_is_not_written(
    suggest: Suggest, shelf: Path, value: str
) -> None:
    with (shelf / "content/topics.yaml").open("a", encoding="utf-8") as file:
        file.write("- id: [\n")
    before = tree(shelf)
    done = correct(suggest, "Topics", value)
    assert (done.code, done.outcome) == (1, "nothing")
    assert "own file content/topics.yaml has errors" in done.comment
    assert tree(shelf) == before


def test_an_id_that_makes_a_duplicate_is_told(suggest: Suggest, shelf: Path) -> None:
    settings = shelf / "content/site.yaml"
    text = settings.read_text(encoding="utf-8").replace("without: [duplicate, ", "without: [")
    settings.write_text(text, encoding="utf-8")
    done = correct(suggest, "Ids", "doi: 10.1145/3539618.3591631", "gauss-1809")
    assert done.outcome == "corrected"
    assert "What the check says of it now:" in done.comment
    assert NOVAK in done.comment or "novak-2015" in done.comment


def test_an_entry_with_errors_can_be_mended(suggest: Suggest, shelf: Path) -> None:
    path = shelf / "content/papers/lovelace-1843.md"
    text = path.read_text(encoding="utf-8").replace("date: 1843", "date: eighteen")
    path.write_text(text, encoding="utf-8")
    assert correct(suggest, "Year or date", "1843", "lovelace-1843").outcome == "corrected"
    assert "date: 1843\n" in path.read_text(encoding="utf-8")


def test_the_answers_to_choose_from_may_be_translated(suggest: Suggest, shelf: Path) -> None:
    options = [f"Wahl {number}" for number in range(len(OPTIONS))]
    path = shelf / ".github/ISSUE_TEMPLATE/correct-entry.yml"
    path.write_text(template(CORRECTION, options), encoding="utf-8")
    assert correct(suggest, "Wahl 3", "annals").outcome == "corrected"
    assert value_of(shelf, "venue") == "annals"


def test_the_answer_names_the_field_before_and_after(suggest: Suggest) -> None:
    values = {"entry": "novak-2015", "field": "Venue", "value": "annals", "source": "page 1"}
    done = suggest(body(CORRECTION, {**values, "name": "Ada Quill"}))
    assert "| venue | NIPS 2015 | annals |" in done.comment
    assert "Where it can be seen: page 1" in done.comment
    subject = "Correct venue of “Čísla a stroje: on sqrt2 and machines” (#12)"
    assert done.answer["subject.txt"] == f"{subject}\n"
    assert done.answer["message.txt"].startswith(f"{subject}\n\n")
    assert "Co-authored-by: Ada Quill <" in done.answer["message.txt"]


def test_headings_in_a_value_belong_to_it(suggest: Suggest, shelf: Path) -> None:
    note = (
        "First.\n\n### Of its own\n\n```\n### What is wrong?\nTitle\n```\n\n"
        "### What is wrong?\n\nAll."
    )
    values = {"entry": "novak-2015", "field": "Summary or note", "value": note}
    assert suggest(body(CORRECTION, values)).outcome == "corrected"
    assert str(value_of(shelf, "body")).endswith("\\### What is wrong?\n\nAll.")


def test_code_that_does_not_end_swallows_no_answer(suggest: Suggest, shelf: Path) -> None:
    values = {"entry": "novak-2015\n```", "field": "Venue", "value": "annals"}
    assert suggest(body(CORRECTION, values)).outcome == "corrected"


def test_headings_may_name_their_questions_in_a_comment(suggest: Suggest, shelf: Path) -> None:
    text = (
        "## Eintrag <!-- entry -->\n<!-- die Seite oder die Datei -->\nnovak-2015\n"
        "## Feld <!-- field -->\nVenue\n## Neu <!-- value -->\nannals\n"
    )
    assert suggest(event(text)).outcome == "corrected"
    assert value_of(shelf, "venue") == "annals"


def test_the_title_of_an_issue_names_the_entry_where_the_form_does_not(
    suggest: Suggest, shelf: Path
) -> None:
    # GitLab's templates cannot be filled in by an address, the title can.
    text = (
        "### Entry <!-- entry -->\n\n\n### What is wrong <!-- field -->\nVenue\n\n"
        "### What it should be <!-- value -->\nannals\n"
    )
    assert suggest(event(text, title="Correct the title: roots")).outcome == "nothing"
    done = suggest(event(text, title="Correct novak-2015: Čísla a stroje: on numbers"))
    assert done.outcome == "corrected"
    assert value_of(shelf, "venue") == "annals"


def test_the_title_that_the_button_gives_holds_the_id() -> None:
    form = RepositoryForm(url="https://gitlab.com/a/b", forms=True)
    paper = Paper(id="novak-2015", title="Roots: {id} of 2", source=NOVAK)
    address = Repository(form).report(paper, "")
    title = parse_qs(urlsplit(address).query)["issue[title]"][0]
    assert corrected_id(title) == "novak-2015"


def test_a_file_that_does_not_read_is_named(suggest: Suggest, shelf: Path) -> None:
    path = shelf / NOVAK
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = tree(shelf)
    done = correct(suggest, "Venue", "annals")
    assert done.outcome == "nothing"
    assert f"It may be in a file that does not read: {NOVAK}." in done.comment
    assert tree(shelf) == before


def test_a_year_and_a_date_are_corrected_together(suggest: Suggest, shelf: Path) -> None:
    done = correct(suggest, "Year or date", "June 1810", "gauss-1809")
    assert done.outcome == "corrected"
    assert "| date |  | 1810-06 |" in done.comment
    assert "| year | 1809 | 1810 |" in done.comment
    assert value_of(shelf, "date", LIST, 1) == "1810-06"
    assert value_of(shelf, "year", LIST, 1) == "1810"
    assert value_of(shelf, "status", LIST, 1) == "retracted"


def test_two_fields_in_one_form_change_nothing(suggest: Suggest, shelf: Path) -> None:
    before = tree(shelf)
    done = correct(suggest, "Title, Venue", "Roots\nannals")
    assert done.outcome == "nothing"
    assert "names several fields" in done.comment
    assert tree(shelf) == before


def test_a_title_that_makes_the_id_stays(suggest: Suggest, shelf: Path) -> None:
    path = shelf / LIST
    text = path.read_text(encoding="utf-8").replace("- id: gauss-1809\n  title", "- title")
    path.write_text(text, encoding="utf-8")
    done = correct(suggest, "Title", "Theoria motus corporum", "theoria-motus")
    assert done.outcome == "nothing"
    assert "with another title it would get another" in done.comment
    assert correct(suggest, "Year or date", "1810", "theoria-motus").outcome == "corrected"
