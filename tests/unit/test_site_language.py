"""The language of a site: what its pages say, and what a broken language file does to a build."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from papershelf import build
from papershelf.cli.main import cli

GERMAN = """
shell:
  skip: Zum Inhalt
lists:
  comma: "、"
  papers:
    one: "{count} Artikel <b>"
    other: "{count} Artikel"
status:
  retracted: Zurückgezogen
"""


def _shelf(shelf: Path, language: str, text: str | bytes = "", theme: str = "default") -> Path:
    settings = shelf / "content/site.yaml"
    text_before = settings.read_text(encoding="utf-8")
    settings.write_text(text_before.replace("language: en", f"language: {language}"), "utf-8")
    file = shelf / f"themes/{theme}/i18n/{language}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return shelf


def _page(shelf: Path, path: str) -> str:
    build(shelf, jobs=1)
    return (shelf / "site" / path).read_text(encoding="utf-8")


def test_the_words_of_a_shelf_are_on_its_pages(small: Path) -> None:
    page = _page(_shelf(small, "tlh", GERMAN), "papers/index.html")
    assert '<html lang="tlh"' in page
    assert "Zum Inhalt</a>" in page
    # English stands in for what is missing.
    assert 'aria-label="Breadcrumbs"' in page


def test_scripts_get_every_form_of_a_word_and_the_language_of_the_forms(small: Path) -> None:
    page = _page(_shelf(small, "de", GERMAN), "search/index.html")
    assert '<template data-search-words lang="de">' in page
    assert '<p data-word="papers-one">{count} Artikel &lt;b&gt;</p>' in page
    assert '<p data-word="papers-other">{count} Artikel</p>' in page
    assert '<p data-word="comma">、</p>' in page


def test_a_language_without_words_counts_as_english_does(small: Path) -> None:
    page = _page(_shelf(small, "tlh"), "search/index.html")
    assert '<html lang="tlh"' in page
    assert '<p data-word="searching">Searching…</p>' in page


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize(
    "text", [b"lists: {", b"caf\xe9", b"lists:\n  papers: {two: x}\n", b"lists:\n  nothing: x\n"]
)
def test_a_broken_language_file_is_a_warning_that_strict_refuses(
    small: Path, command: str, text: bytes
) -> None:
    arguments = [command, "--shelf", str(_shelf(small, "de", text))]
    told = CliRunner().invoke(cli, arguments)
    assert (told.exit_code, told.exception) == (0, None)
    assert "themes/default/i18n/de.yaml" in told.output
    refused = CliRunner().invoke(cli, [*arguments, "--strict"])
    assert refused.exit_code != 0


def test_a_change_of_one_word_changes_the_pages_that_say_it(small: Path) -> None:
    shelf = _shelf(small, "en", "shell:\n  skip: To the papers\n")
    assert ">To the papers</a>" in _page(shelf, "index.html")
    file = shelf / "themes/default/i18n/en.yaml"
    file.write_text("shell:\n  skip: Jump\n", encoding="utf-8")
    assert ">Jump</a>" in _page(shelf, "index.html")
    file.unlink()
    assert ">Skip to the content</a>" in _page(shelf, "index.html")
