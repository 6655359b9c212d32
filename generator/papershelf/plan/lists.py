"""Long lists in parts: which papers stand on which page, and the pager between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from papershelf.plan.views import Link, Pager
from papershelf.urls import file_path, site_path
from papershelf.wording import Wording

T = TypeVar("T")

JUMP = 10
"""How many pages of a long list a reader may step over at once."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One page of a long list."""

    items: Sequence[T]
    first: int
    """The place of its first item in the whole list, from 0."""
    number: int
    url: str
    path: str
    pager: Pager


def part_slugs(slugs: tuple[str, ...], number: int) -> tuple[str, ...]:
    """Where a part of a list lives: the first at the list's own address."""
    return slugs if number == 1 else (*slugs, "page", str(number))


def parts(
    items: Sequence[T], slugs: tuple[str, ...], size: int, wording: Wording
) -> Iterator[Part[T]]:
    """The pages of a list of any length, at least one."""
    count = max(1, -(-len(items) // size))
    urls = [site_path(*part_slugs(slugs, number)) for number in range(1, count + 1)]
    for number, url in enumerate(urls, 1):
        first = (number - 1) * size
        yield Part(
            items=items[first : first + size],
            first=first,
            number=number,
            url=url,
            path=file_path(*part_slugs(slugs, number)),
            pager=_pager(urls, number, len(items), wording),
        )


def _pager(urls: Sequence[str], number: int, total: int, wording: Wording) -> Pager:
    def url(page: int) -> str:
        return urls[page - 1] if 1 <= page <= len(urls) else ""

    count = len(urls)
    return Pager(
        total=total,
        number=number,
        pages=tuple(_numbered(urls, number, wording)) if count > 1 else (),
        previous=url(number - 1),
        next=url(number + 1),
        words=wording.say("lists.page_of", number=number, of=count) if count > 1 else "",
        last=count,
        # Where the numbers reach anyway, steps of ten would only be more of the same.
        back=url(number - JUMP) if count > JUMP else "",
        forward=url(number + JUMP) if count > JUMP else "",
    )


def _numbered(urls: Sequence[str], current: int, wording: Wording) -> Iterator[Link]:
    """Links to the first, the last and the nearest pages, with gaps between."""
    kept = sorted(
        {1, len(urls), *(n for n in range(current - 2, current + 3) if 1 <= n <= len(urls))}
    )
    before = 0
    for number in kept:
        if number > before + 1:
            yield Link("…")
        yield Link(wording.number(number), urls[number - 1])
        before = number
