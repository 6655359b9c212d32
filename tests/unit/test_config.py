"""content/site.yaml: settings with defaults, and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papershelf.config import Config, read_config, with_base_url
from papershelf.config_kinds import SEARCH_FIELDS
from papershelf.errors import Severity, UsageError


@pytest.mark.parametrize("text", ["", "# nothing but a comment\n", "title:\n", "{}"])
def test_everything_has_a_default(text: str) -> None:
    assert read_config(text, "site.yaml") == (Config(), [])


def test_settings_are_read() -> None:
    text = (
        "title: A\nlanguage: cs\nbase_url: HTTPS://Example.ORG/a b\n".replace(" b", "%20b/")
        + "curators: {id: ada, name: Ada}\nsearch: {boosts: {title: 2.5, note: 0}}\npage_size: 20\n"
    )
    config, problems = read_config(text, "site.yaml")
    assert problems == []
    assert config.base_url == "https://example.org/a%20b/"
    assert config.base_path == "/a%20b/"
    assert [curator.name for curator in config.curators] == ["Ada"]
    assert config.page_size == 20
    assert config.boosts["title"] == 2.5
    assert "note" not in config.boosts


def test_every_search_field_has_a_weight() -> None:
    assert set(Config().boosts) == set(SEARCH_FIELDS)


@pytest.mark.parametrize(
    ("line", "message", "column"),
    [
        ("page_size: 4", "page_size: 4 is too small", 12),
        ("page_size: 501", "page_size: 501 is too large", 12),
        ("page_size: many", 'page_size: "many" is not a whole number', 12),
        ("base_url: example.org", 'base_url: "example.org" has no https://', 11),
        ("base_url: https://e.org/a/../b/", 'base_url: "https://e.org/a/../b/" has . or ..', 11),
        ("base_url: https://e.org/%2E%2e/", 'base_url: "https://e.org/%2E%2e/" has . or ..', 11),
        ("base_url: https://e.org/a%2Fb/", 'base_url: "https://e.org/a%2Fb/" has . or ..', 11),
        ("base_url: https://example.org/?a", 'base_url: "https://example.org/?a" has a query', 11),
        ("theme: ../evil", 'theme: "../evil" would leave its folder', 8),
        ("theme_options: [a]", "theme_options: expected a map, found a list", 16),
        ("search: {boosts: {titel: 1}}", 'search.boosts: "titel" is no field of the search', 19),
        ("search: {boosts: {title: 1000}}", "search.boosts.title: 1000 is too large", 26),
        ("search: {boosts: {title: nan}}", "search.boosts.title: nan is too ", 26),
        ("search: {boosts: {title: much}}", 'search.boosts.title: "much" is not a number', 26),
        ("curators: [{name: Ada}]", 'curators[1]: "id" is missing', 12),
        ("title: *A*", "not YAML: a * at the start of a plain text", 8),
    ],
)
def test_a_wrong_setting_is_told_and_the_defaults_stand(
    line: str, message: str, column: int
) -> None:
    config, [problem] = read_config(line, "site.yaml")
    assert config == Config()
    assert problem.message.startswith(message)
    assert (problem.location.line, problem.location.column) == (1, column)
    assert problem.hint
    assert problem.severity is Severity.ERROR


@settings(deadline=None)
@given(st.text())
def test_any_text_gives_settings_or_problems(text: str) -> None:
    config, problems = read_config(text, "site.yaml")
    assert config == Config() or not any(p.severity is Severity.ERROR for p in problems)


def test_the_command_line_has_the_last_word_on_the_address() -> None:
    config = with_base_url(Config(), "https://example.org/repo")
    assert config.base_path == "/repo/"
    with pytest.raises(UsageError, match="--base-url"):
        with_base_url(Config(), "example.org")
