"""Upvotes at Hugging Face.

`GET /api/papers/ARXIV-ID` has `upvotes`; 404 where it has no page of the paper
(huggingface.co/docs/hub/api, "Papers"). One paper a request, 500 requests in five minutes.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from papershelf.enriching.counter import Ask, Counter, count_of
from papershelf.model import Paper
from papershelf.net.client import Request
from papershelf.providers import Sources, canonical_ids, values

NAME: Final = "Hugging Face"
_MOST_AT_ONCE: Final = 20
_ID: Final = re.compile(r"\d{4}\.\d{4,5}", re.ASCII)
"""Its papers have ids as arXiv gives them since 2007."""


def hugging_face(sources: Sources) -> Counter:
    """The counter of upvotes."""

    def count(keys: Sequence[str], ask: Ask) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for key in keys:
            answer = ask(Request(f"{sources.hugging_face}/{key}"))
            if answer is not None:
                found[key] = count_of(values.at(answer, "upvotes"), NAME)
        return found

    return Counter(NAME, "upvotes", _MOST_AT_ONCE, _keys, count)


def _keys(paper: Paper) -> tuple[str, ...]:
    arxiv = str(canonical_ids(paper.ids).get("arxiv", ""))
    return (arxiv,) if _ID.fullmatch(arxiv) else ()
