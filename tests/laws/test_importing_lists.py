"""Whatever stands in a file to import, there are drafts and problems, and never a crash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papershelf.importers import IMPORTERS, Importer
from papershelf.importers.described import describe
from tests.laws.settings import few
from tests.support.import_samples import SAMPLES
from tests.support.imported import read

_SIGNS = st.text("[]{}()<>|#*_-+.:;,'\"`\\$&=/!?@%~^ \n\tabcAB019é太\u202e\ud800\x00", max_size=200)
_LISTS = [importer for importer in IMPORTERS if importer.name != "bibtex"]


@st.composite
def _changed(draw: st.DrawFn, text: str) -> bytes:
    """A sample in which something is cut out, put in or put twice."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 80)))
    middle = draw(_SIGNS | st.just(text[start:end] * 2))
    whole = f"{text[:start]}{middle}{text[end:]}"
    return whole.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("importer", _LISTS, ids=lambda importer: importer.name)
@few(40)
@given(content=st.binary(max_size=400))
def test_any_bytes_give_drafts_and_problems(importer: Importer, content: bytes) -> None:
    drafts, problems = read(importer, content)
    assert all(draft.line > 0 for draft in drafts)
    assert all(problem.message for problem in problems)


@pytest.mark.parametrize("importer", _LISTS, ids=lambda importer: importer.name)
@few(40)
@given(data=st.data())
def test_any_damage_to_a_sample_gives_drafts_and_problems(
    importer: Importer, data: st.DataObject
) -> None:
    content = data.draw(_changed(SAMPLES[importer.name]))
    drafts, problems = read(importer, content)
    lines = content.count(b"\n") + content.count(b"\r") + 2
    assert all(0 < draft.line <= lines for draft in drafts)
    assert all(problem.location.line <= lines for problem in problems)


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
_NAMES = (
    "title authors year date venue ids links url doi pages type keywords collections thumbnail "
    "extra abstract note awards status citation_key x"
)


@few(100)
@given(st.dictionaries(st.sampled_from(_NAMES.split()), _values, max_size=8))
def test_any_record_is_a_draft_that_keeps_its_title(record: dict[str, object]) -> None:
    draft = describe(record, "file", 1)
    title = record.get("title")
    is_title = isinstance(title, str) and bool(title.strip()) and "://" not in title
    assert not is_title or "title" in draft.fields
