"""papershelf import writes entries, alone or in lists, and keeps all that is there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.importing import NO_PEOPLE, ONE, PAPERS, TWO, Run, errors, papers_of

from papershelf import load_library


def test_each_paper_becomes_a_file_and_the_shelf_still_builds(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    before = papers_of(small)
    code, out, err = run(source(ONE, TWO))
    assert (code, out) == (0, "")
    after = papers_of(small)
    assert after.keys() - before.keys() == {"lovelace-1843-one.md", "lovelace-1844-two.md"}
    assert {name: after[name] for name in before} == before
    assert errors(small) == []
    assert load_library(small).papers["lovelace-1844-two"].ids == {"doi": "10.1000/2"}
    last = err.splitlines()[-1]
    assert re.fullmatch(
        r"Imported 2 of 2 entries from \S+ into content/papers/ in [\d.]+ s\.", last
    )


def test_incomplete_records_go_to_a_file_that_can_be_filled_in(
    run: Run, source: Callable[..., Path], small: Path, tmp_path: Path
) -> None:
    rest = tmp_path / "rest.yaml"
    assert run(source(ONE, NO_PEOPLE), "--incomplete", rest, "--added", "2026-01-02")[0] == 1
    assert "Nobody's" in rest.read_text(encoding="utf-8")
    assert "odd: kept" in rest.read_text(encoding="utf-8")
    code, _, err = run(source(NO_PEOPLE), "--incomplete", rest)
    assert code == 2
    assert "exists already" in err


def test_schemas_of_many_papers_are_left_to_the_next_check(
    run: Run, source: Callable[..., Path], small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(source(ONE))
    schema = small / ".papershelf" / "schema" / "entry.json"
    assert b"lovelace-1843-one" in schema.read_bytes()
    monkeypatch.setattr("papershelf.editors.MOST_WORDS", 1)
    run(source(TWO))
    assert b"lovelace-1844-two" not in schema.read_bytes()
    schema.unlink()
    run(source({**ONE, "title": "Three", "key": "three"}))
    assert schema.exists()


def test_a_paper_may_relate_to_one_further_down_in_its_file(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    related = {**ONE, "relations": [{"type": "extends", "id": "two"}]}
    assert run(source(related, {**TWO, "id": "two"}))[0] == 0
    assert "extends" in papers_of(small)["lovelace-1843-one.md"]
    assert not errors(small)


def test_importing_again_adds_nothing(run: Run, source: Callable[..., Path], small: Path) -> None:
    path = source(ONE, TWO)
    run(path)
    before = papers_of(small)
    code, _, err = run(path)
    assert code == 0
    assert papers_of(small) == before
    assert f"{path}:2: lovelace-1844-two is on the shelf already (doi)" in err
    assert "Imported 0 of 2 entries" in err
    assert "2 duplicates" in err


def test_a_list_is_begun_and_gone_on_with_all_else_untouched(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    path = small.joinpath(*PAPERS, "reading", "2024.yaml")
    assert run(source(ONE), "--list", "reading/2024", "--added", "published")[0] == 0
    curated = "# My list.\n\n" + path.read_text(encoding="utf-8") + "  # the end"
    path.write_text(curated, encoding="utf-8")
    noted = {**TWO, "text below": "A note\n\nof two parts."}
    assert run(source(noted), "--list", "reading/2024.yaml", "--added", "published")[0] == 0
    now = path.read_text(encoding="utf-8")
    assert now.startswith(curated + "\n")
    assert errors(small) == []
    papers = load_library(small).papers
    assert papers["lovelace-1844-two"].note == "A note\n\nof two parts."
    assert "lovelace-1843-one" in papers


@pytest.mark.parametrize(
    "text",
    [
        "- id: x-1\n  title: X\n  editors: [A B]\n  year: 2000",
        "---\n  # one\n  - id: x-1\n    title: X\n    editors: [A B]\n    year: 2000\n\n\n",
        "-\n  id: x-1\n  title: X\n  editors: [A B]\n  year: 2000\n",
    ],
)
def test_new_entries_are_indented_as_those_of_their_list(
    run: Run, source: Callable[..., Path], small: Path, text: str
) -> None:
    path = small.joinpath(*PAPERS, "more.yaml")
    path.write_text(text, encoding="utf-8")
    assert run(source(ONE), "--list", "more")[0] == 0
    assert path.read_text(encoding="utf-8").startswith(text)
    assert errors(small) == []
    assert {"x-1", "lovelace-1843-one"} <= load_library(small).papers.keys()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[{id: x-1, title: X, editors: [A B], year: 2000}]\n", "is no list"),
        ("title: X\neditors: [A B]\nyear: 2000\n", "is no list"),
        ("- id: [\n", "cannot be added to"),
        ("- id: x-1\n  title: X\n  editors: [A B]\n  year: 2000\n...\n", "cannot be added to"),
    ],
)
def test_a_file_that_entries_cannot_be_added_to_stays_as_it_is(
    run: Run, source: Callable[..., Path], small: Path, text: str, why: str
) -> None:
    path = small.joinpath(*PAPERS, "more.yaml")
    path.write_text(text, encoding="utf-8")
    code, _, err = run(source(ONE), "--list", "more")
    assert code == 2
    assert why in err
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a//b", ".hidden", "a\\b", "", "a/../../b"])
def test_a_list_stays_in_the_folder_of_papers(
    run: Run, source: Callable[..., Path], name: str
) -> None:
    code, _, err = run(source(ONE), "--list", name)
    assert code == 2
    assert "is no name of a list" in err


def test_what_the_shelf_lacks_is_filled_in_and_what_it_says_stays(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    path = small.joinpath(*PAPERS, "lovelace-1844-two.md")
    path.write_text(
        "---\n# Mine.\ntitle: Two, as I call it\nauthors: [Ada Lovelace] # alone\nyear: 1844\n"
        "ids: {doi: 10.1000/2}\ntopics: [machines]\n---\nMy note.\n",
        encoding="utf-8",
    )
    found = {
        **TWO,
        "ids": {"doi": "10.1000/2", "pmid": "7"},
        "pages": "1-2",
        "topics": ["analysis"],
        "text below": "Another note.",
    }
    before = papers_of(small)
    code, out, _ = run(source(found), "--on-duplicate", "update", "--dry-run")
    assert "fills in lovelace-1844-two (" in out
    assert papers_of(small) == before
    code, _, err = run(source(found), "--on-duplicate", "update")
    assert code == 0
    assert "1 filled in" in err
    text = path.read_text(encoding="utf-8")
    assert "# Mine." in text
    assert "# alone" in text
    paper = load_library(small).papers["lovelace-1844-two"]
    assert paper.title == "Two, as I call it"
    assert paper.ids == {"doi": "10.1000/2", "pmid": "7"}
    assert (paper.pages, paper.topics, paper.note) == ("1-2", ("machines",), "My note.")
    _, _, err = run(source(found), "--on-duplicate", "update")
    assert "1 duplicate" in err


def test_an_entry_in_a_list_is_not_filled_in(
    run: Run, source: Callable[..., Path], small: Path
) -> None:
    run(source(TWO), "--list", "more")
    before = papers_of(small)
    code, _, err = run(source({**TWO, "pages": "1-2"}), "--on-duplicate", "update")
    assert (code, papers_of(small)) == (0, before)
    assert "1 duplicate" in err
