"""The privacy page: it tells what is switched on, and names nobody who has no part in it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.node import ROOT
from tests.support.shelf_files import files_of
from tests.support.wording import english

from papershelf import build
from papershelf.config import Config, read_config
from papershelf.hosts import HOSTS
from papershelf.newsletters import NEWSLETTERS
from papershelf.plan.editing import editing_of
from papershelf.plan.offline_page import CACHES
from papershelf.plan.privacy import STORED, privacy_parts

SCRIPTS = ROOT / "themes/base/assets/js"
OTHERS = re.compile(
    r"buttondown|mailchimp|list-manage|intuit|\bkit\b|follow\.it|giscus|github|gitlab|cloudflare|"
    r"netlify|sveltia",
    re.IGNORECASE,
)
"""Services that have a part only where they are set up."""
ADMIN = f"""\
admin: {{enabled: true, script: "https://cdn.example/cms.js", integrity: "sha384-{"A" * 64}"}}
"""
COMMENTS = """\
comments:
  repository: someone/shelf
  repository_id: R_kgDOexample
  category: Announcements
  category_id: DIC_kwDOexample
"""


def _told(settings: str, *, has_counts: bool = False) -> dict[str, str]:
    """The paragraphs by their headings."""
    config, problems = read_config(settings, "content/site.yaml")
    assert problems == []
    parts = privacy_parts(config, editing_of(config), english(), has_counts=has_counts)
    return {
        part.label: "\n".join(
            "".join(f"{piece.label} {piece.url}" for piece in paragraph)
            for paragraph in (*part.paragraphs, *part.after)
        )
        for part in parts
    }


def test_with_everything_off_nobody_is_named() -> None:
    told = _told("title: S\n")
    assert list(told) == [
        "What is loaded",
        "What your browser keeps",
        "What the host sees",
        "Links to other sites",
    ]
    assert OTHERS.findall("\n".join(told.values())) == []
    assert "http" not in "\n".join(told.values())


def _services() -> Iterator[tuple[str, str]]:
    for name, newsletter in NEWSLETTERS.items():
        value = {
            "mailchimp": '"https://a.us1.list-manage.com/subscribe/post?u=1&id=2"',
            "follow.it": "https://api.follow.it/subscription-form/a/8",
            "form": "https://forms.example/join",
        }.get(name)
        field = f"address: {value}" if value else "account: '1'"
        yield f"{{service: {name}, {field}}}", newsletter.label or "forms.example"


@pytest.mark.parametrize(("settings", "name"), list(_services()))
def test_who_gets_the_addresses_is_named(settings: str, name: str) -> None:
    told = _told(f"subscribe: {settings}\n")
    assert f"your address goes to {name}" in told.pop("New papers by e-mail")
    assert OTHERS.findall("\n".join(told.values())) == []


def test_comments_are_told_of_with_both_who_keep_them() -> None:
    told = _told(COMMENTS)
    assert told["What is loaded"].startswith("But for comments, which wait for a click,")
    assert {"GitHub", "giscus"} <= set(OTHERS.findall(told["Comments"]))


def test_digests_that_curators_send_are_told_of_without_an_address() -> None:
    told = _told("digest: {sender: 'The Shelf <news@example.org>'}\n")
    assert "no part of this site" in told["Digests from the curators"]
    assert "example.org" not in "\n".join(told.values())


def test_counts_are_told_of_where_there_are_some() -> None:
    assert "asks nobody" in _told("title: S\n", has_counts=True)["Counts"]


def test_the_page_for_editing_and_the_repository_are_told_of() -> None:
    told = _told(f"{ADMIN}repository: https://codeberg.org/o/r\n")
    assert "program from cdn.example and talks to codeberg.org" in told["Editing"]
    assert "lead to codeberg.org" in told["Links to other sites"]


@pytest.mark.parametrize("host", HOSTS)
def test_the_host_is_named_where_the_settings_name_it(host: str) -> None:
    seen = _told(f"host: {host}\n")["What the host sees"]
    assert (HOSTS[host].label in seen) == (host != "plain")
    assert "which pages and files are asked for" in seen


def test_what_the_browser_keeps_leads_to_the_button_that_removes_it() -> None:
    kept = _told("title: S\n")["What your browser keeps"]
    assert "On the page  Reading list reading/ one button removes all of it" in kept


def test_without_a_search_nothing_is_told_of_it() -> None:
    assert "search" not in _told("search: {enabled: false}\n")["What the host sees"]


def test_all_that_scripts_keep_in_a_browser_is_told() -> None:
    scripts = "\n".join(script.read_text("utf-8") for script in SCRIPTS.rglob("*.js"))
    assert not re.search(r"indexedDB|caches\.|document\.cookie", scripts)
    names = set(re.findall(r"`papershelf-(\w+):", scripts))
    [settings] = re.findall(r"of \[([^\]]*)\]\) \{\s+const value = localStorage", scripts)
    names |= set(re.findall(r'"(\w+)"', settings))
    assert {*STORED} == {
        f"papershelf-{name}" + (":…" if name in ("visits", "papers") else "") for name in names
    }


def test_all_that_the_scripts_of_comments_keep_is_told_where_there_are_some() -> None:
    own = re.compile(r"comments.*\.js")
    scripts = {script.name: script.read_text("utf-8") for script in SCRIPTS.rglob("*.js")}
    assert [name for name in scripts if "sessionStorage." in scripts[name]] == [
        name for name in scripts if own.fullmatch(name)
    ]
    kept = re.findall(r'const (?:SESSION|SHOWN) = "([^"]+)"', scripts["comments-frame.js"])
    parts = privacy_parts(
        read_config(COMMENTS, "content/site.yaml")[0],
        editing_of(Config()),
        english(),
        has_counts=False,
    )
    [comments] = [part for part in parts if part.label == "Comments"]
    assert [fact.label for fact in comments.facts] == kept
    # The name that one script writes is the one that the other reads.
    assert f'sessionStorage.getItem("{kept[1]}")' in scripts["comments.js"]


def test_every_page_with_a_footer_leads_to_it(small: Path) -> None:
    build(small, jobs=1)
    pages = {
        path: content.decode()
        for path, content in files_of(small / "site").items()
        if path.endswith(".html") and b'class="bottom"' in content
    }
    assert len(pages) > 20
    assert [path for path, page in pages.items() if 'privacy/"' not in page] == []


def test_with_everything_off_no_page_of_a_site_names_a_service(small: Path) -> None:
    build(small, jobs=1)
    found = {
        path: OTHERS.findall(content.decode())
        for path, content in files_of(small / "site").items()
        if path.endswith(".html")
    }
    assert {path: names for path, names in found.items() if names} == {}


def test_the_curators_words_stand_first_and_the_page_has_their_title(small: Path) -> None:
    page = small / "content/pages/privacy.md"
    page.write_text("---\ntitle: Imprint\n---\nRun by *Ada*.\n", encoding="utf-8")
    build(small, jobs=1, strict=True)
    text = (small / "site/privacy/index.html").read_text("utf-8")
    assert '<h1 dir="auto">Imprint</h1>' in text
    assert text.index("Run by <em>Ada</em>") < text.index("What is loaded")
    assert text.count(">Imprint</a>") == 1


def test_a_link_to_the_curators_file_leads_to_the_page(small: Path) -> None:
    pages = small / "content/pages"
    (pages / "privacy.md").write_text("---\ntitle: P\n---\nText.\n", encoding="utf-8")
    (pages / "more.md").write_text("---\ntitle: M\n---\n[p](privacy.md)\n", encoding="utf-8")
    build(small, jobs=1, strict=True)
    assert 'href="../privacy/">p</a>' in (small / "site/more/index.html").read_text("utf-8")


def test_what_browsers_keep_for_reading_without_a_network_is_named_where_they_do(
    small: Path,
) -> None:
    worker = (ROOT / "themes/base/offline/sw.js").read_text(encoding="utf-8")
    begun = CACHES.removesuffix("…")
    assert f"`{begun}${{SCOPE}} `" in worker
    build(small)
    assert begun.encode() not in files_of(small / "site")["privacy/index.html"]
    settings = small / "content/site.yaml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}offline: true\n", encoding="utf-8")
    build(small)
    page = files_of(small / "site")["privacy/index.html"].decode()
    assert f"<code>{CACHES}</code>" in page
    assert 'href="../offline/"' in page
