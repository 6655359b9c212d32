"""All sources of counts, in the order in which they are asked."""

from papershelf.config import CommentsForm
from papershelf.enriching.counter import Counter
from papershelf.enriching.giscus import giscus
from papershelf.enriching.github import github
from papershelf.enriching.hugging_face import hugging_face
from papershelf.enriching.openalex import openalex
from papershelf.enriching.semantic_scholar import semantic_scholar
from papershelf.providers import Guest, Sources


def counters(sources: Sources, guest: Guest, comments: CommentsForm | None) -> tuple[Counter, ...]:
    """Every source, those first that answer for many papers at once; giscus where it is on."""
    return (
        github(sources, guest),
        *([giscus(sources, guest, comments)] if comments else []),
        semantic_scholar(sources, guest),
        openalex(sources, guest),
        hugging_face(sources),
    )
