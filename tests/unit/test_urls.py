"""Addresses: every text has one, and none leads out of its folder."""

from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.urls import (
    MAX_SLUG_BYTES,
    derived_slug,
    file_path,
    is_reserved,
    root_prefix,
    site_path,
    web_address,
)

texts = st.one_of(st.text(), st.text("conCON19.-/\\ é", max_size=120), st.text(min_size=90))


@settings(deadline=None)
@given(texts)
def test_every_text_has_a_good_folder_name(text: str) -> None:
    slug = derived_slug(text)
    assert slug
    assert len(slug.encode()) <= MAX_SLUG_BYTES
    assert not is_reserved(slug)
    assert not set(slug) & set('/\\:*?"<>|. \n\t\0')
    assert slug == derived_slug(text)


@settings(deadline=None)
@given(texts)
def test_a_folder_name_is_its_own_folder_name(text: str) -> None:
    slug = derived_slug(text)
    assert derived_slug(slug) == slug


@settings(deadline=None)
@given(st.lists(texts.map(derived_slug), max_size=4))
def test_a_site_path_says_its_parts_and_how_deep_it_is(slugs: list[str]) -> None:
    path = site_path(*slugs)
    assert path.isascii()
    assert [unquote(part) for part in path.split("/")[:-1]] == slugs
    assert root_prefix(path) == ("../" * len(slugs) or "./")
    assert file_path(*slugs) == "/".join([*slugs, "index.html"])


def test_long_texts_with_a_common_start_are_told_apart() -> None:
    assert derived_slug("a" * 100) != derived_slug("a" * 101)


@pytest.mark.parametrize("name", ["con", "CON", "nul.md", "com1", "LPT9.tar.gz"])
def test_names_of_devices_are_reserved(name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["con-1", "com0", "com10", "icon", "x.con"])
def test_names_like_those_of_devices_are_not(name: str) -> None:
    assert not is_reserved(name)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_address_in_an_attribute_is_plain(text: str) -> None:
    assert web_address(text).isascii()
    assert not set(web_address(text)) & set('"<> \n\t`{}')
