"""Find a paper by its title."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz import fuzz

from papershelf.adding.gather import Asker, NotFoundError
from papershelf.draft import Draft
from papershelf.errors import PapershelfError
from papershelf.fields import shown
from papershelf.likeness import likeness_of_fields
from papershelf.net import AnswerError, NetworkError
from papershelf.providers import Reference, as_kind
from papershelf.providers.every import SEARCHED
from papershelf.text import fold, slugify

MOST: Final = 10
_CLEAR: Final = 95.0
"""Of 100: a title so much alike is the one that was meant."""
_NEAR: Final = 88.0
"""Another one so much alike leaves doubt."""
_WORTH: Final = 60.0
"""One that is less alike is not shown."""
_BEST_IDS: Final = ("doi", "arxiv", "acl", "openreview", "pmid")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper that may be the one that was meant."""

    title: str
    people: tuple[str, ...]
    """Family names."""
    year: str
    venue: str
    reference: Reference
    """What to add it by."""
    score: float
    """How alike the titles are, of 100."""


class SeveralError(PapershelfError):
    """Several papers may be meant."""

    exit_code = 1

    def __init__(self, title: str, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        super().__init__(
            f"{shown(title)} may be any of {len(candidates)} papers; add the right one by its id"
        )


def search(title: str, asker: Asker) -> tuple[list[Candidate], list[PapershelfError]]:
    """The papers with such a title, the likeliest first, ten at most, and who could not be asked.

    Stops asking when one is clear. NotFoundError where there is none; where nobody could be asked,
    that error instead.
    """
    found: list[tuple[str, Draft]] = []
    troubles: list[PapershelfError] = []
    candidates: list[Candidate] = []
    for provider in SEARCHED:
        if provider.search is None:
            continue
        try:
            answer = asker.client.ask(provider.search(title, asker.sources, asker.guest))
        except (NetworkError, AnswerError) as error:
            troubles.append(error)
            continue
        found += [(provider.name, draft) for draft in provider.read(answer)] if answer else []
        candidates = _candidates(title, [draft for _, draft in found])
        if clear(candidates) is not None:
            return candidates, troubles
    if candidates:
        return candidates, troubles
    if len(troubles) == len(SEARCHED):
        raise next((one for one in troubles if isinstance(one, NetworkError)), troubles[0])
    raise NotFoundError(
        f"no paper has the title {shown(title)}; look for its DOI or arXiv id, and add that"
    )


def clear(candidates: Sequence[Candidate]) -> Candidate | None:
    """The one that must be meant, if there is one."""
    if not candidates or candidates[0].score < _CLEAR:
        return None
    is_alone = len(candidates) == 1 or candidates[1].score < _NEAR
    return candidates[0] if is_alone else None


def _candidates(title: str, drafts: Iterable[Draft]) -> list[Candidate]:
    """One for each paper: its preprint and its publication are the same."""
    groups: dict[tuple[str, str], list[Draft]] = {}
    for draft in drafts:
        likeness = likeness_of_fields(draft.fields)
        first = fold(likeness.families[0]) if likeness.families else ""
        groups.setdefault((slugify(likeness.title), first), []).append(draft)
    candidates = [one for group in groups.values() if (one := _candidate(title, group))]
    worth = [one for one in candidates if one.score >= _WORTH]
    return sorted(worth, key=lambda one: -one.score)[:MOST]


def _candidate(title: str, drafts: Sequence[Draft]) -> Candidate | None:
    ids: dict[str, str] = {}
    for draft in sorted(drafts, key=lambda draft: draft.fields.get("type") == "preprint"):
        for kind, value in draft.fields.get("ids", {}).items():
            ids.setdefault(kind, value)
    found = (as_kind(kind, ids[kind]) for kind in _BEST_IDS if kind in ids)
    reference = next(filter(None, found), None)
    if reference is None:
        return None
    fields: dict[str, Any] = {}
    for draft in drafts:
        fields = {**draft.fields, **fields}
    likeness = likeness_of_fields(fields)
    wanted = fold(title)
    score = max(fuzz.ratio(wanted, fold(likeness.title)), fuzz.ratio(wanted, fold(fields["title"])))
    year = str(likeness.year or "")
    return Candidate(likeness.title, likeness.families, year, likeness.venue, reference, score)
