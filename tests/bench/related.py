"""Measures related papers on the shared corpus: quality, times and memory.

Quality: among the papers that have two or more keywords, the mean share of a paper's ten nearest
that have a keyword in common with it. Keywords are folded and split at colons ("machine learning:
deep learning" are two); those that more than 5 % of the papers with two have are left out. Keywords
are not an input. Plain TF-IDF has 0.243 there.
"""

import argparse
import itertools
import json
import os
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from papershelf.related import Bags, Groups, Members, find_related
from papershelf.store import Store
from papershelf.text import fold
from papershelf.tokens import Stemmer, TokenTable, read_rows
from tests.bench.corpus import records

_OFTEN = 0.05


@dataclass(frozen=True)
class Shelf:
    """What find_related is given, and the keywords of each paper.

    `once`: the counts with titles once, float32[nnz].
    """

    ids: Sequence[str]
    digests: Sequence[bytes]
    terms: Sequence[str]
    bags: Bags
    groups: Groups
    once: NDArray[np.float32]
    keywords: Sequence[frozenset[str]]

    def find(self, store: Store) -> Sequence[Sequence[int]]:
        """The related papers, as a build would find them."""
        jobs = os.cpu_count() or 1
        return find_related(
            self.ids, self.digests, self.terms, self.bags, self.groups, store, jobs=jobs
        )


def keywords_of(record: dict[str, Any]) -> frozenset[str]:
    """The parts of the keywords, folded."""
    parts = (part for word in record.get("keywords") or () for part in fold(word).split(":"))
    return frozenset(part.strip() for part in parts if part.strip())


def read_shelf(papers: Sequence[dict[str, Any]]) -> Shelf:
    """Words of title (twice) and abstract, and authors as groups."""
    ids = [f"{number:06}" for number in range(len(papers))]
    texts = [{field: paper.get(field) or "" for field in ("title", "abstract")} for paper in papers]
    table = TokenTable.of(ids, read_rows(((text, ()) for text in texts), Stemmer()))
    starts, terms, counts = table.bags({"title": 2, "abstract": 1})
    numbers = dict[str, int]()
    authors = [
        [numbers.setdefault(fold(name), len(numbers)) for name in paper.get("authors") or ()]
        for paper in papers
    ]
    people = [list(dict.fromkeys(row)) for row in authors]
    none = Members(np.zeros(len(papers) + 1, np.int64), np.zeros(0, np.uint32))
    authors_of = Members(
        np.cumsum([0, *map(len, people)]), np.array(list(itertools.chain(*people)), np.uint32)
    )
    return Shelf(
        ids=ids,
        digests=[blake2b(json.dumps(paper).encode()).digest() for paper in papers],
        terms=table.terms,
        bags=Bags(starts, terms, counts, len(table.terms)),
        groups=Groups(authors_of, none, none),
        once=table.bags({"title": 1, "abstract": 1})[2],
        keywords=[keywords_of(paper) for paper in papers],
    )


def keyword_task(papers: Sequence[dict[str, Any]]) -> Shelf:
    """The papers that have two or more keywords which are not too common."""
    found = [keywords_of(paper) for paper in papers]
    several = [words for words in found if len(words) >= 2]
    often = _OFTEN * len(several)
    common = {word for word, count in Counter(itertools.chain(*several)).items() if count > often}
    kept = [place for place, words in enumerate(found) if len(words - common) >= 2]
    shelf = read_shelf([papers[place] for place in kept])
    return replace(shelf, keywords=[found[place] - common for place in kept])


def quality(shelf: Shelf, neighbours: Sequence[Sequence[int]]) -> float:
    """The mean share of ten neighbours with a keyword in common."""
    words = shelf.keywords
    hits = sum(
        not words[place].isdisjoint(words[other])
        for place, others in enumerate(neighbours)
        for other in others
    )
    return hits / (10 * len(words))


def plain(shelf: Shelf) -> list[list[int]]:
    """The ten nearest by TF-IDF alone: 1 + ln(tf) by ln(1 + N/df), titles once."""
    bags, count = shelf.bags, len(shelf.ids)
    rows = np.repeat(np.arange(count), np.diff(bags.starts))
    weights = (1 + np.log(shelf.once.astype(np.float64))) * np.log1p(
        count / np.bincount(bags.terms)
    )[bags.terms]
    weights /= np.sqrt(np.bincount(rows, weights**2))[rows]
    by_term = np.argsort(bags.terms, kind="stable")
    ends = np.concatenate(([0], np.cumsum(np.bincount(bags.terms))))
    best = []
    for row in range(count):
        scores = np.zeros(count)
        for place in range(bags.starts[row], bags.starts[row + 1]):
            number = bags.terms[place]
            others = by_term[ends[number] : ends[number + 1]]
            scores[rows[others]] += weights[place] * weights[others]
        scores[row] = -1
        best.append(np.argpartition(-scores, 10)[:10].tolist())
    return best


def edited(shelf: Shelf, place: int) -> Shelf:
    """The shelf with a few words of one paper replaced by others."""
    bags = shelf.bags
    first, last = bags.starts[place : place + 2]
    terms = bags.terms.copy()
    free = np.setdiff1d(np.arange(bags.term_count, dtype=np.uint32), terms[first:last])
    few = min(5, int(last - first))
    terms[first : first + few] = free[:few]
    terms[first:last].sort()
    digests = [*shelf.digests]
    digests[place] = b"edited"
    return replace(shelf, digests=digests, bags=replace(bags, terms=terms))


def timed(shelf: Shelf, store: Store) -> tuple[Sequence[Sequence[int]], float]:
    """The related papers and the seconds it took to find them."""
    started = time.perf_counter()
    related = shelf.find(store)
    return related, time.perf_counter() - started


def stores() -> Iterator[Store]:
    """Empty stores, one after another."""
    with tempfile.TemporaryDirectory() as folder:
        for number in itertools.count():
            yield Store(Path(folder) / str(number), b"bench", b"k" * 32)


def peak_megabytes() -> float:
    """The most memory this process has had; a process of its own says what a measure took."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(shelf: Shelf, store: Store) -> None:
    """Print times and memory of one shelf."""
    before = peak_megabytes()
    cold = timed(shelf, store)[1]
    unchanged = timed(shelf, store)[1]
    changes = []
    for place in range(3, len(shelf.ids), max(1, len(shelf.ids) // 7)):
        changed = edited(shelf, place)
        changes.append(timed(changed, store)[1])
        timed(shelf, store)
    print(
        f"{len(shelf.ids):,} papers: cold {cold:.2f} s, unchanged {unchanged:.2f} s, one edited "
        f"{np.median(changes):.2f} s (at most {max(changes):.2f} s), "
        f"peak {peak_megabytes():.0f} MB, {before:.0f} MB of it before",
    )


def main() -> None:
    """Command line: how many papers to measure besides the keyword task."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--no-quality", action="store_true", help="only times and memory")
    arguments = parser.parse_args()
    empty = stores()
    if not arguments.no_quality:
        task = keyword_task(list(records(1_000_000)))
        related = timed(task, next(empty))[0]
        before, after = quality(task, plain(task)), quality(task, related)
        print(f"{len(task.ids):,} papers: plain TF-IDF {before:.3f}, ours {after:.3f}", flush=True)
    measure(read_shelf(list(records(arguments.count))), next(empty))


if __name__ == "__main__":
    main()
