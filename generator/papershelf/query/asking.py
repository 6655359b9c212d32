"""Queries asked of a whole library."""

from collections.abc import Callable

import numpy as np

from papershelf.config import Config
from papershelf.errors import UsageError
from papershelf.model import Library
from papershelf.query.match import found_by
from papershelf.query.notes import refusal_of
from papershelf.query.parse import Grammar, parse
from papershelf.query.subject import Subject, owners_in
from papershelf.relate import Relations, collection_titles
from papershelf.store import Store
from papershelf.tokens import FIELDS, Stemmer, synonyms_of, tokens_of


def papers_matching(
    text: str,
    library: Library,
    relations: Relations,
    config: Config,
    store: Store,
    *,
    jobs: int = 1,
    before_words: Callable[[], None] = lambda: None,
) -> frozenset[str]:
    """The ids of the listed papers that a query finds; raises UsageError if it has a mistake.

    `store` remembers the words of papers; `before_words` is called before they are read.
    """
    stemmer = Stemmer(config.search.stop_words)
    fields = [field for field in FIELDS if field in config.boosts]
    ids = sorted(relations.newest)
    papers = [library.papers[paper] for paper in ids]
    owners = owners_in(papers)
    grammar = Grammar(fields, owners.keys(), stemmer.is_stop_word)
    query = parse(text, grammar)
    refusal = refusal_of(query, grammar)
    if refusal:
        raise UsageError(f"in the query, {refusal}")
    before_words()
    table = tokens_of(
        library,
        ids,
        collection_titles(library, relations),
        store,
        stop_words=config.search.stop_words,
        jobs=jobs,
    )
    subject = Subject.of(papers, table, fields, owners)
    found = found_by(query, subject, stemmer, synonyms_of(config.search.synonyms))
    return frozenset(ids[number] for number in np.flatnonzero(found).tolist())
