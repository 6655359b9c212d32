"""Links of papers to files of the shelf."""

from papershelf.errors import suggest
from papershelf.fields import shown
from papershelf.model import ArtifactLink, Paper
from papershelf.validate.assembly import Assembly


def check_static(work: Assembly, paper: Paper) -> None:
    """Report addresses below static/ where there is no such file."""
    if not (paper.links or paper.thumbnail or paper.versions):
        return
    written: list[tuple[str, tuple[int | str, ...]]] = [
        (link.url, _place_of_link(work, paper, link))
        for link in paper.links
        if link.url.startswith("static/") and link.url not in work.static
    ]
    if paper.thumbnail and paper.thumbnail.path not in work.static:
        written.append((paper.thumbnail.path, ("thumbnail", "path")))
    for index, version in enumerate(paper.versions):
        if version.url.startswith("static/") and version.url not in work.static:
            written.append((version.url, ("versions", index, "url")))
    for address, path in written:
        nearest = suggest(address.removeprefix("static/"), work.records.static)
        hint = f"put the file at content/{address}"
        if nearest:
            hint = f'did you mean "static/{nearest}"?'
        message = f"{path[0]}: there is no file {shown(address)}"
        work.report(paper, path, message, hint, rule="missing-file")


def _place_of_link(work: Assembly, paper: Paper, link: ArtifactLink) -> tuple[int | str, ...]:
    """The field that holds a link: links are written as a map of kinds or as a list."""
    same_kind = [other for other in paper.links if other.kind == link.kind]
    candidates: list[tuple[int | str, ...]] = [
        *(("links", link.kind, index) for index in range(len(same_kind))),
        *(("links", index, "url") for index in range(len(paper.links))),
    ]
    for path in candidates:
        location, excerpt = work.find(paper.source, paper.position, path)
        if excerpt[max(location.column - 1, 0) :].lstrip("\"'").startswith(link.url):
            return path
    return candidates[0]
