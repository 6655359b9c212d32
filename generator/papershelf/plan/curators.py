"""Who is meant by those who brought papers: one rule for bylines, numbers and pages of papers."""

import re
from collections.abc import Collection, Iterable, Mapping

from papershelf.config import CreditForm, CuratorForm
from papershelf.plan.views import Link
from papershelf.text import shorten
from papershelf.urls import web_address

MAX_NAME = 60
_ADDRESS = re.compile(r"\S@\S")


def keepers_by_handle(curators: Iterable[CuratorForm]) -> Mapping[str, CuratorForm]:
    """The site's curators by what entries may call them: their ids and their names."""
    curators = tuple(curators)
    return {curator.name: curator for curator in curators} | {
        curator.id: curator for curator in curators
    }


def person_link(keepers: Mapping[str, CuratorForm], handle: str) -> Link:
    """Somebody who brought papers: curators by their names, with their pages."""
    keeper = keepers.get(handle)
    if keeper is None:
        return Link(shorten(handle, MAX_NAME))
    return Link(keeper.name, web_address(keeper.url or ""))


def hidden_names(credit: CreditForm) -> frozenset[str]:
    """The names and logins that a shelf shows nobody, without regard to case."""
    return frozenset(name.casefold().removeprefix("@") for name in credit.hide)


def is_shown(handle: str, hidden: Collection[str]) -> bool:
    """Whether somebody may be named at all; e-mail addresses never are."""
    name = handle.casefold().removeprefix("@")
    return name not in hidden and not _ADDRESS.search(name)
