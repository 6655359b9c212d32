"""What the providers say of one paper, each asked once and checked to speak of that paper."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz import fuzz

from papershelf.draft import Draft
from papershelf.errors import PapershelfError
from papershelf.fields import shown
from papershelf.likeness import likeness_of_fields
from papershelf.net import AnswerError, NetworkError
from papershelf.net.client import Client
from papershelf.providers import Guest, Provider, Reference, Sources, as_kind, canonical_ids
from papershelf.providers.every import ASKED, INSTEAD
from papershelf.text import fold

_ALIKE: Final = 60.0
"""Of 100, from which on two titles may be of one paper."""
_SHARED: Final = 0.5
"""Of the shorter list of authors, where titles were changed."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a provider says."""

    source: str
    """As `provenance` names it."""
    draft: Draft


class NotFoundError(PapershelfError):
    """No provider knows such a paper."""

    exit_code = 1


@dataclass(slots=True)
class Gathered:
    """What was found, in the order of asking."""

    found: list[Found] = field(default_factory=list)
    troubles: list[PapershelfError] = field(default_factory=list)
    """Of providers that could not be asked, or made no sense."""

    def has_title(self) -> bool:
        """Whether anybody knows the paper, rather than its ids alone."""
        return any("title" in found.draft.fields for found in self.found)


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks providers."""

    client: Client
    sources: Sources
    guest: Guest

    def ask(self, provider: Provider, reference: Reference) -> Draft | None:
        """What one provider says of a paper, None if it does not know it.

        NetworkError and AnswerError as the client raises them, also where it answers with another
        paper than was asked for.
        """
        answer = self.client.ask(provider.request(reference, self.sources, self.guest))
        drafts = provider.read(answer) if answer is not None else []
        if not drafts:
            return None
        own = next((draft for draft in drafts if _is_of(draft, reference)), None)
        if own is None:
            raise AnswerError(f"{provider.name} answers with another paper than {reference}")
        return own

    def gather(self, reference: Reference) -> Gathered:
        """What all providers say that are asked about such a reference.

        Raises NotFoundError where nobody knows the paper; where somebody could not be asked, that
        error instead.
        """
        gathered = Gathered()
        ids = {reference.kind: reference.value}
        silent: set[Provider] = set()
        for provider in ASKED[reference.kind]:
            asked = _asked(provider, ids)
            if asked is None or (provider in INSTEAD and INSTEAD[provider] not in silent):
                continue
            try:
                draft = self.ask(provider, asked)
                if draft is not None:
                    _refuse_another(provider, draft, gathered.found)
            except (NetworkError, AnswerError) as error:
                gathered.troubles.append(error)
                continue
            if draft is None:
                silent.add(provider)
                continue
            gathered.found.append(Found(provider.name, draft))
            known = draft.fields["ids"] = canonical_ids(draft.fields.get("ids", {}))
            for kind, value in known.items():
                if as_kind(kind, value):
                    ids.setdefault(kind, value)
        if not gathered.has_title():
            raise _failure(reference, gathered.troubles)
        return gathered


def _failure(reference: Reference, troubles: Sequence[PapershelfError]) -> PapershelfError:
    network = next((error for error in troubles if isinstance(error, NetworkError)), None)
    first = network or next(iter(troubles), None)
    if first is not None:
        return first
    names = [
        provider.name for provider in ASKED[reference.kind] if reference.kind in provider.kinds
    ]
    listed = (
        " and ".join(dict.fromkeys(names)) if len(names) < 3 else ", ".join(dict.fromkeys(names))
    )
    verb = "knows" if len(set(names)) == 1 else "know"
    return NotFoundError(f"no paper {reference}: {listed} {verb} none; is it spelt right?")


def _asked(provider: Provider, ids: dict[str, str]) -> Reference | None:
    for kind in provider.kinds:
        if kind in ids:
            return Reference(kind, ids[kind])
    return None


def _is_of(draft: Draft, reference: Reference) -> bool:
    own = draft.fields.get("ids", {}).get(reference.kind, "")
    named = as_kind(reference.kind, own) if own else None
    return reference.value in draft.key.split() or (named is not None and named == reference)


def _refuse_another(provider: Provider, draft: Draft, found: Sequence[Found]) -> None:
    """Make sure that what an id led to is the paper that was asked for."""
    first = next((one.draft for one in found if "title" in one.draft.fields), None)
    if first is None or "title" not in draft.fields:
        return
    a, b = likeness_of_fields(first.fields), likeness_of_fields(draft.fields)
    if fuzz.token_set_ratio(fold(a.title), fold(b.title)) >= _ALIKE:
        return
    families = {fold(name) for name in a.families}, {fold(name) for name in b.families}
    fewer = min(map(len, families))
    if fewer and len(families[0] & families[1]) / fewer >= _SHARED:
        return
    raise AnswerError(f"{provider.name} speaks of another paper: {shown(b.title)}")
