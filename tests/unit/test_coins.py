"""Papers in lists as COinS give their facts back."""

import pytest
from tests.support.cited import JOURNAL, paper
from tests.support.machines import context_object

from papershelf.citation import work_of
from papershelf.metadata import coins


def test_a_context_object_gives_the_values_back() -> None:
    title = 'C++ & "quotes" 100% <b>ü</b>; a=b #?'
    shown = paper(
        title,
        "Ludwig van Beethoven",
        "Wei Li",
        date="2015-06-09",
        pages="1--20",
        volume="3",
        issue="4",
        ids={"doi": "10.1000/a&b", "issn": "2049-3630"},
    )
    assert context_object(coins(work_of(shown, JOURNAL))) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:journal"],
        "rft_id": ["info:doi/10.1000/a&b"],
        "rft.genre": ["article"],
        "rft.atitle": [title],
        "rft.jtitle": [JOURNAL.name],
        "rft.au": ["van Beethoven, Ludwig", "Li, Wei"],
        "rft.date": ["2015-06-09"],
        "rft.stitle": ["JMLR"],
        "rft.volume": ["3"],
        "rft.issue": ["4"],
        "rft.pages": ["1-20"],
        "rft.issn": ["2049-3630"],
    }


_JOURNAL_KEYS = "au atitle jtitle stitle date volume issue pages issn isbn genre"
_BOOK_KEYS = "au atitle btitle date place pub series pages issn isbn genre"


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("article", _JOURNAL_KEYS),
        ("paper-conference", _BOOK_KEYS),
        ("report", _BOOK_KEYS),
        ("book", _BOOK_KEYS),
        ("chapter", _BOOK_KEYS),
        ("thesis", "au title date inst"),
        ("preprint", "creator title date publisher source type language"),
        ("dataset", "creator title date publisher source type language"),
        ("software", "creator title date publisher source type language"),
    ],
)
def test_a_context_object_has_only_keys_of_its_format(kind: str, keys: str) -> None:
    fields = ("volume", "issue", "pages", "publisher", "series", "place", "language")
    shown = paper(
        type=kind,
        ids={"doi": "10.1/1", "isbn": "9783161484100", "issn": "2049-3630"},
        **dict.fromkeys(fields, "1"),
    )
    found = context_object(coins(work_of(shown, JOURNAL)))
    used = {key.removeprefix("rft.") for key in found if key.startswith("rft.")}
    assert used <= set(keys.split())
    assert {"date"} < used
