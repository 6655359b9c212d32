"""The entries of the odd shelf: every awkward thing that a paper may be, one or few to an entry."""

from collections.abc import Iterator
from typing import Any

from tests.support.shelves import HOSTILE

Fields = dict[str, Any]

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
LONG_ADDRESS = (
    "https://example.org/" + "a-very-long-path-without-any-space/" * 12 + "?q=" + "x" * 300
)

_GIVEN = ("Ada", "Bao", "Chidi", "Dana", "Eva", "Farid", "Gita", "Hugo", "Ines", "Jun")
_FAMILY = ("Novak", "Okafor", "Petrov", "Quispe", "Rossi", "Sato", "Tanaka", "Umarov", "Vidal")


def people(count: int, tag: str = "") -> list[str]:
    """That many different names; `tag` keeps them apart from those of another list."""
    return [
        f"{_GIVEN[n % 10]} {chr(65 + n // 10 % 26)}. {_FAMILY[n % 9]}{tag}{_letters(n // 90)}"
        for n in range(count)
    ]


def _letters(number: int) -> str:
    return chr(97 + number // 26) + chr(97 + number % 26)


def plain(title: str, year: int = 2024, **fields: object) -> Fields:
    """An entry with little else than a title."""
    return {"title": title, "authors": ["Ana Novak", "Wei Li"], "year": year, **fields}


def odd_papers(*, authors: int = 3000) -> dict[str, Fields]:
    """The entries by their ids; `note` is the text below the header.

    One of them is signed by `authors` people.
    """
    return {
        **_of_length(),
        **_of_people(authors),
        **_of_scripts(),
        **_of_status(),
        **_of_links(),
        "hostile": _hostile(),
    }


def _of_length() -> dict[str, Fields]:
    sentence = "A title that goes on and on because nobody stopped its authors in time, "
    return {
        "title-of-600-characters": plain(
            (sentence * 9)[:599] + "!", summary="Its title is the longest on the shelf."
        ),
        "title-of-one-letter": plain("Q", summary="q"),
        "long-words": plain(
            LONG_WORD,
            authors=[{"literal": LONG_WORD}, "Ana Novak"],
            summary=f"It says {LONG_WORD} and cites <{LONG_ADDRESS}>.",
            abstract=f"{LONG_WORD} `{LONG_WORD}` {LONG_ADDRESS}\n\n$${'x_1 + ' * 80}y$$",
            venue=f"Proceedings of {LONG_WORD}",
            topics=["long-words"],
            keywords=[LONG_WORD, *(f"keyword{number}" for number in range(60))],
            links={"pdf": LONG_ADDRESS, LONG_WORD: LONG_ADDRESS},
            ids={"doi": "10.1000/" + "a" * 200, LONG_WORD: "1" * 200},
            pages="1--99999999999999999999",
            collections=[{"id": "everything", "section": "First", "note": LONG_WORD}],
            note=f"{LONG_WORD}\n\n| {LONG_WORD} | b |\n|---|---|\n| {LONG_ADDRESS} | c |",
        ),
        "nothing-else": {"title": "Nothing else is known", "authors": ["Anonymous"], "year": 1997},
        "year-only": plain("Known by its year", 1000),
        "far-future": plain("From the last year there is", 2999),
        "day-known": plain("Known to the day", date="2024-02-29", added="2024-02-29"),
        "maths-in-title": plain(
            r"On $O(n \log n)$ and $\sum_{i=1}^{\infty} \frac{1}{i^2} = \frac{\pi^2}{6}$, *really*",
            subtitle=r"With $\mathbb{R}^{n \times m}$",
            summary=r"It holds for $\alpha \le \beta$, but not for $5 or $10.",
            abstract="$$\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}^{-1}$$\n\nif $a \\ne b$.",
            note="# A heading\n\n## One below\n\n1. one\n2. two\n\n> said\n\n```python\n"
            + "x = 1  # "
            + "long " * 60
            + "\n```\n\ntext[^1]\n\n[^1]: A footnote.",
        ),
    }


def _of_people(many: int) -> dict[str, Fields]:
    full: Fields = {
        "given": "Maria",
        "particle": "van der",
        "family": "Berg",
        "suffix": "Jr.",
        "orcid": "0000-0002-1825-0097",
        "affiliations": ["University of Somewhere", "Institute of a Very Long Name " * 6],
        "equal": True,
        "corresponding": True,
    }
    return {
        "very-many-authors": plain(
            "Observation of a new particle with the large detector",
            authors=[{"literal": "The Large Collaboration"}, *people(many)],
            summary="Everybody who was there has signed.",
            added="2024-03-01",
        ),
        "forty-authors": plain("A paper by forty", authors=people(40), added="2024-03-01"),
        "five-authors": plain("A paper by five", authors=people(5)),
        "editors-only": {
            "title": "A volume that has editors only",
            "editors": ["Ana Novak", full],
            "year": 2020,
            "type": "book",
            "ids": {"isbn": "978-3-16-148410-0"},
        },
        "people-in-full": plain(
            "Everything that is known of people",
            authors=[full, {"given": "Equal", "family": "Too", "equal": True}],
            editors=["Ana Novak"],
        ),
        "namesake-one": plain(
            "By the first of two namesakes",
            authors=[{"given": "Jo", "family": "Lee", "id": "jo-1"}],
        ),
        "namesake-two": plain(
            "By the second namesake",
            authors=[{"given": "Jo", "family": "Lee", "id": "jo-2"}],
        ),
        "accents": plain("By somebody with accents", authors=["José Núñez", "Jose Nunez"]),
    }


def _of_scripts() -> dict[str, Fields]:
    return {
        "arabic": plain(
            "مقدمة في التعلم العميق: شبكات Transformer والانتباه",
            authors=["محمد بن سلمان", "فاطمة الزهراء"],
            language="ar",
            summary="ملخص قصير عن الورقة (GPT-4) مع أرقام 123.",
            abstract="هذا هو الملخص. " * 20,
            note="ملاحظة *مهمة* مع $x^2$.",
            added="2024-03-01",
        ),
        "hebrew": plain(
            "שלום עולם: מבוא (2023) ל־attention",
            authors=[{"literal": "Noa Cohen", "native": "נועה כהן"}],
            language="he",
            original_title="שלום עולם",
            added="2024-03-01",
        ),
        "chinese": plain(
            "大规模语言模型中的注意力机制研究综述与未来展望" * 3,
            authors=[
                {"given": "Zedong", "family": "Mao", "native": "毛泽东"},
                {"literal": "李伟"},
            ],
            language="zh-Hans",
            summary="一篇关于注意力的综述，涵盖了从早期的指针网络到现在的所有内容。" * 3,
            added="2024-03-01",
        ),
        "japanese": plain(
            "「注意機構」は本当に必要か？",
            authors=[{"given": "Tarō", "family": "Yamada", "native": "山田太郎"}],
            language="ja",
        ),
        "korean": plain("주의 메커니즘에 관하여", authors=["김철수"], language="ko"),
        "thai": plain("แบบจำลองภาษาขนาดใหญ่และการใช้งานในชีวิตประจำวัน" * 2, language="th"),
        "emoji": plain("A paper 📄 about 👩‍🔬 and e\u0301 ﬁrst 𝜸", summary="🎉" * 40),
    }


def _of_status() -> dict[str, Fields]:
    alike: Fields = {"added": "2024-03-01", "summary": "What it said.", "abstract": "It said."}
    return {
        "retracted": plain("A result that was retracted", status="retracted", **alike),
        "withdrawn": plain("A result that was withdrawn", status="withdrawn", **alike),
        "hidden": plain("A paper in no list", status="hidden", **alike),
        "draft": plain("A paper that is not ready", status="draft", **alike),
        "superseded": plain("The old paper", 2019, aliases=["Old.Superseded"], **alike),
        "superseding": plain(
            "The new paper",
            relations=[{"type": "supersedes", "id": "superseded"}],
            references=[{"id": "superseded"}],
            featured=True,
            **alike,
        ),
    }


def _of_links() -> dict[str, Fields]:
    kinds = ("pdf", "page", "html", "code", "data", "model", "demo", "project", "slides", "poster")
    others = ("video", "supplement", "blog", "discussion", "review", "something-else")
    return {
        "every-link": plain(
            "A paper with every kind of link",
            links={kind: f"https://example.org/{kind}" for kind in (*kinds, *others)},
            ids={
                "doi": "10.1000/a(b)c;d&e'f#g?h",
                "arxiv": "1706.03762",
                "acl": "2020.acl-main.1",
                "openreview": "abcDEF123",
                "pmid": "12345678",
                "issn": "2049-3630",
            },
            venue="neurips",
            topics=["attention", "one-paper", "long-words"],
            thumbnail={"path": "static/wide.png", "alt": "A wide picture of nothing."},
            license="CC-BY-4.0",
            volume="12",
            issue="3",
            pages="1--20",
            publisher="A Press",
            series="Notes",
            event="A Conference",
            place="Nowhere",
            submitted_by="somebody",
            curated_by="ada",
            provenance={"abstract": {"source": "https://example.org/", "confirmed": True}},
            added="2024-03-01",
            summary="It shows all that a card can show.",
            abstract="An abstract. " * 40,
            note="A note. " * 40,
        ),
        "thumbnail-without-alt": plain(
            "A picture that nobody described", thumbnail="static/tall.png", added="2024-03-01"
        ),
        "pdf-on-the-shelf": plain("Its PDF is on the shelf", links={"pdf": "static/a b.pdf"}),
        "related-both-ways": plain(
            "A paper with relations",
            relations=[
                {"type": "extends", "id": "related-back"},
                {"type": "replies_to", "title": "Elsewhere", "url": "https://example.org/"},
                {"type": "erratum_of", "title": "A title without an address"},
            ],
        ),
        "related-back": plain(
            "A paper that is related back",
            relations=[
                {"type": "preprint_of", "id": "related-both-ways"},
                {"type": "same_as", "id": "related-both-ways"},
            ],
        ),
        "versions": plain(
            "A paper of four versions",
            versions=[
                {
                    "label": f"arXiv v{number}",
                    "date": f"2024-0{number}-01",
                    "url": "https://example.org/v",
                    "note": "Some *errors* mended.",
                }
                for number in range(1, 5)
            ],
        ),
        "awards": plain(
            "A paper with awards",
            awards=[
                "Best paper",
                {"name": "Test of time", "by": "A society", "year": 2024},
                {"name": "Another " * 20, "url": "https://example.org/"},
            ],
        ),
        "references": plain(
            "A paper with two hundred references",
            references=[
                {"id": "versions"},
                {"doi": "10.1000/1"},
                *(f"A. Author. *The work of number {number}*. 1999." for number in range(200)),
            ],
        ),
    }


def _hostile() -> Fields:
    """Every field of an entry with a text that would be markup if anything let it."""
    fragments = _around()

    def text() -> str:
        return next(fragments)

    def person() -> Fields:
        return {"literal": text(), "native": text(), "affiliations": [text()], "equal": True}

    lines = ("subtitle", "title_short", "original_title", "summary", "volume", "issue")
    others = ("publisher", "series", "event", "place", "license", "curated_by", "submitted_by")
    return {
        "title": text(),
        "authors": [person() for _ in range(8)],
        "editors": [person()],
        "date": "2024-02",
        "venue": "hostile",
        "added": "2024-03-01",
        **{name: text() for name in (*lines, *others)},
        "abstract": "\n\n".join(HOSTILE),
        "ids": {"own<b>": text()},
        "topics": ["hostile"],
        "links": [{"kind": text(), "url": "https://example.org/?a='b'", "label": text()}],
        "keywords": [text() for _ in range(3)],
        "collections": [{"id": "everything", "section": "First", "note": text()}],
        "thumbnail": {"path": "static/wide.png", "alt": text()},
        "awards": [{"name": text(), "by": text(), "url": "https://example.org/"}],
        "versions": [{"label": text(), "note": text(), "url": "https://example.org/"}],
        "relations": [{"type": "extends", "title": text(), "url": "https://example.org/"}],
        "references": [text(), {"text": text(), "url": "https://example.org/"}],
        "provenance": {"title": {"source": text()}},
        "unknown<b>": text(),
        "note": "\n\n".join(HOSTILE),
    }


def _around() -> Iterator[str]:
    while True:
        yield from HOSTILE
