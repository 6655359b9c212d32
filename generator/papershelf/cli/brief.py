"""Much advice of one kind, in few lines."""

from collections import Counter
from collections.abc import Sequence

from papershelf.errors import Problem, Severity

MOST_ADVICE = 10
"""Advice of one kind shown before the rest is only counted: a large shelf may have thousands."""
_WITHOUT = "check.without in content/site.yaml leaves kinds of advice out"


def few_of_each(
    problems: Sequence[Problem], most: int = MOST_ADVICE
) -> tuple[list[Problem], dict[str, int]]:
    """The problems without what goes beyond `most` pieces of advice of a kind, and how many do."""
    kept: list[Problem] = []
    seen: Counter[str] = Counter()
    for problem in problems:
        if problem.severity is Severity.ADVICE and problem.rule:
            seen[problem.rule] += 1
            if seen[problem.rule] > most:
                continue
        kept.append(problem)
    left_out = {rule: number - most for rule, number in sorted(seen.items()) if number > most}
    return kept, left_out


def way_out(problems: Sequence[Problem]) -> str:
    """How to hear less advice, where there is any."""
    is_any = any(problem.severity is Severity.ADVICE for problem in problems)
    return _WITHOUT if is_any else ""
