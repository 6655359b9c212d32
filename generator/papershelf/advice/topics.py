"""Topics of one paper only."""

from collections.abc import Iterator
from typing import Final

from papershelf.advice.facts import Facts
from papershelf.advice.remark import Remark
from papershelf.errors import suggest
from papershelf.fields import shown
from papershelf.model import Paper

_FEWEST: Final = 20
"""Papers of a shelf whose topics have had the time to fill."""


def rare_topics(facts: Facts) -> Iterator[Remark]:
    """Each topic that leads to one paper only, narrower topics included."""
    if len(facts.finished) < _FEWEST:
        return
    first: dict[str, tuple[Paper, int]] = {}
    several: set[str] = set()
    for paper in facts.finished:
        reached: dict[str, int] = {}
        for index, topic in enumerate(paper.topics):
            for step in _with_broader(facts, topic):
                reached.setdefault(step, index)
        for topic, index in reached.items():
            if topic in first:
                several.add(topic)
            else:
                first[topic] = (paper, index)
    often = sorted(several)
    for topic, (paper, index) in first.items():
        if topic not in several and topic in paper.topics:
            nearest = suggest(topic, often)
            hint = f"did you mean {shown(nearest)}? " if nearest else ""
            yield Remark(
                paper,
                ("topics", index),
                f"no other paper has the topic {shown(topic)}",
                f"{hint}A topic leads readers to several papers: choose a broader one, or wait",
                "rare-topic",
            )


def _with_broader(facts: Facts, topic: str) -> list[str]:
    steps: list[str] = []
    while topic and topic not in steps:
        steps.append(topic)
        known = facts.library.topics.get(topic)
        topic = known.parent if known else ""
    return steps
