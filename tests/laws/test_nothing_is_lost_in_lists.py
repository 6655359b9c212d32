"""Whatever a record of a table, of JSON or of YAML says is in the draft that comes of it."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from papershelf.importers import IMPORTERS
from papershelf.importers.headings import headings
from tests.laws.settings import few
from tests.support.imported import read

_IMPORTERS: Final = {importer.name: importer for importer in IMPORTERS}
_TEXTS: Final = (
    *("2015", "June 9, 2015", "1999-02-30", "31 April 2015", "20150230", "2015-13-40"),
    *("03/04/2015", "2014-2015", "Winter 2015", "NeurIPS 2019", "n.d.", "Jun", "spring", "13"),
    *("10.1000/abc", "https://doi.org/10.1000/xyz", "1706.03762v3", "PMC123"),
    *("https://arxiv.org/abs/1706.03762v5", "https://arxiv.org/pdf/1706.03760"),
    *("https://example.org/a_(b).pdf, https://example.org/c", "see https://example.org/a.pdf too"),
    *("Ada Lovelace", "Lovelace, Ada; Turing, Alan", "Ada Lovelace1*", "12--34 (5)", "a/1"),
    *("0028-0836 (Print)", "978-0-306-40615-7", "patent", "working paper", "Masters Thesis"),
    *("true", "draft", "Klingonish", "static/a.pdf", "alpha; beta", "<b>bold</b> & x", "A $x^2$"),
)
_SILENT: Final = re.compile(r"https?://(?:(?:doi|arxiv)\.org/(?:abs/|pdf/)?)?|</?b>")
"""What an id says without it, and what Markdown writes otherwise."""
_MONTHS: Final = {"june": "6", "jun": "6", "april": "4"}

_texts = st.sampled_from(_TEXTS)
_names = st.sampled_from(sorted({*headings(), "x", "Über"}))
_values = st.recursive(
    _texts | st.integers(0, 9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_names, inner, max_size=3),
    max_leaves=5,
)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from _leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield str(value)


def _words(value: Any) -> set[str]:
    leaves = " ".join(_SILENT.sub(" ", leaf) for leaf in _leaves(value)).lower()
    found = (word.lstrip("0") or "0" for word in re.findall(r"[a-zà-ÿ]+|\d+", leaves))
    return {_MONTHS.get(word, word) for word in found}


def _said(record: dict[str, Any]) -> set[str]:
    """The words of all values, those of nested names apart: fields may be called otherwise."""

    def values(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            value = [*value.values()]
        if isinstance(value, list):
            for item in value:
                yield from values(item)
        else:
            yield str(value)

    return _words([*values(record)])


def _as_table(record: dict[str, Any]) -> str:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerows((record, record.values()))
    return file.getvalue()


def _check(name: str, record: dict[str, Any], text: str) -> None:
    drafts, _ = read(_IMPORTERS[name], text.encode())
    assert len(drafts) == 1
    draft = drafts[0]
    lost = _said(record) - _words([draft.fields, draft.note, draft.key])
    assert not lost, draft


@few(150)
@given(st.dictionaries(_names, _texts, max_size=5))
def test_no_word_of_a_table_is_lost(cells: dict[str, str]) -> None:
    record = {"title": "Notes", "authors": "Ada Lovelace"} | cells
    _check("csv", record, _as_table(record))


@pytest.mark.parametrize("name", ["json", "yaml"])
@few(150)
@given(cells=st.dictionaries(_names, _values, max_size=5))
def test_no_word_of_a_record_is_lost(name: str, cells: dict[str, Any]) -> None:
    record = cells | {"title": "Notes"}
    text = json.dumps([record]) if name == "json" else yaml.safe_dump([record], allow_unicode=True)
    _check(name, record, text)
