"""Topics: the vocabulary as a tree, and each topic with its papers."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from papershelf.markup import block_to_text
from papershelf.model import Topic
from papershelf.plan import contexts
from papershelf.plan.branches import Branch
from papershelf.plan.cards import term_url
from papershelf.plan.list_views import Facet
from papershelf.plan.lists import parts
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner, internal_links_of
from papershelf.plan.profile import Outline, Wish
from papershelf.plan.views import Link, TopicView
from papershelf.plan.ways import (
    TermList,
    order_pages,
    search_for,
    slice_pages,
    tools,
    year_wishes,
    years_at,
    years_of,
)
from papershelf.text import fold, shorten, slugify
from papershelf.urls import file_path


def topic_branches(planner: Planner) -> Iterator[Branch]:
    """The tree of topics, and each of them."""
    if not planner.library.topics:
        return
    children: dict[str, list[str]] = {}
    for key in sorted(
        planner.library.topics, key=lambda k: (fold(planner.library.topics[k].name), k)
    ):
        children.setdefault(planner.library.topics[key].parent, []).append(key)
    yield Branch(file_path("topics"), partial(_index, planner, children))
    for topic in planner.library.topics.values():
        path = file_path("topics", slugify(topic.id))
        yield Branch(path, partial(_topic, planner, topic, children))


def _index(planner: Planner, children: Mapping[str, Sequence[str]]) -> Iterator[Page]:
    def tree(topic_id: str) -> TopicView:
        term = planner.topic_term(topic_id)
        return TopicView(
            term.label,
            term.url,
            term.count,
            planner.library.topics[topic_id].description,
            tuple(tree(child) for child in children.get(topic_id, ())),
        )

    relations, topics = planner.relations, planner.library.topics
    yield planner.page(
        ("topics",),
        "topics.html",
        planner.section("topics").label,
        contexts.TopicsContext(
            tuple(tree(topic) for topic in children.get("", ())),
            max(map(len, relations.topics.values()), default=1),
        ),
        dated_by=relations.newest,
        terms=[Link(topic.name, term_url("topics", topic.id)) for topic in topics.values()],
        description=planner.wording.say("descriptions.topics", shelf=planner.config.title),
    )


def _topic(planner: Planner, topic: Topic, children: Mapping[str, Sequence[str]]) -> Iterator[Page]:
    narrower = tuple(planner.topic_term(child) for child in children.get(topic.id, ()))
    kin = _kin(planner, topic.id, children)
    broader = planner.topic_term(topic.parent) if topic.parent else None
    say, way = planner.wording.say, [planner.step("topics")]
    if broader:
        way.append((broader.label, broader.url))
    listed = TermList(
        slugs=("topics", slugify(topic.id)),
        title=topic.name,
        papers=planner.relations.topics.get(topic.id, ()),
        way=way,
        source=f"the topic {topic.id}",
        search=search_for(topic=topic.id),
    )
    years = years_of(planner, listed.papers)
    outline = Outline(
        listed.papers,
        wishes=(
            Wish("topics", say("facets.together"), kin),
            Wish("venues", say("sections.venues")),
            *year_wishes(planner, listed, years),
        ),
        given=(Facet(say("facets.narrower"), narrower),) if narrower else (),
        years_at=years_at(listed, years),
    )
    for part in parts(listed.papers, listed.slugs, planner.config.page_size, planner.wording):
        is_first = part.number == 1
        yield planner.list_page(
            part,
            listed.slugs,
            "topic.html",
            topic.name,
            contexts.TopicContext(
                description=topic.description if is_first else "",
                broader=Link(broader.label, broader.url) if broader else None,
                profile=planner.profiles.profile(outline) if is_first else None,
                tools=tools(planner, listed),
                papers=planner.cards_of(part.items),
                pager=part.pager,
            ),
            items=part.items,
            description=shorten(block_to_text(topic.description), 200)
            or say("descriptions.topic", name=topic.name),
            way=way,
            source=listed.source,
            links=internal_links_of(topic.description) if is_first else (),
            dated_by=listed.papers,
        )
    yield from slice_pages(planner, listed, years)
    yield from order_pages(planner, listed)


def _kin(planner: Planner, topic_id: str, children: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """A topic with all broader and narrower ones: that these stand together says nothing."""
    kin = {topic_id: None}
    topic = planner.library.topics[topic_id]
    while topic.parent and topic.parent not in kin:
        kin[topic.parent] = None
        topic = planner.library.topics[topic.parent]
    below = [topic_id]
    for known in below:
        found = [child for child in children.get(known, ()) if child not in kin]
        kin.update(dict.fromkeys(found))
        below.extend(found)
    return frozenset(kin)
