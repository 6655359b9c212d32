"""Any library builds, and every link within its site leads somewhere."""

from hypothesis import example, given

from papershelf import build
from papershelf.config import read_config
from papershelf.errors import ContentError
from tests.laws.pages import broken_links
from tests.laws.settings import few, workshop
from tests.support.shelf_files import Shelf, emptied, files_of, lay
from tests.support.shelves import shelves

HIDDEN = {
    "content/papers/only.md": b"---\ntitle: T\nauthors: [Ada Lovelace]\ndate: 2024-02-29\n"
    b"added: 2024-03-01\nvenue: Nowhere\nstatus: hidden\n---\n"
}


@few(18)
@given(shelf=shelves())
@example(shelf={})
@example(shelf=HIDDEN)
def test_every_link_of_any_library_leads_to_a_file_and_a_place_in_it(shelf: Shelf) -> None:
    with workshop() as folder:
        lay(shelf, emptied(folder / "shelf"))
        own, _ = read_config(shelf.get("content/site.yaml", b"").decode(), "content/site.yaml")
        for base_url, base_path in (
            (None, own.base_path),
            ("https://shelf.example/a/repo", "/a/repo/"),
        ):
            try:
                build(folder / "shelf", base_url=base_url, lenient=True, drafts=True, jobs=1)
            except ContentError as error:
                raise AssertionError([str(p) for p in error.problems]) from error
            assert broken_links(files_of(folder / "shelf/site"), base_path) == []
            build(folder / "shelf", base_url=base_url, lenient=True, jobs=1)
            assert broken_links(files_of(folder / "shelf/site"), base_path) == []
