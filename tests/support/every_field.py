"""Twin shelves with a text in every field: hostile in one, harmless in the other."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from tests.support.shelf_files import Shelf
from tests.support.shelves import HOSTILE, listed

from papershelf.dump import dump_entry


@st.composite
def shaped(draw: st.DrawFn) -> tuple[Shelf, Shelf]:
    """Two shelves of one shape: hostile texts in every field, and harmless ones of equal length."""
    fragments = draw(st.lists(st.sampled_from(HOSTILE), min_size=3, max_size=3, unique=True))

    def hostile(place: int) -> str:
        return fragments[place % len(fragments)]

    def harmless(place: int) -> str:
        return "x" * len(fragments[place % len(fragments)])

    return _every_field(hostile), _every_field(harmless)


def _every_field(text_at: Callable[[int], str]) -> Shelf:
    count = 0

    def text() -> str:
        nonlocal count
        count += 1
        return f"w{count} {text_at(count)}"

    def person() -> dict[str, Any]:
        return {
            "literal": text(),
            "native": text(),
            "affiliations": [text()],
            "corresponding": True,
        }

    def paper(status: str) -> dict[str, Any]:
        return {
            "title": text(),
            "subtitle": text(),
            "title_short": text(),
            "original_title": text(),
            "authors": [person(), person()],
            "editors": [person()],
            "abstract": text(),
            "summary": text(),
            "date": "2024-02-29",
            "added": "2024-03-01",
            **{
                key: text()
                for key in ("venue", "volume", "issue", "publisher", "series", "event", "place")
            },
            "pages": text().replace("-", "."),
            "ids": {"doi": "10.1000/1", "own": text()},
            "links": [{"kind": "pdf", "url": "https://example.org/", "label": text()}],
            "topics": ["graphs"],
            "keywords": [text()],
            "collections": [{"id": "c0", "section": f"s{count}", "note": text()}],
            "thumbnail": {"path": "static/figure.png", "alt": text()},
            "license": text(),
            "awards": [{"name": text(), "by": text(), "url": "https://example.org/"}],
            "versions": [{"label": text(), "note": text(), "url": "https://example.org/"}],
            "relations": [{"type": "extends", "title": text(), "url": "https://example.org/"}],
            "references": [text(), {"text": text(), "url": "https://example.org/"}],
            "status": status,
            "curated_by": text(),
            "submitted_by": text(),
            "provenance": {"title": {"source": text()}},
            "unknown": text(),
        }

    shelf = {
        f"content/papers/{status}.md": dump_entry(paper(status), text()).encode()
        for status in ("published", "retracted", "hidden")
    }
    shelf["content/site.yaml"] = b"title: A shelf\nrepository: https://github.com/a/b\n"
    shelf["content/static/figure.png"] = b"\x89PNG"
    shelf["content/topics.yaml"] = listed([{"id": "graphs", "name": text(), "description": text()}])
    shelf["content/collections/c0.md"] = dump_entry(
        {"title": text(), "summary": text(), "curator": text()}, text()
    ).encode()
    shelf["content/pages/about.md"] = dump_entry(
        {"title": text(), "summary": text()}, text()
    ).encode()
    return shelf
