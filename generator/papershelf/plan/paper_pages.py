"""All papers, each paper, and the addresses that lead to where a paper is now."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from papershelf.markup import to_text
from papershelf.model import Paper
from papershelf.plan import contexts
from papershelf.plan.aliases import earlier_slugs
from papershelf.plan.branches import Branch
from papershelf.plan.cards import description_of, paper_url
from papershelf.plan.lists import parts
from papershelf.plan.page import Page, PageView, deferred
from papershelf.plan.planner import Planner, internal_links_of
from papershelf.plan.profile import Outline, Wish
from papershelf.plan.repository import Repository
from papershelf.plan.titles import plain_title
from papershelf.plan.views import Link, ToolsView
from papershelf.plan.ways import TermList, order_pages, tools
from papershelf.text import slugify
from papershelf.urls import file_path, site_path

_UNLISTED = frozenset({"draft", "hidden"})


def paper_branches(planner: Planner) -> Iterator[Branch]:
    """The list of all papers, and each of them."""
    yield Branch(file_path("papers"), partial(_all_papers, planner))
    repository = Repository(planner.config.repository)
    papers = planner.library.papers
    for paper_id in planner.relations.shown:
        path = file_path("papers", slugify(paper_id))
        yield Branch(path, partial(_paper_page, planner, repository, papers[paper_id]))


def links_of(paper: Paper) -> tuple[str, ...]:
    """The internal links in what an entry says, as written."""
    return internal_links_of(paper.abstract, paper.note)


def _all_papers(planner: Planner) -> Iterator[Page]:
    say = planner.wording.say
    listed = TermList(
        slugs=("papers",),
        title=say("sections.papers"),
        papers=planner.relations.newest,
        way=(),
        source="the page papers/",
        search="",
        elsewhere=(Link(say("pages.trending"), site_path("trending")),),
    )
    outline = Outline(
        listed.papers,
        wishes=tuple(
            Wish(
                section,
                say(f"sections.{section}"),
                more=Link(say(f"facets.all_{section}"), site_path(section)),
            )
            for section in ("topics", "venues", "years")
        )
        if listed.is_long
        else (),
        years_at=("years",),
    )
    for part in parts(listed.papers, listed.slugs, planner.config.page_size, planner.wording):
        yield planner.list_page(
            part,
            listed.slugs,
            "papers.html",
            listed.title,
            contexts.PapersContext(
                planner.profiles.profile(outline) if part.number == 1 else None,
                tools(planner, listed),
                planner.cards_of(part.items),
                part.pager,
            ),
            items=part.items,
            description=planner.wording.say("descriptions.papers", shelf=planner.config.title),
            dated_by=listed.papers,
        )
    yield from order_pages(planner, listed)


def _paper_page(planner: Planner, repository: Repository, paper: Paper) -> Iterator[Page]:
    slug = slugify(paper.id)
    url = site_path("papers", slug)

    def view() -> PageView:
        return planner.view(
            url,
            plain_title(paper, planner.wording),
            description_of(paper),
            way=[planner.step("papers")],
            noindex=paper.status in _UNLISTED,
            head=planner.heads.paper(paper.id, is_named=paper.status not in _UNLISTED),
            policy=planner.comments.policy(paper),
        )

    def paper_tools() -> ToolsView:
        base_url = planner.config.base_url
        address = f"{base_url}{url}" if base_url and paper.status not in _UNLISTED else ""
        report = repository.report(paper, address)
        return ToolsView(
            edit=repository.edit(paper),
            report="" if repository.has_form else report,
            correct=report if repository.has_form else "",
            mail=_mail(to_text(paper.title), address) if address else "",
        )

    yield Page(
        path=file_path("papers", slug),
        url=url,
        template="paper.html",
        view=deferred(planner.heads.paper_key(paper.id) + planner.comments.key(paper), view),
        context=contexts.PaperContext(
            planner.cards.card(paper.id),
            planner.details.of(paper.id),
            planner.near_papers.of(paper.id, planner.related.get(paper.id, ())),
            deferred(paper.digest + repository.key, paper_tools),
            planner.cited.views(paper.id),
            planner.comments.of(paper),
        ),
        source=paper.source,
        links=links_of(paper),
        dated_by=(paper.id,),
        is_mapped=paper.status not in _UNLISTED,
    )


def _mail(title: str, address: str) -> str:
    return f"mailto:?subject={quote(title, safe='')}&body={quote(address, safe='')}"


def alias_branches(planner: Planner) -> Iterator[Branch]:
    """A page at every earlier id that leads to where the paper is now."""
    for alias, paper in earlier_slugs(planner.library, planner.relations):
        path = file_path("papers", alias)
        yield Branch(path, partial(_alias_page, planner, paper, alias))


def _alias_page(planner: Planner, paper: Paper, alias: str) -> Iterator[Page]:
    yield planner.page(
        ("papers", alias),
        "redirect.html",
        to_text(paper.title),
        contexts.RedirectContext(Link(paper.title, paper_url(paper.id))),
        source=paper.source,
        noindex=True,
        same_as=paper_url(paper.id),
    )
