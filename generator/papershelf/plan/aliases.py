"""The earlier ids of papers, which lead to where they are now."""

from collections.abc import Iterator

from papershelf.model import Library, Paper
from papershelf.relate import Relations
from papershelf.text import slugify


def earlier_slugs(library: Library, relations: Relations) -> Iterator[tuple[str, Paper]]:
    """Each slug that a paper had before, with the paper."""
    for paper_id in relations.shown:
        paper = library.papers[paper_id]
        if not paper.aliases:
            continue
        for slug in dict.fromkeys(slugify(alias) for alias in paper.aliases):
            if slug != slugify(paper_id):
                yield slug, paper
