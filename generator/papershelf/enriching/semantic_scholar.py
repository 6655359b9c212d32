"""Citations as Semantic Scholar counts them.

`POST /graph/v1/paper/batch?fields=…` with `{"ids": […]}`, of 500 ids at most, answers with a list
in their order, `null` for what it does not know; where it knows none at all, with the code 400 and
an object whose `error` says so
(api.semanticscholar.org/api-docs/graph, "Get details for multiple papers at once").
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from papershelf.enriching.counter import Ask, Counter, count_of
from papershelf.model import Paper
from papershelf.net import AnswerError
from papershelf.net.client import Request
from papershelf.providers import Guest, Sources, canonical_ids, values

NAME: Final = "Semantic Scholar"
_MOST_IDS: Final = 500
_PREFIXES: Final = MappingProxyType({"arxiv": "ARXIV", "doi": "DOI", "acl": "ACL", "pmid": "PMID"})
_EXTERNAL: Final = MappingProxyType({"ARXIV": "ArXiv", "ACL": "ACL", "PMID": "PubMed"})
"""Where an answer has the id again. Of several DOIs of a paper it has only one."""
_REFUSED: Final = 400
_KNOWS_NONE: Final = "No valid paper ids given"
"""The error in answer to a batch without a single id that is known."""
_TELLING: Final = 3
"""So many ids that differ are no accident."""


def semantic_scholar(sources: Sources, guest: Guest) -> Counter:
    """The counter of citations."""
    headers = {"x-api-key": guest.semantic_scholar_key} if guest.semantic_scholar_key else {}

    def count(keys: Sequence[str], ask: Ask) -> Mapping[str, int]:
        answer = ask(
            Request(
                f"{sources.semantic_scholar}/batch",
                {"fields": "citationCount,externalIds"},
                body={"ids": list(keys)},
                headers=headers,
                none_when=frozenset(),
                read_when=frozenset({_REFUSED}),
            )
        )
        return {} if values.text(answer, "error") == _KNOWS_NONE else _read(keys, answer)

    return Counter(NAME, "citations", _MOST_IDS, _keys, count)


def _keys(paper: Paper) -> tuple[str, ...]:
    ids = canonical_ids(paper.ids)
    return tuple(f"{prefix}:{ids[kind]}" for kind, prefix in _PREFIXES.items() if ids.get(kind))


def _read(keys: Sequence[str], answer: object) -> dict[str, int]:
    if isinstance(answer, dict):
        raise AnswerError(f"{NAME} refuses to answer ({_REFUSED})")
    if not isinstance(answer, list) or len(answer) != len(keys):
        raise AnswerError(f"{NAME} answers for another number of papers than it was asked for")
    pairs = [(key, paper) for key, paper in zip(keys, answer, strict=True) if paper is not None]
    same = [_is_same(key, paper) for key, paper in pairs]
    if same.count(False) >= max(_TELLING, same.count(True)):
        raise AnswerError(f"{NAME} answers for other papers than it was asked for")
    counts = [(key, count_of(values.at(paper, "citationCount"), NAME)) for key, paper in pairs]
    # At times single ids are answered by another paper (github.com/allenai/s2-folks, issue 108).
    return {
        key: count for (key, count), is_its in zip(counts, same, strict=True) if is_its is not False
    }


def _is_same(key: str, paper: object) -> bool | None:
    """Whether the paper has the id that was asked for; None where that cannot be told."""
    prefix, _, asked = key.partition(":")
    found = values.text(paper, "externalIds", _EXTERNAL.get(prefix, ""))
    return found.lower() == asked.lower() if found else None
