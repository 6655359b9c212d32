"""Topics: the vocabulary as a tree, and each topic with its papers."""

from collections.abc import Iterator

from papershelf.markup import block_to_text
from papershelf.plan import contexts
from papershelf.plan.lists import parts
from papershelf.plan.page import Page
from papershelf.plan.planner import Planner, internal_links_of
from papershelf.plan.views import (
    Link,
    TopicView,
)
from papershelf.text import fold, shorten, slugify
from papershelf.urls import site_path


def topic_pages(planner: Planner) -> Iterator[Page]:
    """The tree of topics, and each of them."""
    if not planner.library.topics:
        return
    children: dict[str, list[str]] = {}
    for key in sorted(
        planner.library.topics, key=lambda k: (fold(planner.library.topics[k].name), k)
    ):
        children.setdefault(planner.library.topics[key].parent, []).append(key)

    def tree(topic_id: str) -> TopicView:
        term = planner.topic_term(topic_id)
        return TopicView(
            term.label,
            term.url,
            term.count,
            planner.library.topics[topic_id].description,
            tuple(tree(child) for child in children.get(topic_id, ())),
        )

    yield planner.page(
        ("topics",),
        "topics.html",
        "Topics",
        contexts.TopicsContext(tuple(tree(topic) for topic in children.get("", ()))),
        description=f"The topics of {planner.config.title}.",
    )
    for topic in planner.library.topics.values():
        papers = planner.relations.topics.get(topic.id, ())
        slugs = ("topics", slugify(topic.id))
        broader = planner.topic_term(topic.parent) if topic.parent else None
        way = [("Topics", site_path("topics"))]
        if broader:
            way.append((broader.label, broader.url))
        for part in parts(papers, slugs, planner.config.page_size):
            yield planner.list_page(
                part,
                slugs,
                "topic.html",
                topic.name,
                contexts.TopicContext(
                    description=topic.description if part.number == 1 else "",
                    broader=Link(broader.label, broader.url) if broader else None,
                    narrower=tuple(
                        planner.topic_term(child) for child in children.get(topic.id, ())
                    ),
                    papers=planner.cards_of(part.items),
                    pager=part.pager,
                ),
                description=shorten(block_to_text(topic.description), 200)
                or f"Papers on {topic.name}.",
                way=way,
                source=f"the topic {topic.id}",
                links=internal_links_of(topic.description) if part.number == 1 else (),
            )
