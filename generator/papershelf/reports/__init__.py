"""Problems → a text that people, hosts of repositories or programs read."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from papershelf.reports.data import as_json
from papershelf.reports.github import github
from papershelf.reports.gitlab import gitlab
from papershelf.reports.markdown import markdown
from papershelf.reports.report import Replacement, Report, prefix_of
from papershelf.reports.rules import DEAD_LINK, OF_ONE_ENTRY, RULES, rule_of
from papershelf.reports.sarif import sarif

FORMATS: Mapping[str, Callable[[Report], Iterator[str]]] = MappingProxyType(
    {
        "github": github,
        "gitlab": gitlab,
        "json": as_json,
        "markdown": markdown,
        "sarif": sarif,
    }
)
"""What writes a report in each format, piece by piece; a terminal's own text is not among them."""

__all__ = [
    "DEAD_LINK",
    "FORMATS",
    "OF_ONE_ENTRY",
    "RULES",
    "Replacement",
    "Report",
    "prefix_of",
    "rule_of",
]
