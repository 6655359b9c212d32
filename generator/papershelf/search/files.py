"""The files of the search: a manifest, the index, and the cards that results show."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Final

from papershelf.output import Output
from papershelf.search.document import Document
from papershelf.search.lunr_index import lunr_index

# The reader, `search-index.js`, refuses any other; raise both when the format of a file changes.
_VERSION: Final = 1


def search_outputs(documents: Sequence[Document], boosts: Mapping[str, float]) -> Iterator[Output]:
    """Yield the files under `search/`; the fields named in `boosts` are the ones searched."""
    fields = {name: float(boosts[name]) for name in sorted(boosts)}
    index = _digested("index", lunr_index(documents, fields))
    papers = _digested("papers", [{**document.card, "url": document.url} for document in documents])
    manifest = {
        "version": _VERSION,
        "documents": len(documents),
        "fields": fields,
        "index": index.path.removeprefix("search/"),
        "papers": papers.path.removeprefix("search/"),
    }
    yield index
    yield papers
    yield Output("search/manifest.json", _to_json(manifest), source="search")


def _digested(name: str, value: object) -> Output:
    content = _to_json(value)
    digest = blake2b(content).hexdigest()[:12]
    return Output(f"search/{name}-{digest}.json", content, source="search")


def _to_json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    # Half a surrogate pair has no UTF-8.
    return text.encode("utf-8", errors="replace")
