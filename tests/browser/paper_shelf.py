"""A shelf whose papers have everything that the page of a paper can show."""

from pathlib import Path

CITATIONS = """{% extends "base:paper.html" %}
{% set citations = [
  {"format": "bibtex", "label": "BibTeX", "file": "rich2024.bib",
   "text": "@article{rich2024,\\n  title = {" ~ "A rich paper " * 12 ~ "},\\n  year  = {2024}\\n}"},
  {"format": "ris", "label": "RIS", "file": "rich2024.ris", "text": "TY  - JOUR\\nER  - "},
  {"format": "csl-json", "label": "CSL-JSON", "file": "rich2024.json", "text": "[{}]"},
  {"format": "apa", "label": "APA", "file": "rich2024.txt",
   "text": "Lovelace, A., & Babbage, C. (2024). A rich paper. *Shelf*, 3, 1–2. " * 2},
] if paper.id == "rich" else [] %}
"""

_RICH = """---
title: A rich paper on *everything* & more
subtitle: With a subtitle of its own
original_title: Статья обо всём
type: article
authors:
  - {given: Ada, family: Lovelace, orcid: 0000-0002-1825-0097, affiliations: [Analytical Society,
     University of London], equal: true}
  - {given: Wei, family: Li, native: 李伟, affiliations: [University of London], equal: true,
     corresponding: true}
  - Charles Babbage
editors: [Mary Somerville]
date: 2024-05
added: 2025-03-14
venue: Journal of Shelves
volume: "3"
pages: 1--2
publisher: Shelf Press
ids: {doi: 10.1000/182, arxiv: 2405.01234}
links: {code: https://example.org/code, slides: https://example.org/slides,
  pdf: https://example.org/rich.pdf, project: https://example.org/}
topics: [everything, shelves]
keywords: [plenty, more]
thumbnail: {path: static/picture.svg, alt: A drawing of a shelf}
awards: [{name: Best paper award, by: ACL, year: 2024, url: https://example.org/award}]
versions: [{label: v1, date: 2023-12, url: https://example.org/v1, note: Without the proofs.},
  {label: v2, date: 2024-05}]
relations: [{type: extends, id: plain}, {type: preprint_of, title: "Everything, in print"}]
references: [{id: plain}, "Euclid, *Elements*", {doi: 10.1000/1}]
collections: [{id: walk, section: Middle, note: The *best* of the walk.}, {id: other}]
submitted_by: Somebody
license: CC-BY-4.0
summary: All that a page can show, on one page.
curated_by: ada
abstract: |
  The abstract has a paragraph, with maths: $a^2 + b^2 = c^2$.

  And another one, which is there to make it long enough that it looks like an abstract.
---
I keep this one because it has **everything**.
"""
_OTHERS = {
    "plain": "title: A plain paper\nauthors: [Charles Babbage]\ndate: 2020\n"
    "collections: [walk]\ntopics: [everything]\n",
    "retracted": "title: A paper that did not hold\nauthors: [Wei Li]\ndate: 2021\n"
    "status: retracted\ncollections: [walk]\ntopics: [everything, shelves]\nkeywords: [plenty]\n"
    "summary: All that a page can show.\n",
    "correction": "title: A correction\nauthors: [Ada Lovelace]\ndate: 2022\n"
    "relations: [{type: erratum_of, id: plain}, {type: supersedes, id: plain}]\n"
    "collections: [walk]\ntopics: [everything]\n",
}
_SITE = """title: The rich shelf
curators: [{id: ada, name: Ada, url: https://example.org/ada}]
repository: {url: https://github.com/someone/shelf, folder: shelf}
"""


def lay_rich_shelf(folder: Path, *, people: int = 3000) -> None:
    """Write the shelf; one of its papers has as many authors as asked for."""
    files = {
        "site.yaml": _SITE,
        "papers/rich.md": _RICH,
        "collections/walk.md": "---\ntitle: A walk\nsections: [Middle]\n---\nFrom one on.\n",
        "collections/other.md": "---\ntitle: Another one\n---\n",
        "topics.yaml": "- {id: everything, name: Everything}\n- {id: shelves, name: Shelves}\n",
        "static/picture.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
        '<path fill="#8c2f1b" d="M0 0h40v20H0z"/></svg>',
        **{f"papers/{name}.yaml": text for name, text in _OTHERS.items()},
        "papers/crowd.yaml": "title: A paper by a crowd\ndate: 2023\nauthors:\n"
        + "".join(f"- Given{number} Family{number}\n" for number in range(people)),
    }
    for path, text in files.items():
        target = folder / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    theme = folder / "themes/default"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: default\nextends: base\ndescription: Ours.\n")
    (theme / "templates/paper.html").write_text(CITATIONS)
