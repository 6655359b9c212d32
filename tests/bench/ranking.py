"""Measures how well the search ranks: where does it put the paper that a query is made from?

`python -m tests.bench.ranking [COUNT]`: up to 1,000 of the first COUNT papers of the corpus are
looked up among all COUNT by (a) their keywords, which are not in the index, (b) a sentence of their
abstract without a third of its words, with the titles not in the index, and (c) their title without
a third of its words. The number is the mean reciprocal rank at ten. Boosts are chosen on one half
of the papers (`--tune`), the table shows the other half.
"""

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from papershelf.config import Config
from tests.bench.corpus import entry_of, records
from tests.bench.search_pagefind import best_of_pagefind
from tests.bench.search_questions import Question, questions
from tests.bench.search_scorer import Scorer, Settings
from tests.support.index_files import write_index
from tests.support.node import run_node

_QUESTIONS = 1_000
_DEPTH = 10
_FIELDS = ("title", "authors", "abstract", "venue", "year")
_ONES = dict.fromkeys(_FIELDS, 1.0)


@dataclass(frozen=True)
class _Task:
    """A kind of query with the fields it may be found in."""

    name: str
    fields: tuple[str, ...]
    asked: str
    """The attribute of a question."""

    def queries(self, asked: Sequence[Question]) -> list[str]:
        return [getattr(question, self.asked) for question in asked]


_TASKS = (
    _Task("(a) keywords", _FIELDS, "keywords"),
    _Task("(b) sentence, no titles", _FIELDS[1:], "sentence"),
    _Task("(c) part of the title", _FIELDS, "title"),
)


def _texts(count: int) -> tuple[list[dict[str, str]], list[Question]]:
    kept: list[dict[str, Any]] = list(records(count))
    asked = questions(kept, _QUESTIONS)
    return [_text(entry_of(record)) for record in kept], asked


def _text(entry: Mapping[str, Any]) -> dict[str, str]:
    return {
        "title": entry["title"],
        "authors": ", ".join(entry["authors"]),
        "abstract": entry.get("abstract", ""),
        "venue": entry.get("venue", ""),
        "year": entry["year"],
    }


def _hidden(texts: Sequence[Mapping[str, str]], fields: Sequence[str]) -> list[dict[str, str]]:
    return [{field: text[field] for field in fields} for text in texts]


def reciprocal_rank(best: Sequence[str], slug: str) -> float:
    """1 divided by the rank of a paper among the best ten, 0 where it is not among them."""
    return 1 / (1 + best.index(slug)) if slug in best[:_DEPTH] else 0.0


def _mean(found: Sequence[Sequence[str]], asked: Sequence[Question]) -> float:
    ranks = [
        reciprocal_rank(best, str(question.place))
        for best, question in zip(found, asked, strict=True)
    ]
    return sum(ranks) / len(ranks)


def compare(count: int, pagefind: str | None) -> Iterator[str]:
    """The rows of the table, from the half of the papers that boosts are not chosen on."""
    texts, asked = _texts(count)
    asked = asked[len(asked) // 2 :]
    shipped = Config().boosts
    rows: dict[str, list[float]] = {}
    for task in _TASKS:
        queries = task.queries(asked)
        shown = _hidden(texts, task.fields)
        with tempfile.TemporaryDirectory() as folder:
            write_index(Path(folder), shown, {field: shipped[field] for field in task.fields})
            variants = [
                {"coverage": Config().search.coverage, "exact": False},
                {"boosts": _ONES, "coverage": 0, "exact": True},
            ]
            payload = {"folder": folder, "variants": variants, "queries": queries}
            ours, ones = run_node("../bench/search_ranking.mjs", payload)
        rows.setdefault("Papershelf as shipped", []).append(_mean(ours, asked))
        rows.setdefault("lunr, every boost 1", []).append(_mean(ones, asked))
        if pagefind:
            found = best_of_pagefind(pagefind, shown, queries, _DEPTH)
            rows.setdefault("Pagefind", []).append(_mean(found, asked))
    yield f"{len(asked)} of {count:,} papers; mean reciprocal rank at {_DEPTH}.\n"
    yield f"| ranking | {' | '.join(task.name for task in _TASKS)} |"
    yield f"| --- |{' ---: |' * len(_TASKS)}"
    for name, means in rows.items():
        yield f"| {name} | {' | '.join(f'{mean:.3f}' for mean in means)} |"


def tune(count: int) -> Iterator[str]:
    """The grid of boosts, from the half of the papers that the table does not show."""
    texts, asked = _texts(count)
    asked = asked[: len(asked) // 2]
    grid = [
        Settings({"title": title, "authors": authors}, coverage)
        for coverage, title, authors in product((0, 0.5, 1, 2, 3), (0.5, 1, 2, 3, 4, 8), (1, 3))
    ]
    means = []
    for task in _TASKS:
        scorer = Scorer(_hidden(texts, task.fields), task.fields)
        ranks = np.array(
            [
                scorer.rank(query, question.place, grid)
                for query, question in zip(task.queries(asked), asked, strict=True)
            ]
        )
        means.append(np.where(ranks <= _DEPTH, 1 / ranks, 0).mean(axis=0))
    yield f"{len(asked)} of {count:,} papers; other boosts 1; mean reciprocal rank at {_DEPTH}.\n"
    yield f"| coverage | title | authors | {' | '.join(task.name for task in _TASKS)} |"
    yield f"| ---: | ---: | ---: |{' ---: |' * len(_TASKS)}"
    for settings, *point in zip(grid, *means, strict=True):
        cells = [f"{number:g}" for number in (settings.coverage, *settings.boosts.values())]
        cells += [f"{mean:.3f}" for mean in point]
        yield f"| {' | '.join(cells)} |"


def main() -> None:
    """Command line: COUNT."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=95_562)
    parser.add_argument("--tune", action="store_true", help="print the grid of boosts instead")
    parser.add_argument("--pagefind", help="a Python that has Pagefind, to measure it too")
    arguments = parser.parse_args()
    lines = (
        tune(arguments.count) if arguments.tune else compare(arguments.count, arguments.pagefind)
    )
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
