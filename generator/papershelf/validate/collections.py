"""Collections: who is in them, in which order and section."""

from collections.abc import Iterable, Mapping

from papershelf.errors import did_you_mean
from papershelf.fields import shown
from papershelf.model import (
    Collection,
    CollectionPaper,
    Membership,
    Paper,
    Section,
)
from papershelf.schema import CollectionForm, CollectionPaperForm, SectionForm
from papershelf.text import slugify
from papershelf.validate.assembly import Assembly
from papershelf.validate.shelf import Written


def section_of(section: str | SectionForm) -> Section:
    """A section, written as a heading or as a map."""
    if isinstance(section, str):
        return Section(section)
    return Section(section.title, section.description or "")


def collections_of(
    work: Assembly, papers: Mapping[str, Paper], *, known: Mapping[str, Paper]
) -> dict[str, Collection]:
    members: dict[str, list[tuple[Paper, Membership]]] = {}
    for paper in papers.values():
        for member in paper.collections:
            members.setdefault(member.collection, []).append((paper, member))
    return {
        key: _collection(work, written, members.get(key, []), papers, known)
        for key, written in sorted(work.records.shelf.collections.items())
    }


def _collection(
    work: Assembly,
    written: Written[CollectionForm],
    members: Iterable[tuple[Paper, Membership]],
    papers: Mapping[str, Paper],
    known: Mapping[str, Paper],
) -> Collection:
    form, entry = written.form, written.entry
    sections = tuple(section_of(section) for section in form.sections)
    titles = [section.title for section in sections]
    for index, title in enumerate(titles):
        if title in titles[:index]:
            message = f"the section {shown(title)} stands twice"
            work.report_written(
                entry, ("sections", index, "title"), message, "rename one of them", rule="twice"
            )
    placed: dict[str, tuple[int, CollectionPaper]] = {}
    own_order: dict[str, int] = {}
    for index, item in enumerate(form.papers):
        listed = item if isinstance(item, CollectionPaperForm) else CollectionPaperForm(id=item)
        place = ("papers", index, "id")
        if listed.id not in papers:
            if listed.id not in known and listed.id not in work.records.broken:
                hint = did_you_mean(listed.id, [*papers], noun="papers")
                work.report_written(
                    entry, place, f"unknown paper {shown(listed.id)}", hint, rule="unknown-paper"
                )
            continue
        if listed.id in placed:
            message = f"the paper {shown(listed.id)} stands twice"
            work.report_written(entry, place, message, "remove one of them", rule="twice")
            continue
        if listed.section and titles and listed.section not in titles:
            hint = did_you_mean(listed.section, titles, noun="sections")
            message = f"unknown section {shown(listed.section)}"
            work.report_written(
                entry, ("papers", index, "section"), message, hint, rule="unknown-section"
            )
        placed[listed.id] = (
            index,
            CollectionPaper(listed.id, listed.section or "", listed.note or ""),
        )
    for paper, member in members:
        if member.order is not None:
            own_order[paper.id] = member.order
        index, listed_paper = placed.get(paper.id, (len(form.papers), CollectionPaper(paper.id)))
        placed[paper.id] = (
            index,
            # What the collection says itself outweighs what an entry says of it.
            CollectionPaper(
                paper.id,
                listed_paper.section or member.section,
                listed_paper.note or member.note,
            ),
        )
    by_title = {title: place for place, title in enumerate(titles)}
    for _, member_paper in sorted(placed.values(), key=lambda pair: (pair[0], pair[1].paper)):
        section = member_paper.section
        if section not in by_title:
            # Papers outside every section come first when they name none, else after the others.
            by_title[section] = len(by_title) if section else -1

    def rank(pair: tuple[int, CollectionPaper]) -> tuple[int, int, int, str]:
        index, item = pair
        return (by_title[item.section], own_order.get(item.paper, 0), index, item.paper)

    ordered = sorted(placed.values(), key=rank)
    if form.order != "manual":
        ordered = _by_order(form.order, ordered, papers)
        ordered.sort(key=lambda pair: by_title[pair[1].section])
    return Collection(
        id=written.id,
        title=form.title,
        summary=form.summary or "",
        curator=form.curator or "",
        introduction=entry.body,
        sections=sections,
        papers=tuple(item for _, item in ordered),
        weight=form.weight,
        source=entry.source.path,
    )


def _by_order(
    order: str, items: list[tuple[int, CollectionPaper]], papers: Mapping[str, Paper]
) -> list[tuple[int, CollectionPaper]]:
    def key(pair: tuple[int, CollectionPaper]) -> str:
        paper = papers[pair[1].paper]
        if order == "title":
            return slugify(paper.title)
        # Within the year of publication, where the date is that of an earlier version.
        year = f"{paper.year:04}"
        return paper.date if paper.date.startswith(year) else year

    by_id = sorted(items, key=lambda pair: pair[1].paper)
    return sorted(by_id, key=key, reverse=order == "newest")
