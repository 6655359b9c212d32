"""Citations as OpenAlex counts them.

`GET /works?filter=doi:A|B|…`: up to 100 values in a filter and 100 works on a page
(developers.openalex.org, "Filter" and "Paging"). Since February 2026 a request that lists costs a
ten-thousandth of a dollar, of which there is one a day with a free key and a hundredth without
("Authentication & Pricing").
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from papershelf.enriching.counter import Ask, Counter, count_of
from papershelf.model import Paper
from papershelf.net import AnswerError
from papershelf.net.client import Request
from papershelf.providers import Guest, Sources, canonical_ids, values

NAME: Final = "OpenAlex"
_MOST_VALUES: Final = 100
_MOST_PAGES: Final = 5
"""Several works may have one DOI, but not that many."""
_SIMPLE_DOI: Final = re.compile(r"10\.\d{4,9}/[a-z0-9._;()/-]{1,80}", re.ASCII)
"""Other characters, as commas and bars, mean something in a filter."""
_ADDRESS: Final = "https://doi.org/"


def openalex(sources: Sources, guest: Guest) -> Counter:
    """The counter of citations."""
    secret = values.filled(mailto=guest.contact, api_key=guest.openalex_key)

    def count(keys: Sequence[str], ask: Ask) -> Mapping[str, int]:
        found: dict[str, int] = {}
        seen = 0
        for page in range(1, _MOST_PAGES + 1):
            answer = ask(
                Request(
                    sources.openalex,
                    {
                        "filter": f"doi:{'|'.join(keys)}",
                        "select": "id,doi,cited_by_count",
                        "per_page": str(_MOST_VALUES),
                        "page": str(page),
                    },
                    secret=secret,
                    none_when=frozenset(),
                )
            )
            works, total = _works(answer)
            seen += len(works)
            _take(works, frozenset(keys), found)
            if seen >= total:
                return found
            if not works:
                break
        raise AnswerError(f"{NAME} sends only a part of its answer")

    return Counter(NAME, "openalex", _MOST_VALUES, _keys, count)


def _keys(paper: Paper) -> tuple[str, ...]:
    ids = canonical_ids(paper.ids)
    dois = [str(ids.get("doi", "")), f"10.48550/arXiv.{ids['arxiv']}" if "arxiv" in ids else ""]
    return tuple(doi.lower() for doi in dois if _SIMPLE_DOI.fullmatch(doi.lower()))


def _works(answer: Any) -> tuple[list[Any], int]:
    works, total = values.at(answer, "results"), values.at(answer, "meta", "count")
    if not isinstance(works, list) or type(total) is not int:
        raise AnswerError(f"{NAME} sends something else than a list of works")
    return works, total


def _take(works: Sequence[Any], asked: frozenset[str], found: dict[str, int]) -> None:
    for work in works:
        doi = values.text(work, "doi").lower().removeprefix(_ADDRESS)
        if doi not in asked:
            raise AnswerError(f"{NAME} answers for other papers than it was asked for")
        count = count_of(values.at(work, "cited_by_count"), NAME)
        found[doi] = max(count, found.get(doi, 0))
