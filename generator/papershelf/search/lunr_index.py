"""The index in the format of lunr 2.3.9."""

from collections.abc import Mapping, Sequence
from typing import Any

from lunr.builder import Builder
from lunr.stemmer import stemmer
from lunr.stop_word_filter import stop_word_filter

from papershelf.search.document import Document
from papershelf.search.words import words


def lunr_index(documents: Sequence[Document], boosts: Mapping[str, float]) -> dict[str, Any]:
    """Return a serialized index in which a document's reference is its place in `documents`."""
    builder = Builder()
    builder.pipeline.add(stop_word_filter, stemmer)
    builder.search_pipeline.add(stemmer)
    # lunr.py divides by the number of documents for each field.
    for name in boosts if documents else ():
        builder.field(name, boost=boosts[name])
    for place, document in enumerate(documents):
        fields = {name: words(document.fields.get(name, "")) for name in boosts}
        builder.add({"id": place, **fields})
    serialized: dict[str, Any] = builder.build().serialize()
    # lunr.js refuses terms out of its own order, by UTF-16 unit; lunr.py orders by character.
    serialized["invertedIndex"].sort(key=lambda posting: posting[0].encode("utf-16-be"))
    return serialized
