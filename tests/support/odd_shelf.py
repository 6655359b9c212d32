"""A shelf with every awkward thing that curators may write, for looking at the pages it makes."""

import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

from tests.support.odd_papers import LONG_WORD, Fields, odd_papers, people, plain
from tests.support.shelves import HOSTILE

from papershelf.dump import dump_entry

ODD_PAPERS = tuple(name for name in odd_papers() if name != "draft")
"""The papers that have a page of their own however awkward they are."""

BUSY_DAY = "2024-03-01"


def odd_shelf(
    folder: Path,
    *,
    day: int = 500,
    venue: int = 0,
    authors: int = 3000,
    more: Mapping[str, str] | None = None,
) -> Path:
    """Write the shelf into a folder and return it.

    `day` papers come on one day; `venue` papers, 20,000 for a large shelf, appear at one venue;
    `authors` people sign one paper. `more` are further texts by their paths in `content/`, such as
    `metrics.yaml`. What the build refuses is not there: an id that looks like markup, a thumbnail
    without a file.
    """
    texts = {
        "site.yaml": _yaml(_SETTINGS),
        "topics.yaml": _listed(_topics()),
        "venues.yaml": _listed(_venues()),
        "authors.yaml": _listed(_identities()),
        **{f"collections/{name}.md": text for name, text in _collections().items()},
        **{
            f"papers/{name}.md": _entry(fields)
            for name, fields in odd_papers(authors=authors).items()
        },
        "papers/a-day.yaml": _listed(_of_a_day(day)),
        "pages/about.md": dump_entry({"title": HOSTILE[0]}, _PROSE),
        "pages/guide/index.md": dump_entry({"title": "A guide", "menu": "header"}, _PROSE),
        "pages/guide/empty.md": dump_entry({"title": "A page with nothing on it"}),
        **(more or {}),
    }
    if venue:
        texts["papers/a-venue.yaml"] = _listed(_of_a_venue(venue))
    for path, text in texts.items():
        _write(folder / "content" / path, text.encode())
    _write(folder / "content/static/wide.png", _picture(640, 120))
    _write(folder / "content/static/tall.png", _picture(60, 480))
    _write(folder / "content/static/a b.pdf", b"%PDF-1.4\n")
    return folder


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _entry(fields: Fields) -> str:
    header = {name: value for name, value in fields.items() if name != "note"}
    return dump_entry(header, str(fields.get("note", "")))


def _yaml(fields: Fields) -> str:
    return dump_entry(fields).strip("-\n") + "\n"


def _listed(items: list[Fields]) -> str:
    """A list in YAML: each item as JSON, which YAML holds."""
    return "".join(f"- {json.dumps(item, ensure_ascii=False)}\n" for item in items)


_SETTINGS: Fields = {
    "title": 'The <em>odd</em> shelf & "everything" that is awkward about papers',
    "tagline": f"Where {LONG_WORD} is a word",
    "description": "Every awkward thing that a shelf may hold.",
    "curators": [{"id": "ada", "name": "Ada <i>Lovelace</i>", "url": "https://example.org/ada"}],
}

_PROSE = f"""\
A paragraph with *stress*, **strength**, `code`, a [link](/papers/versions/), $a^2 < b$ and
{LONG_WORD}.[^1]

# A heading of the first level

## A heading <script>alert(1)</script>

### Deeper

#### Deeper still

- one
    - two
        - three

1. first
2. second

> A quotation.

| a very long heading of a column | b | c | d | e | f | g | h |
|---|:-:|--:|---|---|---|---|---|
| {LONG_WORD} | $x$ `code` | 1 | 2 | 3 | 4 | 5 | 6 |

$$\\int_0^\\infty e^{{-x^2}} \\,dx = \\frac{{\\sqrt{{\\pi}}}}{{2}} {"+ x_n" * 60}$$

```python
print("{"a line that is much too long for any phone " * 5}")
```

![A wide picture](/wide.png)

---

## A heading <script>alert(1)</script>

{{{{ 7 * 7 }}}} <b>no markup</b> {" ".join(HOSTILE)}

[^1]: A footnote with a [link](https://example.org/).
"""


def _topics() -> list[Fields]:
    deep: list[Fields] = [
        {"id": f"level-{number}", "parent": f"level-{number - 1}"} for number in range(1, 8)
    ]
    return [
        {"id": "attention", "name": "Attention", "aliases": ["attention mechanism"]},
        {"id": "one-paper", "name": "A topic of one paper", "parent": "attention"},
        {"id": "empty", "name": "An empty topic", "description": "Nothing **yet**."},
        {"id": "hostile", "name": HOSTILE[1], "description": "\n\n".join(HOSTILE)},
        {"id": "long-words", "name": LONG_WORD, "description": f"{LONG_WORD} " * 5},
        {"id": "level-0", "name": "A topic at the top"},
        *deep,
    ]


def _venues() -> list[Fields]:
    return [
        {
            "id": "neurips",
            "name": "Conference on Neural Information Processing Systems",
            "acronym": "NeurIPS",
            "type": "conference",
            "aliases": ["NIPS"],
            "url": "https://example.org/",
        },
        {"id": "large", "name": "A venue of very many papers", "acronym": "LARGE"},
        {"id": "empty", "name": "A venue without papers"},
        {"id": "hostile", "name": HOSTILE[4], "acronym": HOSTILE[0], "type": HOSTILE[2]},
    ]


def _identities() -> list[Fields]:
    return [
        {
            "id": "jo-1",
            "names": ["Jo Lee"],
            "orcid": "0000-0002-1825-0097",
            "homepage": "https://example.org/",
            "native": "이조",
            "not_same_as": ["jo-2"],
        },
        {"id": "jo-2", "names": ["Jo Lee"], "not_same_as": ["jo-1"]},
    ]


def _collections() -> dict[str, str]:
    everything: Fields = {
        "title": f"Everything, {HOSTILE[0]} and {LONG_WORD}",
        "summary": f"All of it: *{LONG_WORD}* {HOSTILE[1]}",
        "curator": "ada",
        "sections": ["First", {"title": HOSTILE[4], "description": HOSTILE[1]}, "An empty one"],
        "papers": [
            {"id": "versions", "section": "First", "note": "Begin *here*."},
            *(name for name in ODD_PAPERS if name not in {"hidden", "versions"}),
        ],
        "weight": 1,
    }
    return {
        "everything": dump_entry(everything, f"{_PROSE}\n\n{_PROSE}"),
        "of-one": dump_entry({"title": "A collection of one", "papers": ["versions"]}),
        "empty": dump_entry({"title": "An empty collection"}),
    }


def _of_a_day(count: int) -> list[Fields]:
    names = people(30, "day")
    return [
        plain(
            f"Paper {number} of a busy day",
            2015 + number % 10,
            id=f"day-{number:04}",
            authors=names[number % 28 : number % 28 + 3],
            venue=("neurips", "NeurIPS 2024 Workshop", "A journal")[number % 3],
            topics=[f"level-{number % 8}"],
            added=BUSY_DAY,
            summary=f"What number {number} found.",
            links={"pdf": f"https://example.org/{number}.pdf"},
        )
        for number in range(count)
    ]


def _of_a_venue(count: int) -> list[Fields]:
    names = people(2000, "venue")
    return [
        plain(
            f"Paper {number} of a large venue",
            1990 + number % 30,
            id=f"venue-{number:05}",
            authors=names[number % 1990 : number % 1990 + 2],
            venue="large",
            topics=["attention"],
        )
        for number in range(count)
    ]


def _picture(width: int, height: int) -> bytes:
    """A PNG that runs from one grey to another."""
    rows = b"".join(
        b"\0" + bytes(64 + 128 * (x + y) // (width + height) for x in range(width))
        for y in range(height)
    )
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
