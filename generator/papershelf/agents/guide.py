"""llms.txt: what a site has and where, for language models and those who build with them.

Written as llmstxt.org proposes: a title, a summary in a quotation, then lists of links.
"""

from collections.abc import Collection, Iterable, Iterator

from papershelf.agents.plain import escaped, link, unmarked
from papershelf.model import Library
from papershelf.plan import SitePlan
from papershelf.plan.cards import paper_url, term_url
from papershelf.plan.own_files import MARKDOWN_FILE
from papershelf.plan.titles import plain_title
from papershelf.plan.words import people_text
from papershelf.relate import Relations
from papershelf.urls import site_path

GUIDE_FILE = "llms.txt"
MOST_TERMS = 100
MOST_PAPERS = 20

_DATA = (
    ("papers.jsonl", "all papers with all their fields, one in each line as JSON"),
    ("papers.schema.json", "the JSON Schema of those lines"),
    ("papers.csv", "all papers as a table"),
    ("papers.bib", "all papers as BibTeX"),
    ("papers.ris", "all papers as RIS"),
    ("papers.csl.json", "all papers as CSL-JSON"),
    ("papers.md", "all papers as a list in Markdown"),
    ("feed.xml", "the papers that came last, as an Atom feed"),
    ("feed.json", "the same as a JSON Feed"),
    ("feeds.opml", "every feed of the site"),
    ("sitemap.xml", "the address of every page"),
)
"""The files that are named where the site has them."""


def guide(library: Library, relations: Relations, plan: SitePlan, files: Collection[str]) -> bytes:
    """The text of llms.txt; `files`: the paths of the files of the site beside its pages."""
    lines = _lines(library, relations, plan, files)
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8", "replace")


def _lines(
    library: Library, relations: Relations, plan: SitePlan, files: Collection[str]
) -> Iterator[str]:
    site = plan.site
    root = site.base_url
    has_texts = plan.own_files.markdown
    yield from (f"# {escaped(site.title)}", "")
    if summary := site.description or site.tagline:
        yield from (f"> {escaped(summary)}", "")
    yield from (" ".join(_use(plan, relations, has_texts=has_texts)), "")
    data = ((file, file, note) for file, note in _DATA if file in files)
    yield from _part("Data", (_line(name, root + url, note) for name, url, note in data))
    yield from _part(
        "Newest papers",
        (
            _line(
                plain_title(paper, plan.wording),
                root + paper_url(paper.id) + (MARKDOWN_FILE if has_texts else ""),
                ", ".join(filter(None, (people_text(paper, plan.wording), str(paper.year)))),
            )
            for paper in map(library.papers.__getitem__, relations.shelving[:MOST_PAPERS])
        ),
    )
    yield from _part("Collections", _collections(library, relations, root))
    yield from _part("Topics", _topics(library, relations, root))
    yield from _part(
        "Pages",
        (
            _line(page.title, root + site_path(*page.path.split("/")), page.summary)
            for page in library.pages.values()
        ),
    )
    yield from _part(
        "Optional",
        (_line(item.label, root + item.url) for item in site.nav if item.url),
    )


def _use(plan: SitePlan, relations: Relations, *, has_texts: bool) -> Iterator[str]:
    """Sentences that say how to use the site."""
    site = plan.site
    kept = f", kept by {escaped(', '.join(site.curators))}" if site.curators else ""
    yield f"A curated collection of {_papers(len(relations.newest))}{kept}."
    if not site.base_url:
        yield "Addresses in this file start at the folder that it lies in."
    if has_texts:
        yield (
            f"The page of a paper, `papers/ID/`, is also there as Markdown: "
            f"`papers/ID/{MARKDOWN_FILE}`."
        )
    yield "Notes and summaries are the curators' own words; titles and abstracts the authors'."


def _collections(library: Library, relations: Relations, root: str) -> Iterator[str]:
    ordered = sorted(library.collections.values(), key=lambda c: (-c.weight, c.id))
    for collection in ordered[:MOST_TERMS]:
        count = _papers(len(relations.collections[collection.id]))
        about = f"{count}. {unmarked(collection.summary)}".strip()
        address = root + term_url("collections", collection.id)
        yield f"{link(collection.title, address)}: {about}"


def _topics(library: Library, relations: Relations, root: str) -> Iterator[str]:
    ordered = sorted(relations.topics, key=lambda topic: (-len(relations.topics[topic]), topic))
    for topic in ordered[:MOST_TERMS]:
        count = _papers(len(relations.topics[topic]))
        yield _line(library.topics[topic].name, root + term_url("topics", topic), count)


def _papers(count: int) -> str:
    # The guide is English whatever the language of the site, for those who program with it.
    return f"{count:,} {'paper' if count == 1 else 'papers'}"


def _part(heading: str, items: Iterable[str]) -> Iterator[str]:
    found = [f"- {item}" for item in items]
    if found:
        yield from (f"## {heading}", "", *found, "")


def _line(label: str, address: str, note: str = "") -> str:
    return f"{link(label, address)}{f': {escaped(note)}' if note else ''}"
