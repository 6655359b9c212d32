"""Whatever bytes come in, importers give drafts and problems, and raise nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.draft import Draft
from papershelf.errors import Problem
from papershelf.importers.bibtex import BIBTEX
from papershelf.importers.csl_json import CSL_JSON
from papershelf.importers.importer import Importer, Source
from papershelf.importers.ris import RIS
from tests.laws.settings import few

_SAMPLES = {
    BIBTEX: r"""@string{j = "Journal"}
@article{key, title = {A {B} $x^2$ \'e}, author = {Bee, Ann and {The Group} and others},
  journal = j # { of} , year = 2015, month = jun, note = "x {"} y", crossref = {other} }
@book{other, title={Whole}, url={http://example.org/%20}}
""",
    RIS: "TY  - JOUR\nAU  - Bee, Ann\nTI  - A <i>b</i>\nPY  - 2015/06/09/\nSP  - 1\nER  - \n" * 2,
    CSL_JSON: '[{"id": "a", "type": "book", "title": "A", "author": [{"family": "B"}],\n'
    '"issued": {"date-parts": [[2015, 6]]}, "note": "PMID: 1"}, {"id": "é"}]',
}
_IMPORTERS = pytest.mark.parametrize("importer", _SAMPLES, ids=lambda importer: importer.name)


def _read(importer: Importer, content: bytes) -> None:
    for item in importer.read(Source("refs", content)):
        assert isinstance(item, Draft | Problem)
        told = item.problems if isinstance(item, Draft) else [item]
        lines = content.count(b"\n") + content.count(b"\r") + 1
        assert all(0 <= problem.location.line <= lines for problem in told)


@_IMPORTERS
def test_files_cut_anywhere_are_read(importer: Importer) -> None:
    content = _SAMPLES[importer].encode()
    for end in range(len(content)):
        _read(importer, content[:end])


@_IMPORTERS
@few(100)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_read(importer: Importer, content: bytes) -> None:
    _read(importer, content)


@_IMPORTERS
@few(200)
@given(data=st.data())
def test_files_with_slips_are_read(importer: Importer, data: st.DataObject) -> None:
    content = bytearray(_SAMPLES[importer].encode())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        if data.draw(st.booleans()):
            content[place] = data.draw(st.sampled_from(b'{}"\\,=#@\n $%[]:-\xff\x00a1'))
        else:
            del content[place : place + data.draw(st.integers(1, 20))]
    _read(importer, bytes(content))


@_IMPORTERS
def test_each_sample_is_recognised_by_its_importer_alone(importer: Importer) -> None:
    assert [other for other in _SAMPLES if other.looks_like(_SAMPLES[importer])] == [importer]
