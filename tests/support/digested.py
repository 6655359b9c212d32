"""A shelf with made-up days and counts, and its digests."""

from pathlib import Path

from tests.support.followed import write_entry
from tests.support.wording import english

from papershelf.digests.gather import gather
from papershelf.digests.model import Digest
from papershelf.loading import Loaded, load_shelf
from papershelf.period_keys import PeriodKey, parse_key
from papershelf.store import Store

ADDRESS = "https://shelf.example/repo/"
SETTINGS = f"""\
title: A shelf
tagline: Of made-up papers
feed_id: 76021e32-cb52-5a5e-94d6-fb8fb74056a8
base_url: {ADDRESS}
curators:
  - {{id: ada, name: Ada Byron, url: https://ada.example/}}
"""


def empty_shelf(folder: Path, more: str = "") -> Path:
    """A shelf without papers."""
    for name in ("papers", "digests"):
        (folder / "content" / name).mkdir(parents=True)
    (folder / "content/site.yaml").write_text(SETTINGS + more, encoding="utf-8")
    return folder


def add(shelf: Path, name: str, added: str, more: str = "") -> None:
    """Put a paper on the shelf on a day."""
    title = "" if "title:" in more else f"title: Title of {name}\n"
    fields = f"{title}authors: [Mary Somerville]\ndate: 2000-01\nadded: {added}\n{more}".rstrip()
    write_entry(shelf, name, fields)


def count(shelf: Path, lines: str) -> None:
    """Write the counts, a line for each paper."""
    text = "papers:\n" + "".join(f"  {line}\n" for line in lines.strip().split("\n"))
    (shelf / "content/metrics.yaml").write_text(text, encoding="utf-8")


def introduce(shelf: Path, key: str, text: str) -> Path:
    """Write what the curator says first."""
    path = shelf / f"content/digests/{key}.md"
    path.write_text(text, encoding="utf-8")
    return path


def loaded(shelf: Path) -> Loaded:
    """What the shelf holds."""
    return load_shelf(shelf, Store(shelf / ".papershelf", b"", b"key"))


def digest_of(shelf: Path, key: str, *, top: int | None = None) -> Digest:
    """The digest of a period of a shelf."""
    found = loaded(shelf)
    return gather(found.library, found.config, period(key), english(), base_url=ADDRESS, top=top)


def period(key: str) -> PeriodKey:
    """The period with a key."""
    return parse_key(key)


def made_up(folder: Path) -> Path:
    """A shelf with all that a digest can say."""
    shelf = empty_shelf(folder)
    add(
        shelf,
        "engine",
        "2026-03-10",
        "title: 'The *Analytical* Engine: $x^2$ & more'\n"
        "venue: Scientific Memoirs\n"
        "summary: A machine that weaves algebra.\n"
        "links: {pdf: static/engine.pdf, code: 'https://code.example/engine'}\n"
        "curated_by: ada",
    )
    add(shelf, "loom", "2026-03-12", "submitted_by: joseph")
    add(shelf, "taken-back", "2026-03-13", "status: retracted")
    add(shelf, "arabic", "2026-03-15", "title: آلة التحليل\nlanguage: ar")
    add(shelf, "old", "2025-01-01")
    add(shelf, "older", "2024-01-01")
    add(shelf, "draft", "2026-03-11", "status: draft")
    add(shelf, "hidden", "2026-03-11", "status: hidden")
    (shelf / "content/static").mkdir()
    (shelf / "content/static/engine.pdf").write_bytes(b"%PDF-1.4\n")
    count(
        shelf,
        """\
old: {upvotes: {2026-03-01: 10, 2026-03-15: 38}, stars: {2026-03-08: 1, 2026-03-15: 6}}
older: {upvotes: {2026-03-01: 10, 2026-03-15: 12}}
engine: {upvotes: {2026-03-15: 99}}""",
    )
    introduce(
        shelf,
        "2026-W11",
        """\
---
title: Engines
curator: ada
date: 2026-03-16
---
Four papers, one of them [on the *engine*](../papers/engine.md), [topics](/topics/).

- **First** item
- `second` item

![A drawing](../static/engine.pdf)
""",
    )
    return shelf
