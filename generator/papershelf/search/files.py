"""The files of the search: a manifest, and a folder of everything else that it names."""

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from itertools import compress
from typing import Final

import numpy as np

from papershelf.digits import Integers
from papershelf.output import Output
from papershelf.search import columns
from papershelf.search.cards import CARDS_A_FILE, card_files
from papershelf.search.facets import facet_file
from papershelf.search.orders import order_files
from papershelf.search.postings import Lengths, lengths_of, postings_of
from papershelf.search.shards import Shards, shards
from papershelf.search.values import SearchInput, SearchReport, SearchSettings
from papershelf.search.vocabulary import surfaces_of, vocabulary
from papershelf.tokens import FIELDS, synonyms_of, words

# The reader, `search-files.js`, refuses any other; raise both when the format of a file changes.
_VERSION: Final = 3

# A word's first query fetches a shard: few bytes, yet not thousands of files.
_TERM_BYTES: Final = 19_000
_TERM_FILES: Final = 620
# Of the words of titles one in fifteen stands in no more than one of this many papers, of all terms
# more than nine in ten do. Apart, they make no other word's file larger.
_RARE: Final = 500
_RARE_BYTES: Final = 48_000
_RARE_FILES: Final = 200
# Phrases are asked for seldom, and positions take as much as everything else.
_POSITION_BYTES: Final = 240_000
_POSITION_FILES: Final = 100


def search_outputs(
    source: SearchInput, settings: SearchSettings
) -> tuple[list[Output], SearchReport]:
    """The files under `search/`, and what they cost.

    The same papers, words and settings give the same bytes, however words and papers are numbered.
    """
    names = [name for name in FIELDS if settings.boosts.get(name, 0) > 0]
    fields = [FIELDS.index(name) for name in names]
    lengths = lengths_of(source.table, fields, source.newest)
    report = SearchReport(documents=len(lengths.documents))
    parts = _Parts()
    manifest: dict[str, object] = {
        "version": _VERSION,
        "documents": report.documents,
        "fields": [
            [name, float(settings.boosts[name]), total]
            for name, total in zip(names, lengths.totals, strict=True)
        ],
    }
    manifest["longest"] = [lengths.longest, columns.steps(lengths)]
    manifest |= _term_files(parts, report, source, names, lengths)
    manifest |= {
        "block": CARDS_A_FILE,
        "coverage": settings.coverage,
        "stopWords": _stop_words(settings),
        "synonyms": synonyms_of(settings.synonyms),
    }
    manifest |= _paper_files(parts, report, source, lengths)
    manifest["urls"] = ["papers/", "/"]
    outputs = parts.outputs(manifest)
    report.files = len(outputs)
    report.bytes = sum(len(output.content) for output in outputs)
    return outputs, report


class _Parts:
    """Files of the folder by their names in it."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def add(self, name: str, content: str) -> int:
        """Take a file and return its size in bytes."""
        encoded = _to_bytes(content)
        self._files[f"{name}.json"] = encoded
        return len(encoded)

    def add_all(self, name: str, contents: Sequence[str]) -> int:
        """Take numbered files and return their size in bytes."""
        return sum(self.add(f"{name}-{number}", content) for number, content in enumerate(contents))

    def outputs(self, manifest: Mapping[str, object]) -> list[Output]:
        """All files and the manifest, in a folder named by what they hold."""
        digest = blake2b(_to_bytes(_to_json(manifest)), digest_size=6)
        for name, content in self._files.items():
            digest.update(f"\0{name}\0{len(content)}\0".encode())
            digest.update(content)
        folder = digest.hexdigest()
        paths = {f"search/{folder}/{name}": content for name, content in self._files.items()}
        paths["search/manifest.json"] = _to_bytes(_to_json({**manifest, "folder": folder}))
        return [Output(path, content, "search") for path, content in paths.items()]


def _term_files(
    parts: _Parts,
    report: SearchReport,
    source: SearchInput,
    names: Sequence[str],
    lengths: Lengths,
) -> dict[str, object]:
    fields = [FIELDS.index(name) for name in names]
    postings = postings_of(source.table, fields, lengths)
    gaps = columns.gaps(postings)
    weights = columns.weights(postings, lengths)
    positions = columns.positions(postings)
    cost = np.bincount(
        postings.field,
        weights=gaps.sizes() + weights.sizes() + positions.sizes(),
        minlength=len(names),
    )
    report.fields = dict(zip(names, map(int, cost), strict=True))
    terms = postings.terms
    of_term = {
        "gaps": gaps.texts(postings.groups_of),
        "weights": weights.texts(postings.groups_of),
    }
    is_rare = postings.document_frequency <= report.documents // _RARE
    kinds: dict[str, Shards] = {
        name: shards(
            list(compress(terms, chosen)),
            {column: list(compress(texts, chosen)) for column, texts in of_term.items()},
            least=least,
            most=most,
        )
        for name, chosen, least, most in (
            ("terms", ~is_rare, _TERM_BYTES, _TERM_FILES),
            ("rare", is_rare, _RARE_BYTES, _RARE_FILES),
        )
    }
    kinds |= {
        "positions": shards(
            terms,
            {"positions": positions.texts(postings.groups_of)},
            least=_POSITION_BYTES,
            most=_POSITION_FILES,
        ),
        "vocabulary": vocabulary(
            postings.terms,
            surfaces_of(source.table, fields, source.newest),
            postings.document_frequency,
        ),
    }
    sizes = {name: parts.add_all(name, kind.contents) for name, kind in kinds.items()}
    report.vocabulary = sizes["vocabulary"]
    return {name: kind.borders for name, kind in kinds.items()}


def _paper_files(
    parts: _Parts, report: SearchReport, source: SearchInput, lengths: Lengths
) -> dict[str, object]:
    places = np.full(len(source.table.papers), -1, dtype=np.int64)
    places[lengths.documents] = np.arange(report.documents)
    cards = [source.cards[paper] for paper in lengths.documents.tolist()]
    report.cards = parts.add_all("cards", card_files(cards))
    facets = _facet_sizes(parts, source, places)
    report.facets = sum(facets.values())
    orders: dict[str, int] = {}
    if report.documents:
        for name, content in order_files(source, places).items():
            orders[name] = parts.add(f"order-{name}", content)
    report.orders = sum(orders.values())
    return {"facets": facets, "orders": orders}


def _facet_sizes(parts: _Parts, source: SearchInput, places: Integers) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for name in sorted(source.facets):
        content = facet_file(name, source.facets[name], places)
        if content:
            sizes[name] = parts.add(f"facet-{name}", content)
    return sizes


def _stop_words(settings: SearchSettings) -> list[str]:
    return sorted({word for text in settings.stop_words for word in words(text)})


def _to_bytes(content: str) -> bytes:
    # Half a surrogate pair has no UTF-8.
    return content.encode("utf-8", errors="replace")


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
