"""No field can create an element, an attribute or an address of its own."""

import json
from collections import Counter

from hypothesis import given

from papershelf import build
from tests.laws.pages import pages_of
from tests.laws.settings import few, workshop
from tests.support.every_field import shaped
from tests.support.shelf_files import Shelf, emptied, files_of, lay
from tests.support.shelves import shelves

_ONLY_READ = frozenset(
    ("canonical", "cite-as", "author", "describedby", "item", "type", "license", "collection")
)
"""Links of machines, which no browser follows."""
_SCHEMES = ("http://", "https://", "mailto:")


def _site(shelf: Shelf) -> dict[str, bytes]:
    with workshop() as folder:
        lay(shelf, emptied(folder / "shelf"))
        build(folder / "shelf", drafts=True, lenient=True, jobs=1)
        return files_of(folder / "shelf/site")


@few(4)
@given(pair=shaped())
def test_hostile_fields_make_the_same_elements_as_harmless_ones(pair: tuple[Shelf, Shelf]) -> None:
    sites = [_site(shelf) for shelf in pair]
    shapes = []
    for site in sites:
        total: Counter[tuple[str, tuple[str, ...]]] = Counter()
        for page in pages_of(site).values():
            total += page.shape
        shapes.append(total)
    assert shapes[0] - shapes[1] == Counter()
    assert shapes[1] - shapes[0] == Counter()
    assert len(sites[0]) == len(sites[1])


@few(15)
@given(shelf=shelves())
def test_no_page_holds_a_script_a_style_or_an_address_from_the_content(shelf: Shelf) -> None:
    site = _site(shelf)
    for path, page in pages_of(site).items():
        for tag, attributes in page.elements:
            where = f"{path}: <{tag} {attributes}>"
            if tag in {"script", "link", "img", "use"}:
                address = attributes.get("src") or attributes.get("href") or ""
                own = "://" not in address and not address.startswith("//")
                assert own or attributes.get("rel") in _ONLY_READ, where
            if tag == "script" and attributes.get("type") != "application/ld+json":
                assert "assets/" in attributes["src"], where
            assert tag not in {"style", "iframe", "object", "embed", "base"}, where
            assert not any(name.startswith("on") for name in attributes), where
            assert not {"style", "srcdoc", "formaction"} & set(attributes), where
        for address in page.addresses:
            first = address.split("/")[0].split("?")[0].split("#")[0]
            assert address.startswith(_SCHEMES) or ":" not in first, f"{path}: {address}"
            assert not address.startswith("//"), f"{path}: {address}"


def test_a_script_in_any_field_comes_out_as_text() -> None:
    text = "<script>alert(1)</script>"
    site = _site(
        {
            "content/papers/p.md": f'---\ntitle: "{text}"\nauthors: ["Ada {text}"]\ndate: 2024\n'
            f'summary: "{text}"\nvenue: "{text}"\nkeywords: ["{text}"]\n---\n{text}\n'.encode()
        }
    )
    page = pages_of(site)["papers/p/index.html"]
    assert page.text.count(text) >= 5
    titles = [tag for tag, _ in page.elements if tag == "title"]
    assert len(titles) == 1
    metas = [attributes.get("content", "") for tag, attributes in page.elements if tag == "meta"]
    assert text in metas


def test_the_files_of_the_search_hold_texts_and_no_markup_of_their_own() -> None:
    text = "<script>alert(1)</script>"
    site = _site(
        {
            "content/papers/p.md": f'---\ntitle: "*Very* {text}"\nauthors: [Ada]\ndate: 2024\n'
            f'summary: "[x](javascript:alert(1)) **bold**"\n---\n'.encode()
        }
    )
    [[card]] = [
        json.loads(content)
        for path, content in site.items()
        if path.startswith("search/") and "/cards-0" in path
    ]
    slug, title, _, _, _, summary = card
    assert (slug, title) == ("p", f"Very {text}")
    assert "**" not in summary
