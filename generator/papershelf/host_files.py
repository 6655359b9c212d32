"""Files that hosts read rather than serve: which headers they send, and what has moved."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from papershelf.build_digests import BUILD_FILE, DIGEST_FILES, WORKER_FILE
from papershelf.exporters import MEDIA_TYPES
from papershelf.hosts import HOSTS, Host
from papershelf.model import Library
from papershelf.output import Pending
from papershelf.plan import POLICY, SitePlan
from papershelf.plan.aliases import earlier_slugs
from papershelf.plan.cards import paper_url
from papershelf.relate import Relations
from papershelf.urls import site_path

HEADERS_FILE = "_headers"
REDIRECTS_FILE = "_redirects"

_FOR_ALL = (
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: strict-origin-when-cross-origin",
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    # All of it is public and nobody is logged in: notebooks in a browser may read the exports.
    "Access-Control-Allow-Origin: *",
)
# Only a header can say who may frame a page; all else is what the pages say themselves.
_FRAMES = "frame-ancestors 'none'"
_FOR_EVER = ("Cache-Control: public, max-age=31536000, immutable",)
_ASKED_ANEW = ("Cache-Control: no-cache",)
_MOST_FOLDERS = 80
"""Folders of pages with a rule of their own: Cloudflare reads a hundred rules in all."""


def host_files(library: Library, relations: Relations, plan: SitePlan) -> Iterator[Pending]:
    """What the host of a site reads beside the site."""
    host = HOSTS[plan.config.host]

    def pending(path: str, make: Callable[[], Iterable[str]]) -> Pending:
        source = f"the host {host.label}"
        return Pending(path, lambda: None, lambda: "".join(make()).encode(), source)

    if host.reads_headers:
        yield pending(HEADERS_FILE, partial(_headers, plan))
    if host.redirects and any(earlier_slugs(library, relations)):
        yield pending(REDIRECTS_FILE, partial(_redirects, library, relations, plan, host))


def _headers(plan: SitePlan) -> Iterator[str]:
    rules: dict[str, tuple[str, ...]] = {"/*": _FOR_ALL}
    folders = sorted({path.partition("/")[0] for path in plan.branches.firsts() if "/" in path})
    if len(folders) <= _MOST_FOLDERS:
        # Pictures and documents of the shelf's own may need what pages do not.
        rules["/"] = _policy(plan.policies.get("", POLICY))
        rules |= {
            f"/{site_path(folder)}*": _policy(plan.policies.get(folder, POLICY))
            for folder in folders
        }
    else:
        # Where several rules fit, browsers obey all their policies: this one must suit every page.
        rules["/*"] += _policy("" if plan.policies else POLICY)
    # Both folders are named by what is in them.
    rules |= {"/assets/*": _FOR_EVER, "/search/:folder/*": _FOR_EVER}
    if plan.config.offline:
        rules |= {f"/{path}": _ASKED_ANEW for path in (WORKER_FILE, BUILD_FILE)}
        rules |= {f"/{DIGEST_FILES}": _FOR_EVER}
    rules |= {f"/*{ending}": (f"Content-Type: {kind}",) for ending, kind in MEDIA_TYPES.items()}
    for path, headers in rules.items():
        yield f"{path}\n"
        yield from (f"  {header}\n" for header in headers)


def _policy(policy: str) -> tuple[str]:
    return (f"Content-Security-Policy: {policy}{'; ' if policy else ''}{_FRAMES}",)


def _redirects(library: Library, relations: Relations, plan: SitePlan, host: Host) -> Iterator[str]:
    """A line for each earlier address of a paper, as many as the host obeys.

    The pages at the other ones lead on as they do everywhere.
    """
    site = plan.site
    # Below a path the site is behind another server, which alone knows the address of the root.
    root = "/" if site.base_path == "/" else site.base_url
    lines = (
        f"/{site_path('papers', slug)} {root}{paper_url(paper.id)} {host.redirect_code}"
        for slug, paper in earlier_slugs(library, relations)
    )
    fitting = (line for line in lines if len(line) <= host.redirect_length)
    for line in islice(fitting, host.redirects):
        yield f"{line}\n"
