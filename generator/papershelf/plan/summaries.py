"""The numbers of a period: what came, about what, from where and by whom."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from papershelf.model import Paper
from papershelf.plan.cards import term_url
from papershelf.plan.curators import hidden_names, is_shown, keepers_by_handle, person_link
from papershelf.plan.page import deferred, digest_of
from papershelf.plan.planner import Planner
from papershelf.plan.views import Link, Summary, SummaryRow, TermLink
from papershelf.wording import Wording

MOST_TERMS = 5


def summary_of(planner: Planner, papers: Sequence[str]) -> Summary:
    """The summary of papers, made only where a page shows it."""
    # The key of a paper covers all that its rows say, but for collections and curators.
    digest = digest_of(
        tuple(planner.cards.key(paper) for paper in papers),
        planner.cards.collections_key(papers),
        tuple((curator.id, curator.name, curator.url) for curator in planner.config.curators),
    )
    return deferred(digest, partial(_summary, planner, papers))


def _summary(planner: Planner, ids: Sequence[str]) -> Summary:
    return Summary(tuple(_rows(planner, [planner.library.papers[paper] for paper in ids])))


def _rows(planner: Planner, papers: Sequence[Paper]) -> Iterator[SummaryRow]:
    library, memberships = planner.library, planner.relations.memberships
    say = planner.wording.say
    yield SummaryRow(say("sections.papers"), planner.wording.number(len(papers)))
    for kind in ("code", "data"):
        count = sum(any(link.kind == kind for link in paper.links) for paper in papers)
        if count:
            yield SummaryRow(say(f"summaries.{kind}"), planner.wording.number(count))
    yield from _most(
        planner.wording,
        say("sections.topics"),
        Counter(topic for paper in papers for topic in paper.topics),
        lambda topic: Link(library.topics[topic].name, term_url("topics", topic)),
    )
    yield from _most(
        planner.wording,
        say("sections.venues"),
        Counter(paper.venue for paper in papers if paper.venue),
        lambda venue: Link(library.venues[venue].label, term_url("venues", venue)),
    )
    yield from _most(
        planner.wording,
        say("sections.collections"),
        Counter(key for paper in papers for key, _ in memberships.get(paper.id, ())),
        lambda key: Link(library.collections[key].title, term_url("collections", key)),
    )
    keepers = keepers_by_handle(planner.config.curators)
    hidden = hidden_names(planner.config.credit)
    yield from _most(
        planner.wording,
        say("summaries.added_by"),
        # A curator may be called by id here and by name there.
        Counter(
            keepers[handle].id if handle in keepers else handle
            for paper in papers
            if (handle := paper.submitted_by or paper.curated_by) and is_shown(handle, hidden)
        ),
        lambda handle: person_link(keepers, handle),
    )


def _most(
    wording: Wording, label: str, counts: Counter[str], link: Callable[[str], Link]
) -> Iterator[SummaryRow]:
    """The row of the terms seen most, if there are any."""
    if not counts:
        return
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    shown = [(link(key), counts[key]) for key in ordered[:MOST_TERMS]]
    rest = len(ordered) - len(shown)
    yield SummaryRow(
        label,
        "",
        tuple(TermLink(term.label, term.url, count) for term, count in shown),
        wording.say("summaries.more", rest) if rest else "",
    )
