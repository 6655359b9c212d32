"""Made-up digests: a full one, one that says little, one that means harm, and others."""

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from msgspec.structs import replace
from tests.support.wording import english

from papershelf.digests.model import Digest, Introduction, Item, Piece
from papershelf.mail_address import MailAddress
from papershelf.markup import to_html, to_inline, to_text

SITE = "https://shelf.example.org/"
DATE = datetime(2026, 3, 16, 6, 0, tzinfo=UTC)
SENDER = MailAddress("news", "example.org", "The Task Shelf")
READER = MailAddress("ada+papers", "example.net", "Ada Lovelace")

_INTRODUCTION = r"""
A week of *dials*: three of the nine papers let a user say **how much** computation a model may
spend, and one of them proves that nothing is lost by it. Start with the [controllable
network](https://shelf.example.org/papers/aich-2023/) if you have ten minutes.

## What to read first

- Those who train: the ablation in section 4, which says that $\frac{a+b}{c_1} \le x^2$ is enough.
- Those who serve: `--budget 0.5`, and what it costs.

> We never thought of the budget as an input.

| model | half the budget | whole |
|:------|----:|----:|
| small | 41.2 | 43.0 |
| large | 47.9 | 48.1 |

```
shelf add arxiv:2308.11744 --topic controllable --note "a dial for everything, and then some more"
```
"""
_SUMMARY = (
    "A user turns two dials on a network that is already deployed: how much computation it may "
    "spend, and which task matters most."
)


def full() -> Digest:
    """A week as shelves have them: introduction, nine new papers of twelve, three that grow."""
    titles = (
        "Efficient Controllable Multi-Task Architectures",
        "Attention with $O(n \\log n)$ cost is all *you* need",
        "In-Context Meta LoRA Generation",
        "Prompting language models without words",
        "Retrieval that knows when to stop",
        "MMTEB: Massive Multilingual Text Embedding Benchmark",
        "Task arithmetic in the tangent space: improved editing of pre-trained models, and of "
        "what was never trained",
        "Instruction tuning with very few instructions",
        "Pointer networks",
    )
    new = tuple(_item(number, title) for number, title in enumerate(titles))
    grown = (
        "42 upvotes and 12 stars in 7 days",
        "1,204 citations, 31 of them in 7 days",
        "9 upvotes in 7 days",
    )
    trending = tuple(
        replace(_item(number + 20, titles[number + 3]), growth=text, summary="")
        for number, text in enumerate(grown)
    )
    return Digest(
        kind="weekly",
        key="2026-W11",
        title="Week 11, 2026",
        subject="The Task Shelf: week 11, 2026",
        preview="Efficient Controllable Multi-Task Architectures, Attention with O(n log n) cost",
        site_title="The Task Shelf",
        tagline="How models learn what we want of them",
        site_url=SITE,
        url=SITE + "weekly/2026-W11/",
        feed=SITE + "weekly/feed.xml",
        language="en",
        direction="",
        new=new,
        total=12,
        trending=trending,
        introduction=introduction(_INTRODUCTION),
        byline=(Piece("by "), Piece("Ada Lovelace", SITE + "contributors/ada/"), Piece(" and Bo")),
        subscribe=SITE + "subscribe/",
        unsubscribe="https://lists.example.org/leave?list=weekly&who={address}",
        postal="The Task Shelf, 12 St James's Square, London",
    )


def bare() -> Digest:
    """A day on which a curator spoke and no paper came, on a shelf that has set up nothing."""
    return replace(
        full(),
        kind="daily",
        key="2026-03-14",
        title="14 March 2026",
        subject="The Task Shelf: 14 March 2026",
        preview="",
        tagline="",
        url=SITE + "daily/2026-03-14/",
        feed=SITE + "daily/feed.xml",
        new=(),
        total=0,
        trending=(),
        introduction=introduction("No papers today: the curators are at a conference."),
        byline=(),
        subscribe="",
        unsubscribe="",
        postal="",
    )


def without_summaries() -> Digest:
    """A day with two papers that say only their titles, and a way to leave by e-mail."""
    new = tuple(replace(item, summary="", facts="", links=(), growth="") for item in full().new[:2])
    return replace(
        bare(), new=new, total=2, introduction=None, unsubscribe="mailto:leave@example.org"
    )


def right_to_left() -> Digest:
    """A month of a shelf in Arabic, with one title in English."""
    title = "الانتباه هو كل ما تحتاجه: شبكات بلا تكرار"
    arabic = replace(
        _item(1, title),
        summary="نموذج يقرأ الجملة كلها دفعة واحدة، ويترجمها أفضل مما سبقه.",
        facts="فاسواني، شازير · NeurIPS · 2017",
        links=(Piece("PDF", SITE + "a.pdf"), Piece("الشفرة", SITE + "code")),
    )
    latin = replace(_item(2, "Pointer networks"), language="en")
    return replace(
        full(),
        kind="monthly",
        key="2026-03",
        title="مارس 2026",
        subject="رف الأوراق: مارس 2026",
        preview=title,
        site_title="رف الأوراق",
        tagline="كيف تتعلم النماذج ما نريده منها",
        language="ar",
        direction="rtl",
        new=(arabic, latin),
        total=2,
        trending=(replace(arabic, growth="42 upvotes in 30 days"),),
        introduction=introduction("شهر قصير.\n\n- ورقة أولى\n- ورقة ثانية\n\n> قول مأثور"),
        byline=(),
    )


HARMS = (
    "Title\r\nBcc: victim@example.org\r\n\r\n<script>alert(1)</script>",
    "=?utf-8?q?a=0d=0aBcc:_victim@example.org?=",
    "\u202egnp.exe\u202c \x1b[31m red \x00 \ud800 \u2028 Bcc: x \u2029 y \x85 z",
    "\"' onload=alert(1) x='</title></style><img src=https://evil.example/pixel.png>",
    "{{ view.style }}{% raw %} $page ${text} {address}",
    "supercalifragilistic" * 500,
    "👩‍🔬 " * 200,
)


def hostile() -> Digest:
    """One whose every text means harm."""
    first, encoded, turned, markup, template, long, emoji = HARMS
    addresses = ("javascript:alert(1)", "https://evil.example/\r\nBcc: x", "//evil.example/", "")
    new = tuple(
        Item(
            title=text,
            title_html=to_inline(text, wording=english(), resolve=lambda _: None, links=False),
            title_markdown=text,
            url=f"{SITE}papers/{number}/",
            facts=text,
            summary=text,
            growth=text,
            links=tuple(Piece(text, address) for address in addresses),
            language="en",
        )
        for number, text in enumerate(HARMS)
    )
    return replace(
        full(),
        title=first,
        subject=first,
        preview=turned,
        site_title=encoded,
        tagline=markup,
        new=new,
        total=len(new),
        trending=new,
        introduction=Introduction(
            html=to_html(
                "\n\n".join((*HARMS, "| a | b |\n|---|---|\n| " + "x" * 900 + " | " + "y" * 900)),
                wording=english(),
                resolve=lambda _: None,
                page=SITE,
            ),
            markdown=template,
            text=long,
        ),
        byline=(Piece(emoji, "https://evil.example/\x00"),),
        subscribe="data:text/html,<script>alert(1)</script>",
        postal=first,
    )


def introduction(markdown: str) -> Introduction:
    """An introduction of some Markdown."""
    html = to_html(markdown, wording=english(), resolve=lambda target: SITE + target, page=SITE)
    return Introduction(html=html, markdown=markdown, text=markdown)


def _item(number: int, title: str) -> Item:
    return Item(
        title=to_text(title),
        title_html=to_inline(title, wording=english(), resolve=lambda _: None, links=False),
        title_markdown=title,
        url=f"{SITE}papers/paper-{number}/",
        facts="Abhishek Aich, Samuel Schulter and 3 more · ICCV · October 2023",
        summary=_SUMMARY,
        links=(
            Piece("PDF", f"https://arxiv.org/pdf/2308.{11744 + number}"),
            Piece("arXiv", f"https://arxiv.org/abs/2308.{11744 + number}"),
            Piece("Code", "https://code.example.org/dials?tab=readme&x=1"),
        ),
    )


EVERY: Mapping[str, Digest] = MappingProxyType(
    {
        "full": full(),
        "bare": bare(),
        "plain": without_summaries(),
        "rtl": right_to_left(),
        "hostile": hostile(),
    }
)
