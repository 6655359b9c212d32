"""What could be better about a shelf that has no errors: told to the curator, never decided here.

Each module looks for one kind of thing; `config.Advice` names them all.
"""

from collections.abc import Callable, Iterator
from typing import Final

from papershelf.advice.facts import Facts
from papershelf.advice.gaps import gaps
from papershelf.advice.metrics import future_counts, stale_metrics
from papershelf.advice.names import ambiguous_names
from papershelf.advice.remark import Remark, placed
from papershelf.advice.same import likely_duplicates
from papershelf.advice.tidy import untidy
from papershelf.advice.topics import rare_topics
from papershelf.advice.venues import venue_spellings
from papershelf.errors import Problem
from papershelf.validate import Finder

__all__ = ["Facts", "Remark", "advise", "placed"]

_KINDS: Final[tuple[Callable[[Facts], Iterator[Remark]], ...]] = (
    likely_duplicates,
    ambiguous_names,
    venue_spellings,
    rare_topics,
    gaps,
    untidy,
)


def advise(facts: Facts, find: Finder) -> list[Problem]:
    """All advice about a shelf but the kinds that its settings leave out, in no order."""
    without = frozenset(facts.config.check.without)
    remarks = [remark for kind in _KINDS for remark in kind(facts) if remark.rule not in without]
    problems = placed(remarks, find)
    if "stale-metrics" not in without:
        problems += stale_metrics(facts)
    problems += future_counts(facts)
    return problems
