"""Ask GitHub by GraphQL: a query in one text, and all that is not ours as its variables.

Errors come with the status 200, beside what could be answered
(docs.github.com/graphql, "Rate limits and query limits" and "Forming calls").
"""

from collections.abc import Mapping
from typing import Any, Final

from papershelf.enriching.counter import Ask
from papershelf.net import AnswerError, BusyError
from papershelf.net.client import Request
from papershelf.providers import Guest, Sources, values

NAME: Final = "GitHub"
_TOO_OFTEN: Final = frozenset({"RATE_LIMITED", "RATE_LIMIT"})
"""GitHub has sent both (github.com/yanyongyu/githubkit, issue 271)."""
_NOT_FOR_US: Final = frozenset({"NOT_FOUND", "FORBIDDEN"})


def graphql(
    ask: Ask, sources: Sources, guest: Guest, query: str, variables: Mapping[str, Any]
) -> Mapping[str, Any]:
    """What GitHub answers to a query, null for what is not there or not to be seen.

    Raises BusyError where the token has been used too often, AnswerError for all other errors.
    """
    answer = ask(
        Request(
            f"{sources.github}/graphql",
            body={"query": query, "variables": dict(variables)},
            headers={"Authorization": f"Bearer {guest.github_token}"},
            none_when=frozenset(),
        )
    )
    for error in values.maps(answer, "errors"):
        kind = values.text(error, "type")
        if kind in _TOO_OFTEN:
            raise BusyError(f"{NAME} has been asked too often with this token; try again later")
        if kind not in _NOT_FOR_US:
            raise AnswerError(f"{NAME} answers with an error {kind or 'of no kind'}")
    data = values.at(answer, "data")
    if not isinstance(data, Mapping):
        raise AnswerError(f"{NAME} sends something else than an answer")
    return data
