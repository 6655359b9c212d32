"""Mending what is safe to mend changes how a shelf is written, never what it says."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.checking import check
from papershelf.content_files import find_files
from papershelf.formatting.files import format_bytes
from papershelf.loading import load_shelf
from papershelf.mending import mend, write
from papershelf.model import Library
from papershelf.store import open_store

VOCABULARIES = {
    "venues.yaml": "- {id: neurips, name: Neural Information, acronym: NeurIPS, aliases: [NIPS]}\n"
    "- {id: '2019', name: 'Yes: no', aliases: ['null', 'a #b', '- x', \"it's\"]}\n",
    "topics.yaml": "- {id: engines, name: Engines, aliases: [machines, 'no', 'Café: au lait']}\n"
    "- {id: 'on', name: Switches}\n",
}
ODD = [
    "",
    " ",
    "x: y",
    "#",
    "null",
    "'",
    '"',
    "\u202e",
    "日本",
    "{a}",
    "[b]",
    "&c",
    "1e3",
    "\\",
    "é\n",
]
people = st.sampled_from(
    [
        *("Ada Lovelace", "Ada Lovelace*", "Emmy Noether†‡", "Alan Turing 1", "J. R. R. Tolkien¹"),
        *("Lovelace, Ada", "Ada Lovelace and Alan Turing", "Ada Lovelace, Alan Turing", "et al."),
        *("van der Berg, J., Noether, E.", "Ludwig van Beethoven; Clara Schumann", "山田 太郎"),
        *("{OpenAI}", "Ada & Alan", "King, Jr., Martin Luther", "A. B", "O'Neil: #1*", "Ann, Bob*"),
    ]
)
names = st.one_of(people, st.sampled_from(ODD), st.fixed_dictionaries({"family": people}))
days = st.sampled_from(
    [
        *(
            "2015/06/09",
            "2015-6-9",
            "2015-06-09T00:00",
            "9 June 2015",
            "June 2015",
            "2015/6",
            "2015",
        ),
        *("20150609", "2015.06.09", "2015-06-09 10:30:00Z", "09/06/2015", "2015/31/12", "soon", ""),
    ]
)
identifiers = st.fixed_dictionaries(
    {},
    optional={
        "doi": st.sampled_from(
            [
                "https://doi.org/10.1000/A%20b",
                "doi:10.1000/a:b#c",
                "10.1000/x",
                "DOI 10.1/é",
                "none",
            ]
        ),
        "arxiv": st.sampled_from(
            ["https://arxiv.org/abs/1506.03134v2", "arXiv:1506.03134", "1506.03130", "cs/0101001"]
        ),
        "acl": st.sampled_from(["https://aclanthology.org/P15-1001/", "P15-1001"]),
        "pmid": st.sampled_from(["PMID: 123", "0123", "https://pubmed.ncbi.nlm.nih.gov/123/"]),
    },
)
venues = st.sampled_from(
    [
        "NIPS",
        "neurips",
        "Neural information",
        "2019",
        "yes: No",
        "null",
        "a #b",
        "- x",
        "it's",
        "ICML",
    ]
)
topics = st.sampled_from(["machines", "no", "engines", "on", "Switches", "Café: au lait", "new"])
entries = st.fixed_dictionaries(
    {"title": st.sampled_from(["One", "Two: #2", "'Three'"])},
    optional={
        "authors": st.one_of(names, st.lists(names, min_size=1, max_size=3)),
        "editors": st.lists(names, min_size=1, max_size=2),
        "date": days,
        "added": days,
        "year": st.sampled_from(["2015", "2016"]),
        "ids": identifiers,
        "venue": venues,
        "topics": st.one_of(topics, st.lists(topics, max_size=3)),
        "abstract": st.sampled_from([*ODD, "Much.\n\nMore: #this"]),
        "unknown": st.sampled_from(ODD),
    },
)
styles = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([None, True, False]),
        "default_style": st.sampled_from([None, "'", '"']),
        "width": st.sampled_from([20, 1000]),
        "allow_unicode": st.booleans(),
        "sort_keys": st.booleans(),
    }
)


@pytest.fixture(scope="module", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


def library_of(shelf: Path) -> Library:
    return load_shelf(shelf, open_store(shelf, b""), lenient=True).library


@settings(max_examples=30, deadline=None)
@given(st.lists(entries, min_size=1, max_size=8), styles)
def test_a_mended_shelf_says_what_it_said_and_so_does_a_tidy_one(
    fields: list[dict[str, Any]], style: dict[str, Any]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shelf = Path(folder)
        (shelf / "content/papers").mkdir(parents=True)
        for name, text in VOCABULARIES.items():
            (shelf / "content" / name).write_text(text, encoding="utf-8")
        numbered = [{"id": f"p{n}", **entry} for n, entry in enumerate(fields)]
        place = shelf / "content/papers/all.yaml"
        place.write_text(yaml.safe_dump(numbered, **style), encoding="utf-8")
        before = library_of(shelf)
        for _ in range(4):
            mending = mend(shelf, check(shelf)[0])
            assert write(mending) == []
            if not mending.files:
                break
        assert mending.files == []
        after = library_of(shelf)
        assert {key: after.papers.get(key) for key in before.papers} == before.papers
        for file in find_files(shelf)[0].papers:
            tidy, problems = format_bytes(place.read_bytes(), file.path)
            assert problems == []
            place.write_bytes(tidy)
        assert library_of(shelf).papers == after.papers
