"""Reactions to the discussions that giscus keeps of papers, in a repository at GitHub.

`repository.discussions(categoryId:, first:, after:)`, a hundred at a time
(docs.github.com/graphql, "Using the GraphQL API for Discussions"), each with its `reactionGroups`
of `content` and `reactors.totalCount` ("Reactions"). giscus writes the SHA-1 of what a discussion
is found by into its text: `<!-- sha1: … -->`.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from papershelf.comments import comments_mark
from papershelf.config import CommentsForm
from papershelf.enriching.counter import ALL_AT_ONCE, Ask, Counter, count_of
from papershelf.enriching.graphql import graphql
from papershelf.net import AnswerError
from papershelf.providers import Guest, Sources, values

NAME: Final = "giscus"
POSITIVE: Final = frozenset({"THUMBS_UP", "HEART", "HOORAY", "ROCKET"})
"""The reactions that say yes. Laughter, eyes, confusion and a thumb down may say anything else."""
_MOST_PAGES: Final = 1_000
_MARK: Final = re.compile(r"<!--\s*sha1:\s*([0-9a-f]{40})\s*-->", re.ASCII)
_QUERY: Final = """\
query($owner: String!, $name: String!, $category: ID!, $after: String) {
  repository(owner: $owner, name: $name) {
    discussions(
      categoryId: $category, first: 100, after: $after,
      orderBy: {field: CREATED_AT, direction: ASC}
    ) {
      pageInfo { hasNextPage endCursor }
      nodes { body reactionGroups { content reactors { totalCount } } }
    }
  }
}"""


def giscus(sources: Sources, guest: Guest, comments: CommentsForm) -> Counter:
    """The counter of reactions."""

    def count(keys: Sequence[str], ask: Ask) -> Mapping[str, int]:
        owner, _, name = comments.repository.partition("/")
        fixed = {"owner": owner, "name": name, "category": comments.category_id}
        asked, found = frozenset(keys), dict[str, int]()
        after: str | None = None
        for _ in range(_MOST_PAGES):
            page = graphql(ask, sources, guest, _QUERY, {**fixed, "after": after})
            discussions = values.at(page, "repository", "discussions")
            for discussion in _nodes(discussions):
                _take(discussion, asked, found)
            if values.at(discussions, "pageInfo", "hasNextPage") is False:
                return found
            before, after = after, values.text(discussions, "pageInfo", "endCursor")
            if not after or after == before:
                break
        raise AnswerError(f"{NAME}: GitHub sends only a part of the discussions")

    return Counter(
        NAME,
        "reactions",
        ALL_AT_ONCE,
        lambda paper: (comments_mark(paper),),
        count,
        missing="" if guest.github_token else "GITHUB_TOKEN is not set",
    )


def _nodes(discussions: Any) -> list[Any]:
    nodes = values.at(discussions, "nodes")
    if not isinstance(nodes, list):
        raise AnswerError(f"{NAME}: GitHub shows no discussions of this repository and category")
    return nodes


def _take(discussion: Any, asked: frozenset[str], found: dict[str, int]) -> None:
    """Count a discussion; of several with the same mark the largest count stands."""
    marks = asked.intersection(_MARK.findall(str(values.at(discussion, "body") or "")))
    if not marks:
        return
    groups = values.at(discussion, "reactionGroups")
    if not isinstance(groups, list):
        raise AnswerError(f"{NAME}: GitHub sends a discussion without its reactions")
    count = sum(
        count_of(values.at(group, "reactors", "totalCount"), NAME)
        for group in groups
        if values.at(group, "content") in POSITIVE
    )
    for mark in marks:
        found[mark] = max(count, found.get(mark, 0))
