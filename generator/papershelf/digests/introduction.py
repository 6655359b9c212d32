"""What the curator says first in a digest: the Markdown of a file in each form."""

from collections.abc import Callable
from html import escape
from urllib.parse import urlsplit

from papershelf.config import Config
from papershelf.digests.model import Introduction
from papershelf.digests.texts import one_line
from papershelf.markup import to_html, to_markdown, to_paragraphs
from papershelf.markup.elsewhere import markdown_link
from papershelf.model import DigestPage, Library
from papershelf.plan.cards import paper_url
from papershelf.plan.introductions import introduction_of
from papershelf.plan.links import LinkMap
from papershelf.reports.plain_markdown import readable_markdown
from papershelf.urls import file_path, file_url, site_path
from papershelf.wording import Wording

_HEADINGS = 3
"""The level of its highest heading: the digest's own parts are of the second."""


def introduction(
    written: DigestPage, library: Library, config: Config, wording: Wording, root: str
) -> Introduction | None:
    """The introduction with whole addresses, signed; None where it says nothing."""
    if not written.body.strip():
        return None
    view = introduction_of(written, config)
    resolve = _resolver(written, library, root)
    html = to_html(
        view.body,
        wording=wording,
        resolve=resolve,
        headings=_HEADINGS,
        page=f"{root}{site_path(written.kind, written.key)}",
        linked_images=True,
    )
    markdown = to_markdown(view.body, resolve=resolve, headings=_HEADINGS)
    text = to_paragraphs(view.body, resolve=resolve)
    if view.curator is not None:
        name, url = one_line(view.curator.label), view.curator.url
        shown = escape(name, quote=False)
        html += f'<p>— <a href="{escape(url)}">{shown}</a></p>\n' if url else f"<p>— {shown}</p>\n"
        label = readable_markdown(name)
        markdown += f"\n\n— {markdown_link(label, url) if url else label}"
        text += f"\n\n— {name}"
    return Introduction(html, markdown, text)


def _resolver(written: DigestPage, library: Library, root: str) -> Callable[[str], str | None]:
    """Finds the whole address behind a relative link, without a plan of the site.

    A build tells of links that lead nowhere; here only drafts are known to have no page.
    """
    drafts = {
        file_path(*paper_url(paper.id).split("/")[:-1])
        for paper in library.papers.values()
        if paper.status == "draft"
    }
    links = LinkMap(library, lambda path: _is_page(path) and path not in drafts)
    links.add_files(library.static)

    def resolve(target: str) -> str | None:
        found = links.resolve(written.source, target)
        if found is None and target.startswith("/"):
            parts = urlsplit(target)
            path = parts.path.lstrip("/")
            # A file that the site makes, such as a feed.
            if _is_file(path) and not {".", ".."} & set(path.split("/")):
                found = file_url(path)
        return None if found is None else f"{root}{found}"

    return resolve


def _is_page(path: str) -> bool:
    return not _is_file(path) and "//" not in path


def _is_file(path: str) -> bool:
    """Whether a path is that of a file of its own, by the ending of its name."""
    return "." in path.removesuffix("/index.html").rpartition("/")[2]
