"""Every page of a site with its address and its context."""

from collections.abc import Mapping

from papershelf.config import Config
from papershelf.model import Library
from papershelf.plan.page import (
    Page,
    PageView,
    SitePlan,
    SiteView,
    digest_of,
    refuse_collisions,
)
from papershelf.plan.pages import Planner
from papershelf.plan.views import Link
from papershelf.relate import Relations

__all__ = [
    "Page",
    "PageView",
    "SitePlan",
    "SiteView",
    "digest_of",
    "plan_site",
    "refuse_collisions",
]

# A <meta> policy cannot say frame-ancestors, and hosts that send headers are told elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)


def plan_site(
    library: Library,
    relations: Relations,
    config: Config,
    *,
    generator: str,
    options: Mapping[str, str],
    stylesheet: str,
) -> SitePlan:
    """The plan of a site: what the pages are, not yet how they look."""
    planner = Planner(library, relations, config)
    today = (Link("Today", ""),) if relations.days else ()
    site = SiteView(
        title=config.title,
        tagline=config.tagline,
        description=config.description,
        language=config.language,
        base_url=config.base_url or "",
        base_path=config.base_path,
        curators=tuple(curator.name for curator in config.curators),
        nav=(*today, *planner.sections(), *planner.free_links("header")),
        footer=planner.free_links("footer"),
        search=config.search.enabled,
        policy=POLICY,
        generator=generator,
        options=options,
        stylesheet=stylesheet,
    )
    return SitePlan(site, tuple(planner.pages()))
