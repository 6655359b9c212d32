"""Stars of the repositories that papers have their code in.

With a token a hundred repositories in one query, whose names are variables:
`repository(owner:, name:, followRenames: true) { stargazerCount }` (docs.github.com/graphql,
"Repository"). Without one `GET /repos/OWNER/NAME`, which has `stargazers_count`, and redirects
where a repository was renamed; of these GitHub answers 60 an hour (docs.github.com/rest, "Rate
limits for the REST API").
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from papershelf.enriching.counter import Ask, Counter, count_of
from papershelf.enriching.graphql import NAME, graphql
from papershelf.model import Paper
from papershelf.net import AnswerError
from papershelf.net.client import Request
from papershelf.providers import Guest, Sources, values

_MOST_IN_A_QUERY: Final = 100
_MOST_AT_ONCE: Final = 10
_MOST_WITHOUT_TOKEN: Final = 50
"""A few of the 60 an hour are left to whoever else asks from here."""
_HOSTS: Final = frozenset({"github.com", "www.github.com"})
_REPOSITORY: Final = re.compile(
    r"/([a-z0-9](?:[a-z0-9-]{0,38}))/([a-z0-9._-]{1,100}?)(?:\.git)?(?:/.*)?", re.ASCII
)
_NOT_FOR_US: Final = frozenset({404, 410, 451})


def github(sources: Sources, guest: Guest) -> Counter:
    """The counter of stars."""
    if guest.github_token:
        return Counter(
            NAME,
            "stars",
            _MOST_IN_A_QUERY,
            repositories,
            lambda keys, ask: _by_query(keys, ask, sources, guest),
        )
    return Counter(
        NAME,
        "stars",
        _MOST_AT_ONCE,
        repositories,
        lambda keys, ask: _one_by_one(keys, ask, sources),
        most=_MOST_WITHOUT_TOKEN,
        advice="GITHUB_TOKEN lets it be asked for all",
    )


def repositories(paper: Paper) -> tuple[str, ...]:
    """The repositories that links of the kind `code` lead to: `owner/name`, in small letters."""
    found: dict[str, None] = {}
    for link in paper.links:
        if link.kind != "code" or "github.com" not in link.url.lower():
            continue
        try:
            parts = urlsplit(link.url.lower())
        except ValueError:
            continue
        named = _REPOSITORY.fullmatch(parts.path)
        if parts.hostname in _HOSTS and named and set(named[2]) != {"."}:
            found[f"{named[1]}/{named[2]}"] = None
    return tuple(found)


def _by_query(keys: Sequence[str], ask: Ask, sources: Sources, guest: Guest) -> Mapping[str, int]:
    named = dict(enumerate(keys))
    heads = ", ".join(f"$o{n}: String!, $n{n}: String!" for n in named)
    fields = " ".join(
        f"r{n}: repository(owner: $o{n}, name: $n{n}, followRenames: true) {{ stargazerCount }}"
        for n in named
    )
    variables: dict[str, str] = {}
    for number, key in named.items():
        variables[f"o{number}"], _, variables[f"n{number}"] = key.partition("/")
    data = graphql(ask, sources, guest, f"query({heads}) {{ {fields} }}", variables)
    found: dict[str, int] = {}
    for number, key in named.items():
        if f"r{number}" not in data:
            raise AnswerError(f"{NAME} sends only a part of its answer")
        repository: Any = data[f"r{number}"]
        if repository is not None:
            found[key] = count_of(values.at(repository, "stargazerCount"), NAME)
    return found


def _one_by_one(keys: Sequence[str], ask: Ask, sources: Sources) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for key in keys:
        answer = ask(Request(f"{sources.github}/repos/{key}", none_when=_NOT_FOR_US))
        if answer is not None:
            found[key] = count_of(values.at(answer, "stargazers_count"), NAME)
    return found
