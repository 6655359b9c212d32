"""A shelf with everything whose content has no Latin letter, in a language with words in brackets.

So whatever Latin letter stands outside brackets was never a word of a language file.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from tests.support.wording import english

from papershelf.dump import dump_entry
from papershelf.wording import Word

SITE = """\
title: Ράφι
tagline: Εργασίες
language: LANGUAGE
base_url: https://shelf.example/
feed_id: 76021e32-cb52-5a5e-94d6-fb8fb74056a8
page_size: 5
curators:
  - {id: ada, name: Άδα, url: 'https://ada.example/'}
  - {id: bob, name: Μπομπ}
repository: {url: 'https://github.com/a/b'}
host: netlify
admin: {enabled: true}
digest: {sender: a@example.org, unsubscribe: a@example.org}
subscribe:
  service: form
  address: https://xn--jxalpdlp.example/
  privacy: https://xn--jxalpdlp.example/p
  every: week
comments: {repository: a/b, repository_id: R_kgDOx, category: Papers, category_id: DIC_x}
"""
_TYPES = (
    *("article", "paper-conference", "preprint", "thesis", "report", "book", "chapter"),
    *("dataset", "software"),
)
_LINKS = (
    *("pdf", "page", "html", "code", "data", "model", "demo", "project", "slides", "poster"),
    *("video", "supplement", "blog", "discussion", "review"),
)
_RELATIONS = (
    *("version_of", "preprint_of", "extends", "replies_to", "erratum_of", "supersedes"),
    "same_as",
)
_PEOPLE = tuple("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ")


def foreign_shelf(folder: Path, language: str = "el", *, settings: str = "") -> Path:
    """The shelf in a folder, with its language file."""
    files = {
        "content/site.yaml": SITE.replace("LANGUAGE", language) + settings,
        f"themes/default/i18n/{language}.yaml": yaml.safe_dump(
            _sections(language), allow_unicode=True
        ),
        "content/topics.yaml": "- {id: t, name: Θέμα}\n- {id: u, name: Άλλο, parent: t}\n",
        "content/venues.yaml": "- {id: v, name: Περιοδικό, type: σειρά, url: 'https://v.example/'}\n"
        "- {id: w, name: Συνέδριο}\n",
        "content/collections/c.md": dump_entry({"title": "Συλλογή", "curator": "ada"}, "Αρχή."),
        "content/digests/2026-W11.md": dump_entry({"title": "Νέα", "curator": "ada"}, "Καλά."),
        "content/pages/about.md": dump_entry({"title": "Περί", "credits": True}, "Εμείς."),
        "content/metrics.yaml": "papers:\n"
        "  p0: {upvotes: {2026-03-01: 10, 2026-03-15: 3800}, stars: {2026-03-01: 1, 2026-03-15: 6},"
        " citations: {2026-03-01: 1, 2026-03-15: 2}, reactions: {2026-03-01: 1, 2026-03-15: 2}}\n",
    }
    files |= {f"content/papers/p{n}.md": dump_entry(*_paper(n)) for n in range(16)}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _paper(number: int) -> tuple[dict[str, Any], str]:
    fields: dict[str, Any] = {
        "title": f"Εργασία {number}",
        "authors": [{"literal": f"{name}{number % 3}"} for name in _PEOPLE[: 2 + number]],
        "type": _TYPES[number % len(_TYPES)],
        "date": f"{2019 + number % 4}-0{1 + number % 8}",
        "added": f"2026-03-{1 + number:02}" if number < 14 else "2024",
        "venue": "v" if number % 2 else "w",
        "topics": ["u"] if number % 3 else ["t"],
        "keywords": ["λέξη"],
        "summary": "Μία μέτρηση.",
        "abstract": "Περίληψη.",
        "collections": [{"id": "c", "section": "Μέρος", "note": "Σημείωση."}],
        "curated_by": "ada",
        "submitted_by": "Σάμι",
        "links": {
            kind: f"https://{kind}.example/{number}"
            for kind in _LINKS[number % 2 :: 1 + number % 2]
        },
    }
    if number == 0:
        fields |= {
            "authors": [
                {"literal": name, "equal": True, "corresponding": True} for name in _PEOPLE
            ],
            "editors": [{"literal": "Εκδότης"}],
            "versions": [{"label": "2η", "date": "2025-03", "note": "καλή"}],
            "awards": [{"name": "Βραβείο", "by": "Εμάς", "year": 2025}],
            "references": [{"id": "p1"}, {"text": "Βιβλίο"}],
            **dict.fromkeys(("series", "publisher", "event", "place"), "Ω"),
            **dict.fromkeys(("volume", "issue", "pages"), "1"),
            "license": "Ω",
        }
    if number < len(_RELATIONS):
        fields["relations"] = [{"type": _RELATIONS[number], "id": f"p{number + 1}"}]
    status = {3: "retracted", 4: "withdrawn"}.get(number)
    return fields | ({"status": status} if status else {}), "Γνώμη."


def _sections(language: str) -> dict[str, dict[str, Any]]:
    sections: dict[str, dict[str, Any]] = {}
    for word, text in english().fallback.items():
        section, _, name = word.partition(".")
        sections.setdefault(section, {})[name] = _bracketed(text, language)
    return sections


def _bracketed(word: Word, language: str) -> Any:
    if isinstance(word, str):
        return f"⟦{word}⟧"
    forms = ("one", "few", "many", "other") if language == "pl" else ("one", "other")
    return {form: f"⟦{word.get(form, word['other'])} {form}⟧" for form in forms}


@cache
def names() -> frozenset[str]:
    """What is called the same in all languages: formats, registries, keys, names of programs."""
    return frozenset(
        {
            *("DOI", "arXiv", "ORCID", "BibTeX", "RIS", "CSL", "JSON", "CSV", "Atom", "Markdown"),
            *("ASCII", "Lines", "APA", "MLA", "Chicago", "Enter", "Esc", "GitHub", "giscus"),
            *("github", "com", "xn", "jxalpdlp", "example", "Netlify"),
        }
    )


def outside(text: str) -> str:
    """What is left of a text without what stands in brackets, one in the other."""
    depth, left = 0, []
    for sign in text:
        depth += (sign == "⟦") - (sign == "⟧")
        if not depth and sign != "⟧":
            left.append(sign)
    return "".join(left)


def english_in(texts: Mapping[str, str]) -> Iterator[str]:
    """Texts with words that no language file has, each with its place."""
    for place, text in texts.items():
        words = "".join(s if s.isalpha() and s.isascii() else " " for s in outside(text)).split()
        if odd := [word for word in words if word not in names()]:
            yield f"{place}: {odd} in {text[:200]!r}"
