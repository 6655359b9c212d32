"""The real lunr.js beside our reader: what `parity.mjs` is sent, and what differs in its answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.support.index_files import index_outputs
from tests.support.lunr_reference import lunr_index

from papershelf.tokens import words

NEAR = 1e-3
"""How far scores may be apart: lunr rounds its weights to three decimals."""
TIE = 1e-6
"""Papers whose scores are no farther apart may come in any order."""

Answer = dict[str, Any]


def index_files(
    documents: Sequence[Mapping[str, str]], boosts: Mapping[str, float]
) -> dict[str, str]:
    """The files of the search by their names."""
    return {
        output.path.removeprefix("search/"): output.content.decode()
        for output in index_outputs(documents, boosts)
    }


def questions(
    documents: Sequence[Mapping[str, str]],
    boosts: Mapping[str, float],
    queries: Sequence[str],
    typed: Sequence[str] = (),
) -> dict[str, Any]:
    """What `parity.mjs` is sent: both indexes of the same words, and what they are asked."""
    placed = [{name: words(document.get(name, "")) for name in boosts} for document in documents]
    return {
        "files": index_files(documents, boosts),
        "index": lunr_index(placed, boosts),
        "queries": list(queries),
        "typed": list(typed),
    }


def disagreement(answer: Answer) -> str:
    """How our answer differs from that of lunr, or nothing."""
    text = answer["text"]
    if "error" in answer:
        return f"{text}: {answer['error']}"
    known = dict(answer["lunr"])
    ours, total = answer["totals"]
    if ours != total or answer["lost"]:
        return f"{text}: we find {ours} papers, lunr {total}; {answer['lost']} of them are not ours"
    for place, (paper, score) in enumerate(answer["ours"]):
        best = answer["lunr"][place][1]
        if abs(score - best) > NEAR or abs(known.get(paper, -1.0) - best) > TIE:
            return f"{text}: {place}. is {paper} at {score}; lunr has {known.get(paper)} and {best}"
    return ""
