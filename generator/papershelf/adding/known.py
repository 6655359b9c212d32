"""Which papers are on the shelf, asked before any provider is."""

from collections.abc import Iterable

from papershelf.duplicates import KnownPapers, Likeness
from papershelf.likeness import likeness_of
from papershelf.model import Paper
from papershelf.providers import Reference, as_kind


class Shelved:
    """The papers of a shelf by what references name them."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._sources: dict[str, str] = {}
        self._by_id: dict[Reference, str] = {}
        self._titles = KnownPapers()
        for paper in papers:
            self._sources[paper.id] = paper.source
            self._titles.add(likeness_of(paper))
            # An ISBN names a whole book, also in its chapters.
            kinds = (
                paper.ids
                if paper.type == "book"
                else {k: v for k, v in paper.ids.items() if k != "isbn"}
            )
            for kind, value in kinds.items():
                reference = as_kind(kind, value)
                if reference is not None:
                    self._by_id.setdefault(reference, paper.id)

    def find(self, reference: Reference) -> str | None:
        """The id of the paper that a reference names, or that has such a title."""
        if reference.kind != "title":
            return self._by_id.get(reference)
        matches = self._titles.find(Likeness("", reference.value))
        return matches[0].id if matches and matches[0].score == 100.0 else None

    def source(self, paper_id: str) -> str:
        """The file of a paper, from the shelf."""
        return self._sources.get(paper_id, f"content/papers/{paper_id}.md")
