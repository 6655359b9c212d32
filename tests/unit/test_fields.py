"""The kinds of values: what is accepted, how it is written down, what is refused."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from papershelf import fields
from papershelf.fields import check_slug
from papershelf.text import slugify
from papershelf.urls import MAX_SLUG_BYTES, is_reserved

KINDS: dict[str, Any] = {
    name: TypeAdapter(getattr(fields, name))
    for name in (
        *("Acl", "Address", "Arxiv", "Boolean", "Date", "Dblp", "Doi", "Integer", "Isbn", "Issn"),
        *("Language", "Line", "OpenReview", "Orcid", "Pmid", "Slug", "StaticPath", "Text"),
        *("WebAddress", "Year"),
    )
}


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("Doi", "https://doi.org/10.1145/ABC.1", "10.1145/abc.1"),
        ("Doi", "doi: 10.1000.10/123(4)5<".rstrip("<"), "10.1000.10/123(4)5"),
        ("Arxiv", "https://arxiv.org/pdf/1706.03762v5.pdf", "1706.03762v5"),
        ("Arxiv", "arXiv:1910.10000", "1910.10000"),
        ("Arxiv", "math.GT/0309136", "math.GT/0309136"),
        ("Orcid", "https://orcid.org/0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("Isbn", "0-262-03561-8", "9780262035613"),
        ("Isbn", "ISBN: 978-0-262-03561-3", "9780262035613"),
        ("Isbn", "0-8044-2957-X", "9780804429573"),
        ("Line", "a \u202eb\n\u2066 c", "a b c"),
        ("Issn", "00280836", "0028-0836"),
        ("Issn", "2434-561x", "2434-561X"),
        ("Acl", "https://aclanthology.org/2023.acl-long.1/", "2023.acl-long.1"),
        ("Pmid", "PMID: 31452104", "31452104"),
        ("Language", "zh-Hant-TW", "zh-Hant-TW"),
        ("Date", "2015-06", "2015-06"),
        ("Year", "2017", 2017),
        ("Boolean", "Yes", True),
        ("Boolean", "off", False),
        ("Integer", "-3", -3),
        ("Line", "  two\n  lines\u00a0here ", "two lines here"),
        ("Text", "two\nlines", "two\nlines"),
        ("Text", "e\u0301", "\u00e9"),
        ("WebAddress", "https://[2001:db8::1]:8080/a", "https://[2001:db8::1]:8080/a"),
        ("WebAddress", "HTTP://例え.jp/ä", "HTTP://例え.jp/ä"),
        ("Address", "static/a/b.pdf", "static/a/b.pdf"),
        ("Slug", "हिन्दी", "हिन्दी"),
        ("Slug", "Vinyals_2015.v2", "Vinyals_2015.v2"),
    ],
)
def test_a_value_is_kept_in_one_form(kind: str, written: str, kept: object) -> None:
    assert KINDS[kind].validate_python(written) == kept
    again = str(kept).lower() if isinstance(kept, bool) else str(kept)
    assert KINDS[kind].validate_python(again) == kept


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("Doi", "10.1145"),
        ("Doi", "11.1145/x"),
        ("Doi", "10.1000/a\x85b"),
        ("Arxiv", "1706.376"),
        ("Arxiv", "1713.03762"),
        ("Arxiv", "١٧٠٦.03762"),
        ("Orcid", "0000-0002-1825-0098"),
        ("Orcid", "0000000218250097"),
        ("Isbn", "978-0-262-03561-4"),
        ("Isbn", "0-262-03561-9"),
        ("Isbn", "123"),
        ("Issn", "0028-0837"),
        ("Language", "english"),
        ("Language", "en_US"),
        ("Year", "17"),
        ("Year", "2o17"),
        ("Year", "3017"),
        ("Boolean", "maybe"),
        ("Integer", "1.5"),
        ("Integer", "1" * 400),
        ("Line", "  \n "),
        ("Line", "a\0b"),
        ("Line", "a\x9fb"),
        ("Line", "a\ud800b"),
        ("WebAddress", "example.org"),
        ("WebAddress", "//example.org"),
        ("WebAddress", "https://"),
        ("WebAddress", "https://./a"),
        ("WebAddress", "https:///etc/passwd"),
        ("WebAddress", "https://a..b/"),
        ("WebAddress", "https://ada@example.org/"),
        ("WebAddress", "https://example.org:port/"),
        ("WebAddress", "https://example.org/a b"),
        ("WebAddress", 'https://example.org/"onload='),
        ("WebAddress", "https://[::1"),
        ("WebAddress", "javascript:alert(1)"),
        ("WebAddress", "java\nscript:alert(1)"),
        ("WebAddress", "data:text/html,x"),
        ("WebAddress", "file:///etc/passwd"),
        ("Address", "static/"),
        ("Address", "static/../secret"),
        ("Address", "static//a"),
        ("Address", "static/a\\b"),
        ("Address", "static/a?b"),
        ("Address", "static/c:/b"),
        ("StaticPath", "novak.svg"),
        ("StaticPath", "/static/a"),
        ("StaticPath", "static"),
        ("Slug", ""),
        ("Slug", "..."),
        ("Slug", "---"),
        ("Slug", ".."),
        ("Slug", "../a"),
        ("Slug", "a/b"),
        ("Slug", "a\\b"),
        ("Slug", "/etc"),
        ("Slug", ".hidden"),
        ("Slug", "a b"),
        ("Slug", "a:b"),
        ("Slug", "a%2fb"),
        ("Slug", "a."),
        ("Slug", "CON"),
        ("Slug", "nul.txt"),
        ("Slug", "com¹"),
        ("Slug", "x" * 81),
        ("Slug", "é" * 41),
    ],
)
def test_a_wrong_value_is_refused_with_a_reason(kind: str, written: str) -> None:
    with pytest.raises(ValidationError) as caught:
        KINDS[kind].validate_python(written)
    [error] = caught.value.errors()
    assert error["type"] == "papershelf"
    assert error["ctx"]["message"]
    assert error["ctx"]["hint"]


@settings(deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.text())
def test_any_text_is_kept_or_refused_and_what_is_kept_is_clean(kind: str, text: str) -> None:
    try:
        kept = KINDS[kind].validate_python(text)
    except ValidationError as error:
        assert all(e["type"] == "papershelf" for e in error.errors())  # noqa: PT017
        return
    if isinstance(kept, str):
        assert kept == unicodedata.normalize("NFC", kept.strip())
        assert kept
        assert not any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in kept)


@settings(deadline=None)
@given(st.one_of(st.text(), st.text("aB9_.-éß/\\ ", max_size=100)))
def test_an_id_that_is_accepted_is_a_good_folder_name(text: str) -> None:
    try:
        slug = check_slug(text)
    except PydanticCustomError:
        return
    assert slug not in {"", ".", ".."}
    assert not set(slug) & set('/\\:*?"<>| \n\t\0')
    assert not slug.startswith(".")
    assert not slug.endswith(".")
    assert len(slug.encode()) <= MAX_SLUG_BYTES
    assert not is_reserved(slug)
    assert slugify(slug)
    assert check_slug(slug) == slug


@settings(deadline=None)
@given(st.integers(0, 10**15 - 1))
def test_exactly_one_last_digit_makes_an_orcid(number: int) -> None:
    digits = f"{number:015}"
    accepted = []
    for last in "0123456789X":
        text = f"{digits[:4]}-{digits[4:8]}-{digits[8:12]}-{digits[12:]}{last}"
        try:
            accepted.append(KINDS["Orcid"].validate_python(text))
        except ValidationError:
            continue
    assert len(accepted) == 1


def test_a_line_of_nothing_but_signs_that_turn_it_is_empty() -> None:
    with pytest.raises(ValidationError, match="is empty"):
        KINDS["Line"].validate_python("\u202e \u2069")


def test_a_long_text_is_shortened_for_a_message() -> None:
    assert fields.shown("a\nb" * 100) == '"' + ("a b" * 100)[:59] + '…"'
