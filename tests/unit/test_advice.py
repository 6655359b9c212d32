"""Advice about a shelf: each kind where it is due, and not where it nearly is."""

import shutil
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from papershelf.checking import check
from papershelf.config import Advice
from papershelf.errors import Fix, Problem, Severity
from papershelf.reports import RULES

ADVICE = Path(__file__).parents[1] / "collections" / "advice"
KINDS = {
    "duplicate",
    "preprint",
    "ambiguous-name",
    "venue-spelling",
    "rare-topic",
    "no-abstract",
    "no-link",
    "no-collection",
    "stale-metrics",
    "tidy",
}
GOOD = "abstract: Much.\nlinks: {pdf: https://example.org/a.pdf}\n"
"""What an entry needs to be beyond advice."""
NEURIPS = (
    "- {id: neurips, name: Conference on Neural Information Processing Systems, acronym: NeurIPS}\n"
)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def entry(title: str, more: str = "", *, authors: str = "Ada Lovelace", year: int = 2020) -> str:
    return f"title: {title}\nauthors: [{authors}]\nyear: {year}\n{GOOD}{more}"


def told(
    folder: Path, files: dict[str, str], *, today: date | None = None, settings: str = ""
) -> list[Problem]:
    """All that is told about a shelf of these files, below content/."""
    site = "feed_id: 1b4e28ba-2fa1-4d2e-883f-0016d3cca427\n" + settings
    for name, text in {"site.yaml": site, **files}.items():
        path = folder / "shelf" / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(check(folder / "shelf", today=today)[0])


def places(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.rule, str(problem.location).removeprefix("content/")) for problem in problems]


@pytest.fixture
def one_of_each(tmp_path: Path) -> Path:
    """The shelf with one of each problem and advice."""
    return Path(shutil.copytree(ADVICE, tmp_path / "advice"))


def test_the_shelf_with_one_of_each_has_every_kind_of_advice_and_problem(
    one_of_each: Path,
) -> None:
    problems, _ = check(one_of_each)
    assert {p.rule for p in problems if p.severity is Severity.ADVICE} == KINDS
    assert {p.severity for p in problems} == set(Severity)
    assert all(p.rule and p.location.line for p in problems)


def test_advice_is_the_same_each_time(one_of_each: Path) -> None:
    assert check(one_of_each) == check(one_of_each)


def test_a_shelf_with_nothing_to_advise_is_told_nothing(tmp_path: Path) -> None:
    files = {"papers/a.yaml": entry("One"), "papers/b.yaml": entry("Two")}
    assert told(tmp_path, files) == []


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_settings_leave_kinds_of_advice_out(tmp_path: Path, kind: str) -> None:
    files = {
        str(path.relative_to(ADVICE / "content")): path.read_text(encoding="utf-8")
        for path in (ADVICE / "content").rglob("*")
        if path.is_file() and path.name != "site.yaml"
    }
    settings = f"check: {{stale_after: 60, without: [{kind}]}}\n"
    found = {p.rule for p in told(tmp_path, files, settings=settings)}
    assert found & KINDS == KINDS - {kind}


def test_every_rule_is_described_and_documented(one_of_each: Path) -> None:
    docs = ADVICE.parents[2] / "content/pages/docs"
    page = "".join((docs / name).read_text("utf-8") for name in ("check.md", "check-links.md"))
    assert set(get_args(Advice)) == KINDS
    assert {problem.rule for problem in check(one_of_each)[0]} <= RULES.keys()
    assert [rule for rule in RULES if f"\n| `{rule}` |" not in page] == []


# Duplicates


def test_the_same_id_is_told_at_the_later_entry(tmp_path: Path) -> None:
    files = {
        "papers/a.yaml": entry("One", "ids: {doi: 10.1000/a}\n"),
        "papers/b.yaml": entry("Two", "ids: {doi: 10.1000/a}\n"),
    }
    [problem] = told(tmp_path, files)
    assert places([problem]) == [("duplicate", "papers/b.yaml:6:12")]
    assert '"a" in content/papers/a.yaml' in problem.message


def test_the_same_title_is_told_once_for_each_paper(tmp_path: Path) -> None:
    files = {f"papers/{name}.yaml": entry("A title that is long enough") for name in "abc"}
    assert places(told(tmp_path, files)) == [
        ("duplicate", "papers/b.yaml:1:8"),
        ("duplicate", "papers/c.yaml:1:8"),
    ]


@pytest.mark.parametrize(
    "relation", ["version_of", "preprint_of", "extends", "supersedes", "same_as"]
)
@pytest.mark.parametrize("stating", ["a", "b"])
def test_papers_that_state_how_they_relate_are_no_duplicates(
    tmp_path: Path, relation: str, stating: str
) -> None:
    other = {"a": "b", "b": "a"}[stating]
    more = {stating: f"relations: [{{type: {relation}, id: {other}}}]\n"}
    files = {
        f"papers/{name}.yaml": entry("A title that is long enough", more.get(name, ""))
        for name in "ab"
    }
    assert told(tmp_path, files) == []


def test_a_retracted_paper_is_no_duplicate_of_its_successor(tmp_path: Path) -> None:
    files = {
        "papers/a.yaml": entry("A title that is long enough", "status: retracted\n"),
        "papers/b.yaml": entry("A title that is long enough"),
    }
    assert told(tmp_path, files) == []


@pytest.mark.parametrize(
    ("preprint", "published", "words"), [("a", "b", "became"), ("b", "a", "the preprint of")]
)
def test_a_preprint_and_what_it_became_are_told_with_how_to_say_so(
    tmp_path: Path, preprint: str, published: str, words: str
) -> None:
    title = "A title that is long enough"
    files = {
        f"papers/{preprint}.yaml": entry(title, "ids: {arxiv: '1506.03134'}\ntype: preprint\n"),
        f"papers/{published}.yaml": entry(title, "venue: Annals\n", year=2021),
    }
    [problem] = told(tmp_path, files)
    assert places([problem]) == [("preprint", "papers/b.yaml:1:8")]
    assert words in problem.message
    assert f"relations: [{{type: preprint_of, id: {published}}}]" in problem.hint


@pytest.mark.parametrize("venue", ["arXiv", "'arXiv preprint arXiv:1506.03134'", "bioRxiv"])
@pytest.mark.parametrize(
    ("preprint", "published", "words"), [("a", "b", "became"), ("b", "a", "the preprint of")]
)
def test_what_lies_on_a_server_is_the_preprint_whichever_comes_first(
    tmp_path: Path, venue: str, preprint: str, published: str, words: str
) -> None:
    title = "A title that is long enough"
    files = {
        f"papers/{preprint}.yaml": entry(title, f"venue: {venue}\n"),
        f"papers/{published}.yaml": entry(title, "venue: Annals\n"),
    }
    [problem] = told(tmp_path, files)
    assert problem.rule == "preprint"
    assert words in problem.message
    assert f"relations: [{{type: preprint_of, id: {published}}}]" in problem.hint


# Names


def test_names_that_share_an_address_are_told(tmp_path: Path) -> None:
    files = {
        "papers/a.yaml": entry("One", authors="Jiří Novák"),
        "papers/b.yaml": entry("Two", authors="Ada Lovelace, Jiri Novak"),
    }
    [problem] = told(tmp_path, files)
    assert places([problem]) == [("ambiguous-name", "papers/b.yaml:2:25")]
    nearly = 'the name "Jiri Novak" is nearly "Jiří Novák", who is in content/papers/a.yaml'
    assert problem.message == nearly


@pytest.mark.parametrize(
    "authors",
    [
        "- {id: jiri, names: [Jiří Novák, Jiri Novak]}",
        "- {id: jiri, names: [Jiří Novák]}\n- {id: other, names: [Jiri Novak]}",
    ],
)
def test_names_that_authors_yaml_knows_are_no_matter_of_doubt(tmp_path: Path, authors: str) -> None:
    files = {
        "papers/a.yaml": entry("One", authors="Jiří Novák"),
        "papers/b.yaml": entry("Two", authors="Jiri Novak"),
        "authors.yaml": authors,
    }
    assert told(tmp_path, files) == []


def test_one_name_in_many_papers_is_no_matter_of_doubt(tmp_path: Path) -> None:
    files = {f"papers/{name}.yaml": entry(name, authors="A B") for name in "abc"}
    assert told(tmp_path, files) == []


# Venues

ICML = "International Conference on Machine Learning"
JMLR = "Journal of Machine Learning Research"
MAKERS = "Annual Meeting of Shelf Makers"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ICML, "ICML"),
        (ICML, "Proc. of the 34th Int. Conf. on Machine Learning"),
        (ICML, f"{ICML} (ICML)"),
        (f"{ICML} (ICML)", "ICML 2019"),
        (MAKERS, f"Proceedings of the Thirty-First {MAKERS} 2019"),
        (ICML, f"IEEE {ICML}"),
        ("ICRA", "IEEE International Conference on Robotics and Automation"),
        ("Interspeech", "Proceedings of Interspeech 2019"),
        (
            "Neural Information Processing Systems",
            "Advances in Neural Information Processing Systems 32",
        ),
        (JMLR, "J. Machine Learning Research"),
        (JMLR, "Journal of Machine Learnig Research"),
    ],
)
def test_two_spellings_of_a_venue_are_told(tmp_path: Path, one: str, other: str) -> None:
    files = {
        "papers/a.yaml": entry("One", f"venue: {one}\n"),
        "papers/b.yaml": entry("Two", f"venue: {one}\n"),
        "papers/c.yaml": entry("Three", f"venue: {other}\n"),
    }
    expected = [("venue-spelling", "papers/c.yaml:6:8")]
    assert places(told(tmp_path, files)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Machine Learning", "International Conference on Machine Learning"),
        ("Physical Review A", "Physical Review B"),
        ("IEEE Transactions on Image Processing", "IEEE Transactions on Signal Processing"),
        ("European Conference on Computer Vision", "International Conference on Computer Vision"),
        ("International Journal of Computer Vision", "International Conference on Computer Vision"),
        ("Findings of ACL", "ACL"),
        ("NeurIPS", "NeurIPS Workshop on Shelves"),
        ("Nature", "Science"),
        ("AAAI", "AAMAS"),
        ("2019", "2020"),
        ("Science", "Science Advances"),
        ("Physical Review", "Physical Review A"),
        ("Bioinformatics", "International Conference on Bioinformatics"),
        (
            "Journal of the American Statistical Association",
            "Journal of the Acoustical Society of America (JASA)",
        ),
    ],
)
def test_venues_with_like_names_are_no_spellings_of_each_other(
    tmp_path: Path, one: str, other: str
) -> None:
    files = {
        "papers/a.yaml": entry("One", f"venue: {one}\n"),
        "papers/b.yaml": entry("Two", f"venue: {other}\n"),
    }
    assert told(tmp_path, files) == []


def test_a_venue_of_venues_yaml_is_what_other_spellings_should_be(tmp_path: Path) -> None:
    files = {
        "venues.yaml": NEURIPS,
        "papers/a.yaml": entry("One", "venue: Neural Information Processing Systems\n"),
        "papers/b.yaml": entry("Two", "venue: neurips\n"),
    }
    [problem] = told(tmp_path, files)
    assert places([problem]) == [("venue-spelling", "papers/a.yaml:6:8")]
    assert "aliases of neurips in venues.yaml" in problem.hint


def test_where_venues_yaml_cannot_be_read_no_spelling_is_told(tmp_path: Path) -> None:
    files = {
        "venues.yaml": "- id: [x\n",
        "papers/a.yaml": entry("One", f"venue: {ICML}\n"),
        "papers/b.yaml": entry("Two", "venue: ICML\n"),
    }
    assert [problem.rule for problem in told(tmp_path, files)] == ["syntax"]


def test_two_venues_of_venues_yaml_are_two(tmp_path: Path) -> None:
    files = {
        "venues.yaml": NEURIPS + "- {id: nips, name: Neural Information Processing Systems}\n",
        "papers/a.yaml": entry("One", "venue: nips\n"),
        "papers/b.yaml": entry("Two", "venue: neurips\n"),
    }
    assert told(tmp_path, files) == []


# Topics


def _topics(count: int, rare: str) -> dict[str, str]:
    common = {f"papers/{n:02}.yaml": entry(f"Paper {n}", "topics: [many]\n") for n in range(count)}
    return {**common, "papers/rare.yaml": entry("The rare one", f"topics: [many, {rare}]\n")}


def test_a_topic_of_one_paper_is_told_on_shelves_of_twenty(tmp_path: Path) -> None:
    assert places(told(tmp_path, _topics(19, "few"))) == [("rare-topic", "papers/rare.yaml:6:16")]


def test_topics_of_small_shelves_may_be_rare(tmp_path: Path) -> None:
    assert told(tmp_path, _topics(18, "few")) == []


def test_a_topic_that_narrower_ones_fill_is_not_rare(tmp_path: Path) -> None:
    topics = "- id: broad\n- {id: many, parent: broad}\n"
    files = _topics(19, "broad")
    assert told(tmp_path, {**files, "topics.yaml": topics}) == []


# What is missing

BARE = "title: Bare\nauthors: [A B]\nyear: 2020\n"


def test_a_paper_without_abstract_and_link_is_told_at_its_title(tmp_path: Path) -> None:
    files = {"papers/a.yaml": entry("One"), "papers/b.yaml": BARE}
    assert places(told(tmp_path, files)) == [
        ("no-abstract", "papers/b.yaml:1:8"),
        ("no-link", "papers/b.yaml:1:8"),
    ]


def test_a_shelf_without_any_abstract_keeps_none(tmp_path: Path) -> None:
    assert places(told(tmp_path, {"papers/b.yaml": BARE})) == [("no-link", "papers/b.yaml:1:8")]


@pytest.mark.parametrize("status", ["draft", "withdrawn", "retracted"])
def test_what_readers_do_not_find_may_lack_things(tmp_path: Path, status: str) -> None:
    files = {"papers/a.yaml": entry("One"), "papers/b.yaml": f"{BARE}status: {status}\n"}
    assert told(tmp_path, files) == []


@pytest.mark.parametrize("ids", ["doi: 10.1000/a", "arxiv: '1506.03134'", "pmid: '12'"])
def test_an_id_with_an_address_is_a_link(tmp_path: Path, ids: str) -> None:
    assert told(tmp_path, {"papers/b.yaml": f"{BARE}ids: {{{ids}}}\n"}) == []


def test_an_id_without_an_address_is_no_link(tmp_path: Path) -> None:
    files = {"papers/b.yaml": f"{BARE}ids: {{isbn: 9780262035613}}\n"}
    assert [rule for rule, _ in places(told(tmp_path, files))] == ["no-link"]


def test_a_book_needs_no_abstract(tmp_path: Path) -> None:
    book = f"{BARE}type: book\nlinks: {{page: https://example.org/}}\n"
    assert told(tmp_path, {"papers/a.yaml": entry("One"), "papers/b.yaml": book}) == []


def test_a_paper_in_no_collection_is_told_where_a_shelf_has_any(tmp_path: Path) -> None:
    files = {
        "papers/a.yaml": entry("One"),
        "papers/b.yaml": entry("Two", "collections: [all]\n"),
        "papers/c.yaml": entry("Three"),
        "collections/all.md": "---\ntitle: All\npapers: [a]\n---\n",
    }
    assert places(told(tmp_path, files)) == [("no-collection", "papers/c.yaml:1:8")]


# Counts


def _counted(*days: str) -> dict[str, str]:
    papers = {f"papers/p{n}.yaml": entry(f"Paper {n}") for n in range(len(days))}
    lines = [f"  p{n}:\n    stars: {{{day}: 1}}\n" for n, day in enumerate(days)]
    return {**papers, "metrics.yaml": "papers:\n" + "".join(lines)}


def test_counts_older_than_the_settings_say_are_told_once(tmp_path: Path) -> None:
    files = _counted("2025-01-02", "2025-01-02")
    [problem] = told(tmp_path, files, today=date(2025, 4, 3))
    assert places([problem]) == [("stale-metrics", "metrics.yaml:1:1")]
    assert "2 January 2025" in problem.message
    assert told(tmp_path, files, today=date(2025, 4, 2)) == []


def test_counts_of_one_paper_that_stopped_are_told_at_it(tmp_path: Path) -> None:
    found = told(tmp_path, _counted("2025-01-01", "2025-06-02"), today=date(2025, 6, 3))
    assert places(found) == [("stale-metrics", "metrics.yaml:2:3")]


def test_without_a_day_counts_are_as_old_as_the_newest_day_of_the_shelf(tmp_path: Path) -> None:
    files = _counted("2025-01-01")
    assert told(tmp_path, files) == []
    files["papers/new.yaml"] = entry("New", "added: 2025-08-01\n")
    assert places(told(tmp_path, files)) == [("stale-metrics", "metrics.yaml:1:1")]


# What may stand instead


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
