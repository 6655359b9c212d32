"""The kinds of problems, as settings and reports name them."""

from collections.abc import Mapping
from types import MappingProxyType

from papershelf.errors import Problem

RULES: Mapping[str, str] = MappingProxyType(
    {
        "ambiguous-name": "A name may be that of several people",
        "collection": "A collection is not as it must be",
        "dead-link": "A link leads nowhere",
        "duplicate": "Two entries may be the same paper",
        "entry": "An entry is not as it must be",
        "file": "A file is not where or what it should be",
        "metrics": "Counts in metrics.yaml are not as they must be",
        "no-abstract": "An entry has no abstract",
        "no-collection": "An entry is in no collection",
        "no-link": "An entry has neither a link nor an id that makes one",
        "page": "A page is not as it must be",
        "preprint": "A preprint and a published paper may be the same work",
        "rare-topic": "A topic is used only once",
        "settings": "A setting in site.yaml is not as it must be",
        "stale-metrics": "Counts in metrics.yaml are old",
        "theme": "A theme is not as it must be",
        "unknown-field": "A field has a name that nobody knows",
        "venue-spelling": "A venue is written in two ways",
        "vocabulary": "A list of topics, venues or authors is not as it must be",
    }
)
"""What the rules look for; one that is not among them explains itself by its name."""

_PLACES = (
    ("content/papers/", "entry"),
    ("content/collections/", "collection"),
    ("content/pages/", "page"),
    ("content/site.yaml", "settings"),
    ("content/metrics.yaml", "metrics"),
    ("content/topics.yaml", "vocabulary"),
    ("content/venues.yaml", "vocabulary"),
    ("content/authors.yaml", "vocabulary"),
    ("themes/", "theme"),
)


def rule_of(problem: Problem) -> str:
    """The rule of a problem: its own, or the kind of file that it is in."""
    if problem.rule:
        return problem.rule
    path = problem.location.path
    return next((rule for start, rule in _PLACES if path.startswith(start)), "file")


def description(rule: str) -> str:
    """What a rule looks for, in a sentence without its full stop."""
    return RULES.get(rule) or rule.replace("-", " ").capitalize()
