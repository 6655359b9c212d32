"""The page for editing, with the real Sveltia CMS, without a network."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from papershelf import build
from papershelf.load import read_entries
from papershelf.starter import make_shelf
from papershelf.yamltext import plain
from tests.browser.conftest import MakePage, wait_until
from tests.support.edited import file_of, put_program, without_network, work_in_browser
from tests.support.node import ROOT
from tests.support.server import serving

REPOSITORIES = {
    "github": "https://github.com/o/r",
    "gitlab": "https://gitlab.example.org/o/sub/r",
    "forgejo": "https://codeberg.org/o/r",
}
ICONS = "content/static/icons.otf"
FULL = """\
---
title: "Full: of everything"
authors: [Ada Lovelace, "Charles, Babbage"]
date: 2020-02
volume: 27
pages: "0012"
ids: {arxiv: "1706.03760", wikidata: Q1}
links: {pdf: "https://example.org/a.pdf", odd: "https://example.org"}
mine: {a: [1, "2", {b: "no"}], c: "007"}
provenance: {title: {source: here, date: 2020-01-01}}
extra: {deep: {er: ["1.10", "true", null]}, empty: []}
keywords: one
featured: true
---
A *note* with $x_1$ and a \\_ mark.

- a list

      and code
"""
YAML = """\
title: A map
authors: [Ada Lovelace]
year: 2020
abstract: |-
  One.

  Two "quoted": $a_b$ # no comment
"""
HIDDEN = """\
---
title: Hidden
authors: [Ada Lovelace]
year: 2020
ids: {arxiv: 1706.03760}
---
"""


def _shelf(folder: Path, *, demo: bool = False) -> Path:
    if demo:
        shutil.copytree(ROOT / "content", folder / "content")
    else:
        make_shelf(folder, title="My shelf")
    put_program(folder)
    settings = folder / "content/site.yaml"
    shutil.copy(ROOT / "generator/papershelf/drawing/fonts/signs.otf", folder / ICONS)
    added = f"admin: {{enabled: true, icons: {Path(ICONS).name}}}"
    settings.write_text(f"{settings.read_text('utf-8')}\n{added}\n", "utf-8")
    return folder


@pytest.mark.parametrize(
    ("host", "demo"), [("github", True), *((host, False) for host in REPOSITORIES)]
)
def test_the_page_offers_to_sign_in_and_finds_nothing_wrong_with_its_settings(
    host: str, *, demo: bool, tmp_path: Path, open_page: MakePage
) -> None:
    shelf = _shelf(tmp_path / "shelf", demo=demo)
    build(shelf, repository=REPOSITORIES[host], strict=True)
    with serving(shelf / "site") as address:
        page = open_page()
        asked = without_network(page, address)
        said: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.goto(f"{address}admin/")
        page.get_by_role("button", name="Access Token").wait_for()
        text = page.inner_text("body")
        assert "error" not in text.lower()
        # What the policy allows is refused by this test: whether the host of the code is up.
        hosts = {urlsplit(each).hostname for each in asked}
        assert hosts <= {"www.githubstatus.com", "status-api.hostedstatus.com"}
        # It does without letters of its own and without word of a newer version.
        known = ("ERR_FAILED", "Loading the font", "package.json")
        errors = [line for line in said if line.startswith("error:")]
        assert [line for line in errors if not any(word in line for word in known)] == []


@pytest.fixture
def edited(tmp_path: Path, open_page: MakePage) -> Iterator[tuple[Page, str]]:
    shelf = _shelf(tmp_path / "shelf")
    papers = shelf / "content/papers"
    for name, text in {"full.md": FULL, "map.yaml": YAML, "hidden.md": HIDDEN}.items():
        (papers / name).write_text(text, encoding="utf-8")
    build(shelf, repository=REPOSITORIES["github"])
    with serving(shelf / "site") as address:
        page = open_page()
        without_network(page, address)
        files = {
            path.relative_to(shelf).as_posix(): path.read_text(encoding="utf-8")
            for kind in ("md", "yaml")
            for path in (shelf / "content").rglob(f"*.{kind}")
        }
        work_in_browser(page, address, files)
        yield page, address


def _values(text: str, path: str) -> tuple[Mapping[str, object], str]:
    (entry,), problems = read_entries(text.encode(), path)
    assert problems == []
    return plain(entry.node), entry.body


def _retitle(page: Page, address: str, entry: str, path: str) -> str:
    before = file_of(page, path)
    page.goto(f"{address}admin/#/collections/{entry}")
    title = page.get_by_role("textbox", name="Title", exact=True)
    title.wait_for()
    title.fill("Another: title")
    page.get_by_role("button", name="Save").click()
    wait_until(lambda: file_of(page, path) != before)
    return file_of(page, path)


@pytest.mark.parametrize(
    ("entry", "path", "text"),
    [
        ("papers/entries/full", "content/papers/full.md", FULL),
        ("papers-1/entries/map", "content/papers/map.yaml", YAML),
    ],
)
def test_an_edit_changes_one_value_and_keeps_all_others(
    entry: str, path: str, text: str, edited: tuple[Page, str]
) -> None:
    page, address = edited
    after, note = _values(_retitle(page, address, entry, path), path)
    before, old_note = _values(text, path)
    expected = {**before, "title": "Another: title"}
    if "keywords" in expected:
        # One value stands for a list of one.
        expected["keywords"] = ["one"]
    assert after == expected
    assert note == old_note


def test_icons_come_from_the_shelf(edited: tuple[Page, str]) -> None:
    page, _ = edited
    loaded = """async () => {
      const fonts = await Promise.allSettled(
        [...document.fonts].filter((font) => font.family.includes("Symbols"))
          .map((font) => font.load()));
      return fonts.map((font) => font.status);
    }"""
    assert "fulfilled" in page.evaluate(loaded)


def test_what_would_not_be_kept_is_not_offered(edited: tuple[Page, str]) -> None:
    page, _ = edited
    page.get_by_text("Full: of everything").wait_for()
    assert page.get_by_text("1 file is not shown here").is_visible()
    assert not page.get_by_text("Hidden", exact=True).is_visible()


def test_a_new_entry_is_one_that_we_read(edited: tuple[Page, str]) -> None:
    page, address = edited
    page.goto(f"{address}admin/#/collections/papers/new")
    page.get_by_role("textbox", name="Title", exact=True).fill("Yes: a new one")
    page.get_by_role("group", name="Authors").get_by_role("textbox").first.fill("Ada Lovelace")
    page.get_by_role("textbox", name="Date", exact=True).fill("2020")
    page.get_by_role("button", name="Save").click()
    path = "content/papers/yes-a-new-one.md"
    wait_until(lambda: "2020" in file_of(page, path))
    values, note = _values(file_of(page, path), path)
    assert values == {"title": "Yes: a new one", "authors": ["Ada Lovelace"], "date": "2020"}
    assert note == ""
