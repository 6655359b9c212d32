"""Any paper makes citations that programs of others can read."""

import json
import re
import unicodedata
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from papershelf.citation import citation_keys, citations
from papershelf.config_kinds import CITATION_FORMATS
from papershelf.markup import to_text
from papershelf.model import ArtifactLink, Contributor, Paper
from papershelf.names import Name, parse_name
from tests.laws.settings import few
from tests.support.cited import NEURIPS, paper, read_bibtex, read_ris, text
from tests.support.shelves import lines

_VARIABLES = (
    "id type title title-short author editor container-title container-title-short "
    "collection-title event-title genre issued volume issue page number publisher publisher-place "
    "DOI ISBN ISSN PMID URL language status note"
)
_SIGNS = "\\{}$%&#_~^\"'@=,;:*`[]()<>\n\t\u2028 abcXYZ09éß数"
_texts = st.text(_SIGNS, min_size=1, max_size=30).filter(str.strip)
_titles = (_texts | lines).filter(lambda title: to_text(title).strip() != "")
_names = (
    (_texts | lines).map(parse_name).filter(lambda name: name.display.strip() != "")
    | st.builds(Name, given=_texts, particle=st.sampled_from(["", "van der", "d'"]), family=_texts)
    | st.builds(Name, literal=_texts)
)
_people = st.lists(st.builds(Contributor, name=_names), min_size=1, max_size=4).map(tuple)


@st.composite
def _papers(draw: st.DrawFn) -> Paper:
    names = ("volume", "issue", "pages", "publisher", "series", "event", "place", "subtitle")
    fields: dict[str, Any] = {name: draw(_texts | st.just("")) for name in names}
    return paper(
        draw(_titles),
        id=draw(st.sampled_from(["one", "two"])),
        type=draw(st.sampled_from(["article", "paper-conference", "preprint", "thesis", "book"])),
        authors=draw(_people),
        editors=draw(_people | st.just(())),
        date=draw(st.sampled_from(["", "2015", "2015-06", "2015-06-09", "2014-01-01"])),
        ids=draw(st.dictionaries(st.sampled_from(["doi", "arxiv", "isbn"]), _texts)),
        links=draw(
            st.lists(
                st.builds(
                    ArtifactLink,
                    kind=st.sampled_from(["pdf", "page"]),
                    url=_texts.map(lambda end: f"https://example.org/{end}"),
                ),
                max_size=2,
            ).map(tuple)
        ),
        status=draw(st.sampled_from(["published", "retracted"])),
        **fields,
    )


_venues = st.sampled_from([None, NEURIPS])


@few(40)
@given(cited=_papers())
def test_pybtex_reads_every_entry(cited: Paper) -> None:
    entry = read_bibtex(text("bibtex", cited))
    assert entry.key == "key"
    assert entry.fields["year"] == "2015"
    assert len(entry.persons["author"]) == len(cited.authors)
    assert len(entry.persons.get("editor", ())) == len(cited.editors)
    assert "title" in entry.fields


@few(40)
@given(cited=_papers())
def test_rispy_reads_every_record(cited: Paper) -> None:
    record = read_ris(text("ris", cited))
    assert (record["id"], record["year"]) == ("key", "2015")
    assert len(record["authors"]) == len(cited.authors)
    assert record["title"].startswith(to_text(cited.title))


@few(40)
@given(cited=_papers())
def test_every_item_of_csl_has_variables_of_csl_only(cited: Paper) -> None:
    content = text("csl-json", cited, NEURIPS)
    [item] = json.loads(content)
    assert set(item) <= set(_VARIABLES.split())
    assert len(item["author"]) == len(cited.authors)
    assert all(value for value in item.values())
    # A line for each variable and each name, beside those that only close.
    names = len(item["author"]) + len(item.get("editor", ()))
    lists = 1 + ("editor" in item)
    assert content.count("\n") == len(item) + names + lists + 2


@few(40)
@given(cited=_papers())
def test_every_style_is_one_line_without_markup(cited: Paper) -> None:
    for citation in citations(cited, NEURIPS, "key", ("apa", "mla", "chicago")):
        assert citation.text.count("\n") == 1
        assert "2015" in citation.text
        assert "  " not in citation.text


@few(15)
@given(papers=st.lists(_papers(), max_size=3), venue=_venues)
def test_texts_have_no_control_characters_and_keys_are_plain(
    papers: list[Paper], venue: Any
) -> None:
    keys = citation_keys(papers)
    assert all(re.fullmatch(r"[a-z][a-z0-9]*", key) for key in keys.values())
    assert len(set(keys.values())) == len(keys)
    for cited in papers:
        found = citations(cited, venue, keys[cited.id])
        assert tuple(citation.format for citation in found) == CITATION_FORMATS
        for citation in found:
            controls = [c for c in citation.text if unicodedata.category(c) == "Cc" and c != "\n"]
            assert controls == []


_shelves = st.lists(
    st.text("ab ", min_size=1, max_size=4).filter(str.strip), min_size=1, max_size=12
)


@few(60)
@given(titles=_shelves, later=_shelves)
def test_papers_that_come_later_change_nobodys_key(titles: list[str], later: list[str]) -> None:
    shelf = [paper(title, id=f"m{place}", added="2020-01-01") for place, title in enumerate(titles)]
    newer = [paper(title, id=f"a{place}", added="2020-01-02") for place, title in enumerate(later)]
    before = citation_keys(shelf)
    after = citation_keys([*newer, *shelf])
    assert {key: after[key] for key in before} == before
    assert len(set(after.values())) == len(after)
