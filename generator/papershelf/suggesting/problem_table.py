"""Problems as a table for people."""

from collections.abc import Sequence

from papershelf.errors import Problem
from papershelf.suggesting.wording import Table


def problem_table(problems: Sequence[Problem]) -> Table:
    """A row for each problem: how grave it is, where, what was found and what would do."""
    rows = [
        (problem.severity.value, str(problem.location), problem.message, problem.hint)
        for problem in problems
    ]
    return Table(("", "where", "problem", "what would do"), rows)
