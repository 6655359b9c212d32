"""Papers, names and venues that may be one are told, and those that are merely alike are not."""

from pathlib import Path

import pytest
from tests.support.advised import NEURIPS, entry, places, told

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
