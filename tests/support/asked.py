"""Queries answered without a browser."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from tests.support.index_files import Texts, table_of, values_of

from papershelf.loading import load_shelf
from papershelf.query import Grammar, Query, Subject, found_by, papers_matching, parse
from papershelf.relate import relate
from papershelf.store import open_store
from papershelf.text import fold
from papershelf.tokens import FIELDS, Stemmer, synonyms_of


class Asked:
    """Texts that can be asked again and again, as `index_files` writes them for a reader."""

    def __init__(
        self,
        texts: Sequence[Texts],
        boosts: Mapping[str, float],
        *,
        stop_words: Sequence[str] = (),
        synonyms: Sequence[Sequence[str]] = (),
    ) -> None:
        self._stemmer = Stemmer(stop_words)
        self._synonyms = synonyms_of(synonyms)
        owners: dict[str, list[bool]] = {}
        for number, text in enumerate(texts):
            for value in values_of("has", text):
                owners.setdefault(fold(value), [False] * len(texts))[number] = True
        years = ["".join(values_of("year", text)) or "-1" for text in texts]
        self._subject = Subject(
            table=table_of(texts, stop_words),
            fields=[name for name in FIELDS if boosts.get(name, 0) > 0],
            searched=np.ones(len(texts), dtype=np.bool_),
            years=np.array(list(map(int, years)), dtype=np.int32),
            belongings={kind: np.array(owns, dtype=np.bool_) for kind, owns in owners.items()},
        )
        self.read = partial(
            parse,
            grammar=Grammar(self._subject.fields, list(owners), self._stemmer.is_stop_word),
        )

    def found(self, text: str) -> set[int]:
        """The numbers of the texts that a query finds."""
        return self.answer(self.read(text))

    def answer(self, query: Query) -> set[int]:
        """The numbers of the texts that a query finds which was read before."""
        found = found_by(query, self._subject, self._stemmer, self._synonyms)
        return set(np.flatnonzero(found).tolist())


class AskedShelf:
    """A shelf on disk that can be asked again and again."""

    def __init__(self, shelf: Path) -> None:
        store = open_store(shelf, b"tests")
        loaded = load_shelf(shelf, store)
        self.found: Callable[[str], frozenset[str]] = partial(
            papers_matching,
            library=loaded.library,
            relations=relate(loaded.library),
            config=loaded.config,
            store=store,
        )
