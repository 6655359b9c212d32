"""The words of every paper, those of unchanged papers from memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import msgspec
import numpy as np

from papershelf.model import Library, Paper
from papershelf.store import Store
from papershelf.tokens.rows import Rows, chosen, joined, read_rows
from papershelf.tokens.stems import Stemmer
from papershelf.tokens.table import TokenTable
from papershelf.tokens.texts import FIELDS, ids_of, texts_of
from papershelf.workers import map_pieces

TOKENS: Final = "tokens"
"""What the store calls the words of papers."""
_PIECE: Final = 4_000
_ALONE_UP_TO: Final = 500
"""Starting processes costs more than reading this many papers in one."""
_KEY_BYTES: Final = 16
_HEADER_SIZE_BYTES: Final = 4
# No word holds white space, and splitting one text is faster than decoding many.
_BETWEEN_WORDS: Final = "\n"


class _Header(msgspec.Struct, array_like=True):
    """What stands before the columns of numbers."""

    stop_words: list[str]
    keys: bytes
    words: str
    stems: str
    tokens: int


@dataclass(frozen=True, slots=True)
class _Memory:
    """Papers as they were read last."""

    keys: list[bytes]
    """What the words of each paper followed from."""
    rows: Rows


@dataclass(frozen=True, slots=True)
class _Shared:
    """What every process needs."""

    library: Library
    collections_of: Mapping[str, Sequence[str]]
    stemmer: Stemmer


def tokens_of(
    library: Library,
    papers: Sequence[str],
    collections_of: Mapping[str, Sequence[str]],
    store: Store,
    *,
    stop_words: Sequence[str] = (),
    jobs: int = 1,
) -> TokenTable:
    """The words of `papers`, in their order, in several processes when many have changed.

    `collections_of` has the titles of the collections of those papers that are in any;
    `stop_words` are texts whose words are passed over, beside the usual ones.
    """
    shared = _Shared(library, collections_of, Stemmer(stop_words))
    keys = [_key(library.papers[paper], library, collections_of.get(paper, ())) for paper in papers]
    memory = _recall(store, shared.stemmer) or _Memory([], read_rows((), shared.stemmer))
    if memory.keys == keys:
        return TokenTable.of(papers, memory.rows)
    row_of = {key: row for row, key in enumerate(memory.keys)}
    changed = [paper for paper, key in zip(papers, keys, strict=True) if key not in row_of]
    new_keys = [key for key in keys if key not in row_of]
    row_of |= {key: row for row, key in enumerate(new_keys, start=len(memory.keys))}
    jobs = jobs if len(changed) > _ALONE_UP_TO else 1
    read = map_pieces(_read_piece, shared, changed, jobs=jobs, piece=_PIECE)
    rows = chosen(joined([memory.rows, *read]), [row_of[key] for key in keys])
    store.write(TOKENS, _packed(_Memory(keys, rows), shared.stemmer))
    return TokenTable.of(papers, rows)


def _read_piece(shared: _Shared, papers: Sequence[str]) -> Rows:
    library = shared.library
    texts = (
        (texts_of(paper, library, shared.collections_of.get(paper.id, ())), ids_of(paper))
        for paper in (library.papers[key] for key in papers)
    )
    return read_rows(texts, shared.stemmer)


def _key(paper: Paper, library: Library, collections: Sequence[str]) -> bytes:
    venue = library.venues[paper.venue] if paper.venue else None
    names = (
        [library.topics[topic].name for topic in paper.topics],
        (venue.name, venue.acronym) if venue else (),
        collections,
    )
    known = paper.digest + msgspec.msgpack.encode(names)
    return blake2b(known, digest_size=_KEY_BYTES).digest()


def _packed(memory: _Memory, stemmer: Stemmer) -> bytes:
    rows = memory.rows
    header = msgspec.msgpack.encode(
        _Header(
            sorted(stemmer.stop_words),
            b"".join(memory.keys),
            _BETWEEN_WORDS.join(rows.words),
            _BETWEEN_WORDS.join(rows.stems),
            len(rows.word),
        )
    )
    size = len(header).to_bytes(_HEADER_SIZE_BYTES, "little")
    columns = (rows.lengths, rows.word, rows.position)
    return b"".join([size, header, *(np.ascontiguousarray(column).data for column in columns)])


def _recall(store: Store, stemmer: Stemmer) -> _Memory | None:
    try:
        return _unpacked(store.read(TOKENS) or b"", stemmer)
    except (msgspec.MsgspecError, ValueError):
        return None


def _unpacked(content: bytes, stemmer: Stemmer) -> _Memory | None:
    body = _HEADER_SIZE_BYTES + int.from_bytes(content[:_HEADER_SIZE_BYTES], "little")
    header = msgspec.msgpack.decode(content[_HEADER_SIZE_BYTES:body], type=_Header)
    if header.stop_words != sorted(stemmer.stop_words):
        return None
    keys = [
        header.keys[start : start + _KEY_BYTES] for start in range(0, len(header.keys), _KEY_BYTES)
    ]
    lengths = np.frombuffer(content, np.int32, len(keys) * len(FIELDS), body)
    word = np.frombuffer(content, np.uint32, header.tokens, body + lengths.nbytes)
    position = np.frombuffer(content, np.uint16, header.tokens, body + lengths.nbytes + word.nbytes)
    rows = Rows(
        words=header.words.split(_BETWEEN_WORDS) if header.words else [],
        stems=header.stems.split(_BETWEEN_WORDS) if header.words else [],
        word=word,
        position=position,
        lengths=lengths.reshape(-1, len(FIELDS)),
    )
    return _Memory(keys, rows)
