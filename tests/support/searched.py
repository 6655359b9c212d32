"""A small shelf that the search is tried on, and our reader over its files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.support.conversation import Ask

from papershelf.build import build
from papershelf.dump import dump_entry

Reply = dict[str, Any]

SETTINGS = """\
title: A shelf to search
search:
  stop_words: [via]
  synonyms:
    - [LLM, large language model]
    - [GNN, graph neural network, graph network]
"""
TOPICS = """\
- {id: learning, name: Machine learning}
- {id: attention, name: Attention, parent: learning}
- {id: graphs, name: Graph theory}
"""
VENUES = """\
- {id: neurips, name: Conference on Neural Information Processing Systems, acronym: NeurIPS}
"""
CLASSICS = """\
---
title: Monumental classics
---
"""


def _paper(title: str, authors: str, year: int, **more: object) -> dict[str, object]:
    return {"title": title, "authors": authors.split(", "), "year": str(year), **more}


PAPERS: Mapping[str, Mapping[str, object]] = {
    "erdos-1959": _paper(
        "On random graphs",
        "Paul Erdős, Alfréd Rényi",
        1959,
        topics=["graphs"],
        venue="Publicationes",
        collections=["classics"],
    ),
    "vaswani-2017": _paper(
        "Attention Is All You Need",
        "Ashish Vaswani, Noam Shazeer",
        2017,
        venue="neurips",
        topics=["attention"],
        collections=["classics"],
        ids={"arxiv": "1706.03762", "dblp": "conf/nips/VaswaniSPUJGKP17"},
        links={"code": "https://example.org/t2t", "pdf": "https://example.org/a.pdf"},
        abstract="We propose the transformer, a network based solely on attention mechanisms.",
        added="2024-01-01",
    ),
    "detail-2016": _paper(
        "All You Need Is Attention to Detail",
        "Noam Shazeer",
        2016,
        venue="neurips",
        topics=["attention"],
        links={"video": "https://example.org/v"},
        added="2026-02-01",
    ),
    "devlin-2019": _paper(
        "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
        "Jacob Devlin, Ming-Wei Chang",
        2019,
        ids={"doi": "10.18653/v1/N19-1423", "acl": "N19-1423"},
        links={"code": "https://example.org/bert"},
        topics=["learning"],
        featured=True,
    ),
    "velickovic-2018": _paper(
        "Graph Attention Networks",
        "Petar Veličković",
        2018,
        ids={"openreview": "rJXMpikCZ"},
        topics=["graphs", "attention"],
        summary="Attention over the neighbours of a node.",
    ),
    "zhou-2020": _paper("深度学习综述", "周志华", 2020),
    "openai-2024": _paper("GPT-4o System Card", "OpenAI", 2024, added="2026-03-01"),
    "knn-2018": _paper(
        "Fast k-NN search in C++",
        "Li Wei",
        2018,
        abstract="Distances, e.g. L1, on a state-of-the-art machine.",
    ),
    "c-1978": _paper("The C Programming Language", "Brian Kernighan", 1978),
    "robust-2021": _paper(
        r"Robust regression with $\ell_2$ and $\alpha$-divergence",
        "Ana Novak",
        2021,
        abstract=r"Runs in $O(n^2)$ over $\mathbb{R}^n$, even for H$_2$O.",
    ),
    "maldacena-1997": _paper(
        "The large N limit of field theories",
        "Juan Maldacena",
        1997,
        ids={"arxiv": "hep-th/9711200"},
    ),
    "kaplan-2020": _paper("Scaling large language models", "Jared Kaplan", 2020),
    "agents-2023": _paper("LLM agents that plan", "Ana Novak", 2023),
    "shalom-2022": _paper("שלום עולם", "נועה כהן", 2022, note="مرحبا بالعالم 🎉"),
    "secret-2024": _paper("Unfindable attention", "Ana Novak", 2024, search=False),
    "hidden-2024": _paper("Hidden attention", "Ana Novak", 2024, status="hidden"),
}
FOUND = sorted(set(PAPERS) - {"secret-2024", "hidden-2024"})
"""The papers that the search knows."""


def write_shelf(
    folder: Path,
    papers: Mapping[str, Mapping[str, object]] = PAPERS,
    settings: str = SETTINGS,
) -> Path:
    """Lay the shelf out in a new folder and build it; return the folder of the search's files."""
    files = {
        "site.yaml": settings,
        "topics.yaml": TOPICS,
        "venues.yaml": VENUES,
        "collections/classics.md": CLASSICS,
        **{f"papers/{name}.md": dump_entry(fields) for name, fields in papers.items()},
    }
    for name, content in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    build(folder, jobs=1)
    return folder / "site/search"


class Reader:
    """Our reader over one folder; every question goes to a fresh one."""

    def __init__(self, ask: Ask, folder: Path) -> None:
        self._ask = ask
        self._folder = folder

    def steps(self, *steps: Mapping[str, Any]) -> list[Reply]:
        """The replies of one reader to the steps that `language.mjs` takes."""
        replies: list[Reply] = self._ask({"folder": str(self._folder), "steps": steps})
        return replies

    def ask(self, request: Mapping[str, Any]) -> Reply:
        """The reply to one request."""
        return self.steps({"request": request})[0]

    def search(self, text: str, **options: object) -> Reply:
        """The answer to a text; `found` are the names of the papers, best first."""
        reply = self.ask(searching(text, **options))
        assert reply["type"] == "answer", reply
        return reply

    def found(self, text: str, **options: object) -> list[str]:
        """The papers that a text finds, best first."""
        found: list[str] = self.search(text, **options)["found"]
        return found

    def facets(self, text: str, **options: object) -> dict[str, list[dict[str, Any]]]:
        """The values of each facet with their counts."""
        reply = self.ask({"type": "facets", "text": text, **options})
        assert reply["type"] == "facets", reply
        return {name: facet["values"] for name, facet in reply["facets"].items()}


def searching(text: str, **options: object) -> dict[str, Any]:
    """A request to search."""
    return {"type": "search", "text": text, "limit": 50, **options}
