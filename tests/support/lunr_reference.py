"""The same words in an index of lunr.py, to hold ours against."""

from collections.abc import Mapping, Sequence
from typing import Any

from lunr.builder import Builder
from lunr.stemmer import stemmer
from lunr.stop_word_filter import stop_word_filter


def lunr_index(
    documents: Sequence[Mapping[str, list[str]]], boosts: Mapping[str, float]
) -> dict[str, Any]:
    """Return an index serialized for lunr.js 2.3.9; references are places in `documents`.

    `documents`: folded words by field.
    """
    builder = Builder()
    builder.pipeline.add(stop_word_filter, stemmer)
    builder.search_pipeline.add(stemmer)
    # lunr.py divides by the number of documents for each field.
    for name in boosts if documents else ():
        builder.field(name, boost=boosts[name])
    for place, document in enumerate(documents):
        builder.add({"id": place, **{name: document.get(name, []) for name in boosts}})
    serialized: dict[str, Any] = builder.build().serialize()
    # lunr.js refuses terms out of its own order, by UTF-16 unit; lunr.py orders by character.
    serialized["invertedIndex"].sort(key=lambda posting: posting[0].encode("utf-16-be"))
    return serialized
