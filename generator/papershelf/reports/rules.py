"""The kinds of problems, as settings and reports name them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from papershelf.errors import Problem

DEAD_LINK: Final = "dead-link"
"""No build minds a dead link, but who asks for dead ones wants to hear of them."""

RULES: Mapping[str, str] = MappingProxyType(
    {
        "admin": "The page for editing in the browser would not work",
        "ambiguous-name": "A name may be that of several people",
        "card-font": "A card needs a font that the theme lacks",
        "collection": "A collection is not as it must be",
        DEAD_LINK: "A link leads nowhere",
        "digest": "The introduction of a digest is not as it must be",
        "duplicate": "Two entries may be the same paper",
        "empty-period": "The introduction of a digest is of a period that no paper came in",
        "empty-title": "A title shows no text",
        "encoding": "A file is not UTF-8, or holds what no text may hold",
        "entry": "An entry is not as it must be",
        "failing-link": "A link failed, but not often enough to be called dead",
        "file": "A file is not where or what it should be",
        "file-kind": "A file is not of a kind that its folder holds",
        "file-link": "A link in the content folder leads nowhere or out of it",
        "file-name": "A file has a name that cannot be used",
        "footnote-marks": "A name holds footnote marks",
        "future-day": "A day in metrics.yaml has not come yet",
        "history": "Nobody can tell who changed the entries",
        "link-memory": "What was known of links could not be read",
        "lost-link": "A link to a page or file of the shelf leads nowhere",
        "markup": "Markdown or maths cannot be shown as it is written",
        "metrics": "Counts in metrics.yaml are not as they must be",
        "missing-field": "A field that is needed is missing or empty",
        "missing-file": "A file below static/ is not there",
        "moved-link": "A link has moved for ever",
        "no-abstract": "An entry has no abstract",
        "no-collection": "An entry is in no collection",
        "no-link": "An entry has neither a link nor an id that makes one",
        "odd-day": "A day in metrics.yaml is far from all others",
        "other-domain": "CNAME and base_url name different domains",
        "page": "A page is not as it must be",
        "preprint": "A preprint and a published paper may be the same work",
        "private-link": "A link leads into somebody's own network",
        "rare-topic": "A topic is used only once",
        "reserved-link": "A link names no host of the Internet",
        "settings": "A setting in site.yaml is not as it must be",
        "several-names": "Several names stand in one text",
        "shared-name": "Two identities in authors.yaml share a name",
        "size": "A file or a part of it is too large",
        "stale-metrics": "Counts in metrics.yaml are old",
        "syntax": "A file cannot be read as YAML, or has no header",
        "taken-id": "An id, an alias or an address is taken",
        "theme": "A theme is not as it must be",
        "tidy": "A value is written otherwise than the shelf writes it",
        "topic-tree": "The tree of topics goes in a circle or too deep",
        "twice": "Something stands twice",
        "unknown-author": "An id is not in authors.yaml",
        "unknown-collection": "There is no such collection",
        "unknown-field": "A field has a name that nobody knows",
        "unknown-kind": "A word is not one of those that a field may hold",
        "unknown-paper": "There is no such paper",
        "unknown-section": "The collection has no such section",
        "unknown-topic": "A topic is not in topics.yaml",
        "unnamed-feeds": "Feeds are named after a title that may change",
        "unsure-link": "Nobody can tell for long whether a link works",
        "venue-spelling": "A venue is written in two ways",
        "vocabulary": "A list of topics, venues or authors is not as it must be",
        "words": "The interface lacks a word in the language of the site, or has one too many",
        "wrong-kind": "A list, a map or a text stands where another one belongs",
        "wrong-value": "A value is not what its field holds",
    }
)
"""What the rules look for; one that is not among them explains itself by its name."""

OF_ONE_ENTRY: Final = frozenset(
    {"no-abstract", "no-collection", "no-link", "rare-topic", "stale-metrics", "tidy"}
)
"""Advice that an entry may get because of what is around it, which only its own change explains."""

_PLACES = (
    ("content/papers/", "entry"),
    ("content/collections/", "collection"),
    ("content/pages/", "page"),
    ("content/digests/", "digest"),
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
