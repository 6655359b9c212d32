"""Addresses of sites: one form for each, and a word on what is wrong with the others."""

from pathlib import Path

import pytest

from papershelf.config import Config, read_config, with_base_url
from papershelf.errors import UsageError


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://example.org", "https://example.org/"),
        ("https://example.org/shelf", "https://example.org/shelf/"),
        ("  https://example.org/shelf/  ", "https://example.org/shelf/"),
        ("HTTPS://Example.ORG/My-Shelf", "https://example.org/My-Shelf/"),
        ("https://example.org//a//b//", "https://example.org/a/b/"),
        ("https://example.org/shelf?", "https://example.org/shelf/"),
        ("https://example.org/ä/", "https://example.org/%C3%A4/"),
        ("https://example.org/%C3%A4/", "https://example.org/%C3%A4/"),
        ("http://localhost:8000", "http://localhost:8000/"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("https://example.org:/", "https://example.org/"),
        ("https://[::1]:8080/", "https://[::1]:8080/"),
        ("https://Bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://日本.example/", "https://xn--wgv71a.example/"),
    ],
)
def test_an_address_is_kept_in_one_form(given: str, kept: str) -> None:
    assert with_base_url(Config(), given).base_url == kept
    config, problems = read_config(f'base_url: "{given}"\n', "content/site.yaml")
    assert (config.base_url, problems) == (kept, [])
    assert with_base_url(Config(), kept).base_url == kept


@pytest.mark.parametrize(
    ("given", "message", "hint"),
    [
        ("/shelf", "is a path", "https://example.org/shelf/"),
        ("example.org/shelf", "has no https://", "https://example.org/shelf/"),
        ("//example.org/", "has no https://", "https://example.org/shelf/"),
        ("localhost:8000", "has no https://", "https://example.org/shelf/"),
        ("ftp://example.org/", "is not a web address", "https://"),
        ("https:///shelf", "names no host", "https://"),
        ("https://example.org/?page=1", "has a query or a fragment", "the address alone"),
        ("https://example.org/#top", "has a query or a fragment", "the address alone"),
        ("https://ada:secret@example.org/", "holds a user name", "before the @"),
        ("https://example.org/my shelf/", "is not an address", "%20"),
        ("https://my shelf.org/", "is not an address", "%20"),
        ("https://example.org:99999/", "is not an address", "whole address"),
        ("https://example.org/100%/", "has a % without its two digits", "%25"),
        ("https://example.org/a/../b/", "has . or ..", "as it is"),
        ("https://example.org/a%2fb/", "hidden slash", "as it is"),
        ("https://example.org/index.html", "is a page", "the folder"),
        ("https://straße.example/", "can be written in several ways", "xn--"),
        ("https://a\u200db.example/", "", ""),
        ("", "is empty", "https://example.org/shelf/"),
    ],
)
def test_what_is_wrong_with_an_address_is_told_on_the_command_line_and_in_the_settings(
    given: str, message: str, hint: str
) -> None:
    with pytest.raises(UsageError) as refused:
        with_base_url(Config(), given)
    assert str(refused.value).startswith("--base-url: ")
    assert message in str(refused.value)
    assert hint in str(refused.value)
    config, (problem,) = read_config(f'base_url: "{given}"\n', "content/site.yaml")
    assert config.base_url is None
    assert message in problem.message
    assert hint in problem.hint
    assert Path(problem.location.path) == Path("content/site.yaml")
