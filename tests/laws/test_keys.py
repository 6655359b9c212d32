"""Pages whose keys are equal are equal: what a key leaves out would go stale."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from papershelf.errors import ContentError
from papershelf.loading import load_shelf
from papershelf.stages import plan_shelf
from papershelf.store import Store
from tests.laws.settings import few, workshop
from tests.laws.test_incremental import _mixed
from tests.support.shelf_files import Shelf, emptied, lay
from tests.support.shelves import shelves


def _rendered(shelf: Shelf, folder: Path) -> dict[bytes, bytes]:
    """The bytes of every page by its key, which must not have two meanings."""
    lay(shelf, emptied(folder))
    store = Store(folder / ".papershelf", b"", b"key")
    site = plan_shelf(folder, load_shelf(folder, store, lenient=True), drafts=True, store=store)
    found: dict[bytes, bytes] = {}
    for page in site.pages:
        content = site.renderer.render(page)
        assert found.setdefault(site.renderer.fingerprint(page), content) == content
    return found


@few(15)
@given(data=st.data(), one=shelves(), other=shelves())
def test_pages_with_equal_keys_have_equal_bytes(
    data: st.DataObject, one: Shelf, other: Shelf
) -> None:
    # Each edit is small, so that most keys stay as they are; the texts of the site stand on every
    # page and would change all of them.
    vocabularies = [f"content/{name}.yaml" for name in ("authors", "topics", "venues", "metrics")]
    edits = [{**one, path: other[path]} for path in vocabularies if path in other]
    other["content/site.yaml"] = one["content/site.yaml"]
    edits.append(data.draw(_mixed(one, other), label="edited"))
    with workshop() as folder:
        known = _rendered(one, folder / "shelf")
        for edited in edits:
            try:
                found = _rendered(edited, folder / "shelf")
            except ContentError:
                continue
            for key in known.keys() & found.keys():
                assert known[key] == found[key]
            known |= found
