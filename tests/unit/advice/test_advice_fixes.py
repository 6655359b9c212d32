"""What is written otherwise than it should be is told, with what may stand instead."""

from pathlib import Path

import pytest
from tests.support.advised import NEURIPS, entry, told

from papershelf.errors import Fix, Problem


def fixes(problems: list[Problem]) -> list[tuple[str, str, Fix | None]]:
    return [(p.rule, str(p.location).partition(":")[2], p.fix) for p in problems]


def test_several_names_in_one_text_become_a_list_without_their_marks(tmp_path: Path) -> None:
    text = entry("One").replace("[Ada Lovelace]", "Ada Lovelace† and Alan Turing")
    names = Fix(("Ada Lovelace", "Alan Turing"), is_list=True)
    assert fixes(told(tmp_path, {"papers/a.yaml": text})) == [
        ("several-names", "2:10", names),
        ("footnote-marks", "2:10", None),
    ]


def test_a_name_with_marks_becomes_clean(tmp_path: Path) -> None:
    text = entry("One", authors='"Ada Lovelace*"')
    assert fixes(told(tmp_path, {"papers/a.yaml": text})) == [
        ("footnote-marks", "2:11", Fix(("Ada Lovelace",)))
    ]


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("doi: https://doi.org/10.1000/A", "10.1000/a"),
        ("doi: 'doi:10.1000/a'", "10.1000/a"),
        ("arxiv: https://arxiv.org/abs/1506.03134v2", "1506.03134v2"),
        ("acl: https://aclanthology.org/P15-1001/", "P15-1001"),
        ("pmid: 'PMID: 123'", "123"),
    ],
)
def test_ids_with_something_around_them_become_bare(
    tmp_path: Path, written: str, bare: str
) -> None:
    files = {"papers/a.yaml": entry("One", f"ids: {{{written}}}\n")}
    column = 6 + written.index(" ") + 2
    assert fixes(told(tmp_path, files)) == [("tidy", f"6:{column}", Fix((bare,)))]


@pytest.mark.parametrize("written", ["doi: 10.1000/A", "isbn: 978-0-262-03561-3"])
def test_ids_in_another_case_or_with_hyphens_are_left_alone(tmp_path: Path, written: str) -> None:
    assert told(tmp_path, {"papers/a.yaml": entry("One", f"ids: {{{written}}}\n")}) == []


@pytest.mark.parametrize("brackets", ["[]", "{}"])
def test_an_orcid_with_its_address_becomes_bare(tmp_path: Path, brackets: str) -> None:
    person = "{family: Lovelace, orcid: https://orcid.org/0000-0002-1825-0097}"
    people = f"[{person}]" if brackets == "[]" else person
    text = entry("One").replace("[Ada Lovelace]", people)
    [(rule, _, fix)] = fixes(told(tmp_path, {"papers/a.yaml": text}))
    assert (rule, fix) == ("tidy", Fix(("0000-0002-1825-0097",)))


def test_venues_and_topics_by_another_word_become_their_ids(tmp_path: Path) -> None:
    files = {
        "venues.yaml": NEURIPS.replace("NeurIPS}", "NeurIPS, aliases: [NIPS]}"),
        "topics.yaml": "- {id: engines, name: Engines, aliases: [machines]}\n",
        "papers/a.yaml": entry("One", "venue: NIPS\ntopics: [engines]\n"),
        "papers/b.yaml": entry("Two", "venue: neurips\ntopics: ['Machines']\n"),
        "papers/c.yaml": entry("Three", "venue: NIPS 2017\ntopics: [engines]\n"),
    }
    assert fixes(told(tmp_path, files)) == [
        ("tidy", "6:8", Fix(("neurips",))),
        ("tidy", "7:10", Fix(("engines",))),
    ]


def test_words_of_shelves_without_vocabulary_are_their_own(tmp_path: Path) -> None:
    files = {"papers/a.yaml": entry("One", "venue: NeurIPS\ntopics: [Big Engines]\n")}
    assert told(tmp_path, files) == []


def test_a_topic_that_is_not_where_it_should_be_is_told_without_a_fix(tmp_path: Path) -> None:
    files = {
        "topics.yaml": "- {id: engines, aliases: [machines]}\n- id: gears\n",
        "papers/a.yaml": entry("One", "topics: [gears, gears, machines]\n"),
    }
    [problem] = told(tmp_path, files)
    assert (problem.rule, problem.fix) == ("tidy", None)


@pytest.mark.parametrize(
    ("written", "sure"),
    [
        ("2015/06/09", "2015-06-09"),
        ("2015-6-9", "2015-06-09"),
        ("2015-06-09T00:00", "2015-06-09"),
        ("'2015-06-09 10:30:00Z'", "2015-06-09"),
        ("9 June 2015", "2015-06-09"),
        ("2015/6", "2015-06"),
        ("2015-06-09 to 2015-06-12", ""),
        ("09/06/2015", ""),
        ("2015-02-30T00:00", ""),
        ("2015/13/01", ""),
        ("soon", ""),
    ],
)
def test_a_date_written_otherwise_is_mended_where_there_is_no_doubt(
    tmp_path: Path, written: str, sure: str
) -> None:
    [problem] = told(tmp_path, {"papers/a.yaml": entry("One", f"date: {written}\n")})
    assert (problem.rule, str(problem.location)) == ("wrong-value", "content/papers/a.yaml:6:7")
    assert problem.fix == (Fix((sure,)) if sure else None)
