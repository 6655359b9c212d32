"""Random shelves as hypothesis draws them: what every field may hold, friendly and hostile.

The pools are small so that papers share authors, venues, days and topics, and so that an edit of
one file changes what others show.
"""

import json
from typing import Any

from hypothesis import strategies as st
from tests.support.shelf_files import Shelf

from papershelf.dump import dump_entry
from papershelf.metrics import KINDS

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' style='position:fixed' onload='alert(1)",
    "javascript:alert(1)",
    "</title></textarea></script><svg/onload=alert(1)>",
    "{{ 7 * 7 }} {% raw %}",
    "-->]]><!--",
    "&lt;b&gt; &amp; &#60;script&#62;",
    "<style>*{display:none}</style>",
    "<base href=//evil.example> <meta http-equiv=refresh content=0;url=//evil.example>",
    "<iframe srcdoc=x> <form action=//evil.example><input autofocus onfocus=alert(1)>",
    "\u202egpj.exe \u2066x",
    "\U0001f468\u200d\U0001f469 \ufb01rst e\u0301 \U0001d738",
)
"""Texts that would be elements if anything let them; none is Markdown by itself."""

_MARKED = (
    "*stressed* and **strong**",
    "$a^2 < b$ and $\\text{<script>alert(1)</script>}$",
    "`<b>code</b>`",
    "[a link](javascript:alert(1))",
    "[web](https://example.org/?a=1&b='2') <https://example.org/auto>",
    "![x](https://evil.example/pixel.png)",
    "costs $5 and $10",
    "[half](https://example.org",
)
_BLOCKS = (
    "# A heading <script>\n\n## A heading <script>",
    "- one\n- two\n\n> said [so](#a-heading-script)",
    "| a | b |\n|---|:-:|\n| <b>x</b> | $y$ |",
    "[next](p1.md) and [last](../papers/p2.yaml), [none](../papers/none.md)",
    "[topics](/topics/), [lost](/topics/lost/), [page](../pages/about.md#the-end), [no](#nowhere)",
    "[not found](/404/), [home](/), ![figure](../static/figure.png), [pdf](/files/a%20b.pdf)",
    "[collection](../collections/c0.md#s-origins) [half](../pages/about.md#no-such-heading)",
    "$$\\frac{a}{b}$$\n\ntext[^1]\n\n[^1]: A <script>footnote</script>.",
    "```html\n<script>alert(1)</script>\n```",
    "<div onclick=alert(1)>\n\n</div>",
)
_WORDS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFFF, exclude_categories=("C", "Z", "M")),
    min_size=1,
    max_size=8,
)
_PIECES = st.sampled_from(HOSTILE + _MARKED) | _WORDS | st.just("plain")
lines = st.lists(_PIECES, min_size=1, max_size=3).map(" ".join)
blocks = st.lists(st.sampled_from(_BLOCKS) | lines, min_size=1, max_size=3).map("\n\n".join)

PAPERS = tuple(f"p{number}" for number in range(7))
_TOPICS = ("graphs", "Über-Thema", "maschinen")
_SECTIONS = ("Origins", "<script>")
_VENUES = ("neurips", "NIPS 2015", "A <b>free</b> venue", "icml")
_DATES = ("1000-01-01", "2999-12-31", "2024-12-30", "2024-02-29", "2024-02", "2024", "2023-06-05")
_NAMES = (
    "José Núñez",
    "Jose Nunez",
    "Núñez, José",
    "Wei Li",
    "Li, Wei",
    "W. Li",
    "毛泽东",
    "Ludwig van Beethoven",
    "von Neumann, John, Jr.",
    "<script> O'Brien",
)
_ADDRESSES = (
    "https://example.org/a?b='c'&d=%22#e",
    "http://example.org:8080/(x);y=[z]",
    "https://пример.example/ü",
    "static/figure.png",
    "static/files/a b.pdf",
)

dates = st.sampled_from(_DATES)
addresses = st.sampled_from(_ADDRESSES)
_web = st.sampled_from(_ADDRESSES[:3])
_people = st.lists(
    st.sampled_from(_NAMES)
    | st.fixed_dictionaries(
        {"literal": lines},
        optional={
            "native": lines,
            "affiliations": st.lists(lines, max_size=2),
            "equal": st.booleans(),
            "orcid": st.just("0000-0002-1825-0097"),
        },
    )
    | st.just({"id": "wei-li"})
    | st.just({"given": "José", "family": "Núñez", "id": "the-other-jose"}),
    min_size=1,
    max_size=6,
)


def entries(own: str = "") -> st.SearchStrategy[dict[str, Any]]:
    """The fields of a paper; nearly all of them may be missing."""
    others = [paper for paper in PAPERS if paper != own]
    optional: dict[str, st.SearchStrategy[Any]] = {
        "added": dates,
        "summary": lines,
        "subtitle": lines,
        "original_title": lines,
        "abstract": blocks,
        "editors": _people,
        "venue": st.sampled_from(_VENUES) | lines,
        "pages": st.just("1--2"),
        "publisher": lines,
        "place": lines,
        "license": lines,
        "type": st.sampled_from(["article", "preprint", "dataset"]),
        "ids": st.fixed_dictionaries(
            {},
            optional={
                "doi": st.just("10.1000/a(b)c;d&e'f#g?h"),
                "arxiv": st.just("1706.03762"),
                "kind<b>": lines,
            },
        ),
        "links": st.dictionaries(
            st.sampled_from(["pdf", "code", "strange", "<b>", "on click"]), addresses, max_size=3
        )
        | st.lists(
            st.fixed_dictionaries({"kind": lines, "url": addresses}, optional={"label": lines}),
            max_size=2,
        ),
        "topics": st.lists(st.sampled_from(_TOPICS), max_size=2, unique=True),
        "keywords": st.lists(lines, max_size=2),
        "collections": st.lists(
            st.fixed_dictionaries(
                {"id": st.sampled_from(["c0", "c1"])},
                optional={"section": st.sampled_from(_SECTIONS), "note": lines},
            ),
            max_size=2,
            unique_by=lambda member: member["id"],
        ),
        "thumbnail": st.fixed_dictionaries(
            {"path": st.just("static/figure.png")}, optional={"alt": lines}
        ),
        "language": st.sampled_from(["en", "cs", "zh-Hant"]),
        "awards": st.lists(
            st.fixed_dictionaries({"name": lines}, optional={"by": lines, "url": _web}), max_size=2
        ),
        "versions": st.lists(
            st.fixed_dictionaries(
                {"label": lines}, optional={"url": addresses, "note": lines, "date": dates}
            ),
            max_size=2,
        ),
        "relations": st.lists(
            st.fixed_dictionaries(
                {
                    "type": st.sampled_from(["extends", "same_as", "erratum_of", "supersedes"]),
                    "id": st.sampled_from(others),
                }
            )
            | st.fixed_dictionaries(
                {"type": st.just("version_of"), "title": lines}, optional={"url": _web}
            ),
            max_size=2,
        ),
        "references": st.lists(
            lines
            | st.fixed_dictionaries({"id": st.sampled_from(others)}, optional={"text": lines})
            | st.fixed_dictionaries({"url": _web}),
            max_size=2,
        ),
        "status": st.sampled_from(["draft", "hidden", "withdrawn", "retracted", "published"]),
        "curated_by": st.sampled_from(["ada", "somebody"]) | lines,
        "submitted_by": st.sampled_from(["ada", "somebody"]),
        "aliases": st.just([f"Old.{own}"]) if own else st.nothing(),
        "featured": st.booleans(),
        "weight": st.integers(-2, 2),
        "extra<b>": lines,
        "extra": st.fixed_dictionaries({"keep_case": st.lists(lines, max_size=2) | lines}),
    }
    if not own:
        del optional["aliases"]
    return st.fixed_dictionaries(
        {"title": lines, "authors": _people, "date": dates}, optional=optional
    )


def listed(items: list[dict[str, Any]]) -> bytes:
    """A list in YAML: each item as JSON, which YAML holds."""
    return "".join(f"- {json.dumps(item, ensure_ascii=False)}\n" for item in items).encode()


@st.composite
def _papers(draw: st.DrawFn) -> Shelf:
    found: Shelf = {}
    for paper in draw(st.lists(st.sampled_from(PAPERS), max_size=5, unique=True)):
        note = draw(blocks | st.just(""))
        text = dump_entry(draw(entries(paper)), note)
        if draw(st.booleans()) and not note:
            found[f"content/papers/{paper}.yaml"] = text.removeprefix("---\n")[:-4].encode()
        else:
            found[f"content/papers/{paper}.md"] = text.encode()
    if draw(st.booleans()):
        several = draw(st.lists(entries(), min_size=1, max_size=3))
        for number, fields in enumerate(several):
            fields["id"] = f"listed-{number}"
        found["content/papers/list.yaml"] = listed(several)
    return found


_SETTINGS = st.fixed_dictionaries(
    {"title": st.just('A <b>shelf</b> & "more"'), "page_size": st.just(5)},
    optional={
        "tagline": lines,
        "description": lines,
        "language": st.sampled_from(["en", "cs", "ar"]),
        "repository": st.just("https://github.com/someone/shelf")
        | st.just({"url": "https://git.example/x", "edit": "https://git.example/{path}?t={title}"}),
        "curators": st.just(
            [{"id": "ada", "name": "Ada <i>Lovelace</i>", "url": "https://ada.example/?a='b'"}]
        )
        | st.just([{"id": "somebody", "name": "Ada <i>Lovelace</i>"}]),
        "author_pages_from": st.sampled_from([1, 2]),
        "base_url": st.sampled_from(["https://shelf.example/", "https://Shelf.example/a&b/C"]),
        "feed_id": st.just("76021e32-cb52-5a5e-94d6-fb8fb74056a8"),
        "feeds": st.fixed_dictionaries(
            {},
            optional={
                "entries": st.sampled_from([1, 2]),
                "authors_from": st.sampled_from([1, 3]),
                "full_text": st.booleans(),
            },
        ),
        "noindex": st.booleans(),
        "host": st.sampled_from(["cloudflare", "netlify", "plain"]),
        "budget": st.sampled_from([{"files": 10}, {"megabytes": 0.1}]),
        "citations": st.sampled_from([[], ["apa", "bibtex"]]),
        "exports": st.sampled_from([{"formats": []}, {"formats": ["csv"], "lists": ["jsonl"]}]),
        "per_paper": st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("exports", "markdown", "cards", "coins"), st.booleans())
        ),
        "search": st.fixed_dictionaries({"enabled": st.booleans()}),
        "trending": st.fixed_dictionaries({"half_life": st.sampled_from([1, 7, 30])}),
        "theme_options": st.fixed_dictionaries({"accent": st.sampled_from(["#123456", "navy"])}),
    },
)
_COLLECTIONS = st.fixed_dictionaries(
    {"title": lines},
    optional={
        "summary": lines,
        "curator": st.sampled_from(["ada", "somebody"]),
        "order": st.sampled_from(["manual", "newest", "oldest", "title"]),
        "sections": st.just(["Origins", {"title": "<script>", "description": "*Then* <b>"}]),
        "papers": st.lists(st.sampled_from(PAPERS), max_size=4, unique=True),
        "weight": st.integers(-1, 1),
    },
)
_TOPIC_LISTS = st.tuples(
    *(
        st.fixed_dictionaries(
            {"id": st.just(topic)},
            optional={"name": lines, "description": blocks}
            | ({} if topic == "graphs" else {"parent": st.just("graphs")}),
        )
        for topic in ("graphs", "maschinen", "über-thema")
    )
).map(list)
_VENUE_LISTS = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["neurips", "icml"]), "name": lines},
        optional={"acronym": lines, "aliases": st.just(["NIPS"]), "url": _web, "type": lines},
    ),
    max_size=2,
    unique_by=lambda venue: venue["id"],
)
_IDENTITIES = st.tuples(
    *(
        st.fixed_dictionaries(
            {
                "id": st.just(identity),
                "names": st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True),
            },
            optional={"orcid": st.just("0000-0001-5109-3700"), "homepage": _web, "native": lines},
        )
        for identity, names in (
            ("wei-li", ["Wei Li", "W. Li"]),
            ("the-other-jose", ["Jose Nunez", "J. Núñez", "José Núñez"]),
        )
    )
).map(list)
_READINGS = st.dictionaries(
    st.sampled_from(["2024-02-01", "2024-02-28", "2024-03-06", "2999-12-31"]),
    st.integers(0, 999_999_999),
    max_size=3,
)
_METRICS = st.dictionaries(
    st.sampled_from([*PAPERS, "listed-0", "Old.p1"]),
    st.fixed_dictionaries({}, optional=dict.fromkeys(KINDS, _READINGS)),
    max_size=4,
)
_PAGES = st.fixed_dictionaries(
    {"title": lines},
    optional={
        "summary": lines,
        "order": st.integers(0, 3),
        "menu": st.sampled_from(["header", "footer", "none"]),
    },
)
_PAGE_PATHS = ("about", "guide/index", "guide/first", "guide/deeper/last", "lone/page")
_PERIODS = ("2024-12-30", "2025-W01", "2024-02", "2024-02-29", "2999-12", "2023-W23")
_INTRODUCTIONS = st.fixed_dictionaries(
    {},
    optional={
        "title": lines,
        "curator": st.sampled_from(("keepers", "Ada")) | lines,
        "date": dates,
    },
)
_STATIC = {
    "files/a b.pdf": b"%PDF-1.4\n",
    "figure.png": b"\x89PNG\r\n\x1a\n",
    "ünï/<b>.txt": b"<script>alert(1)</script>\n",
    "CNAME": b"shelf.example\n",
    "robots.txt": b"User-agent: *\nDisallow: /\n",
    "llms.txt": b"# Ours\n",
    "sitemap.xml": b"<urlset/>\n",
    "_headers": b"/*\n  X-Ours: yes\n",
    ".nojekyll": b"ours\n",
    ".well-known/security.txt": b"Contact: mailto:a@shelf.example\n",
    ".DS_Store": b"left behind",
}
_NEEDED = ("figure.png", "files/a b.pdf")
_FIGURES = (b"", b"\0\0\0\rIHDR\0\0\0\x10\0\0\0\x09", b"\0\0\0\rIHDR\0\0\0\x08\0\0\0\x04")
"""No size, and two of them."""
_OVERRIDES = {
    "themes/default/templates/404.html": b'{% extends "base:404.html" %}\n'
    b"{% block intro %}<p>Nothing here.</p>{% endblock %}\n",
    "themes/default/assets/css/own.css": b".own { color: var(--accent); }\n",
}
_OVERRIDING = b"name: default\nextends: base\ndescription: Ours.\n"


@st.composite
def shelves(draw: st.DrawFn) -> Shelf:
    """A whole shelf."""
    shelf = draw(_papers())
    shelf["content/site.yaml"] = dump_entry(draw(_SETTINGS)).strip("-\n").encode()
    for name in ("c0", "c1"):
        text = dump_entry(draw(_COLLECTIONS), draw(blocks | st.just("")))
        shelf[f"content/collections/{name}.md"] = text.encode()
    shelf["content/authors.yaml"] = listed(draw(_IDENTITIES))
    for name, lists in (("topics", _TOPIC_LISTS), ("venues", _VENUE_LISTS)):
        if draw(st.booleans()):
            shelf[f"content/{name}.yaml"] = listed(draw(lists))
    if draw(st.booleans()):
        shelf["content/metrics.yaml"] = json.dumps({"papers": draw(_METRICS)}).encode()
    for path in draw(st.sets(st.sampled_from(_PAGE_PATHS))):
        body = draw(blocks) + "\n\n## The end\n\nThat is all."
        shelf[f"content/pages/{path}.md"] = dump_entry(draw(_PAGES), body).encode()
    for key in draw(st.sets(st.sampled_from(_PERIODS))):
        text = draw(blocks)
        header = draw(_INTRODUCTIONS)
        shelf[f"content/digests/{key}.md"] = (
            dump_entry(header, text).encode() if header else f"Before.\n\n{text}".encode()
        )
    for path in (*_NEEDED, *draw(st.sets(st.sampled_from(sorted(_STATIC))))):
        shelf[f"content/static/{path}"] = _STATIC[path]
    shelf["content/static/figure.png"] += draw(st.sampled_from(_FIGURES))
    for path in draw(st.sets(st.sampled_from(sorted(_OVERRIDES)))):
        shelf[path] = _OVERRIDES[path]
        shelf["themes/default/theme.yaml"] = _OVERRIDING
    return shelf
