"""Where readers mend an entry, report a problem or suggest a paper: what code hosts know."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from papershelf.config import RepositoryForm
from papershelf.markup import to_text
from papershelf.model import Paper
from papershelf.plan.page import digest_of
from papershelf.text import shorten
from papershelf.urls import web_address

MAX_TITLE = 200
"""Characters of a title in an address: hosts refuse long ones."""


@dataclass(frozen=True, slots=True)
class _Host:
    """The addresses of a code host below that of a repository, with their blanks in braces."""

    software: str
    edit: str
    report: str
    correct: str = ""
    """The form to correct an entry; empty where the host has no forms.

    Without the title of the paper, which would stand on its page once more in other letters:
    pages have to stay light.
    """
    suggest: str = ""
    """The form to suggest a paper."""


_CORRECTION = "Correct "
"""What the title of a correction begins with, before the id, where forms cannot be filled in."""

_GITHUB = _Host(
    "github",
    "/edit/{branch}/{path}",
    "/issues/new?title={subject}&body={body}",
    "/issues/new?template=correct-entry.yml&entry={id}",
    "/issues/new?template=suggest-paper.yml",
)
_GITLAB = _Host(
    "gitlab",
    "/-/edit/{branch}/{path}",
    "/-/issues/new?issue%5Btitle%5D={subject}&issue%5Bdescription%5D={body}",
    "/-/issues/new?issuable_template=Correct%20an%20entry"
    f"&issue%5Btitle%5D={quote(_CORRECTION)}{{id}}",
    "/-/issues/new?issuable_template=Suggest%20a%20paper",
)
_FORGEJO = _Host("gitea", "/_edit/{branch}/{path}", "/issues/new?title={subject}&body={body}")
_BITBUCKET = _Host(
    "bitbucket",
    "/src/{branch}/{path}?mode=edit&at={branch}",
    "/issues/new?title={subject}&content={body}",
)
_HOSTS = {
    "github": _GITHUB,
    "gitlab": _GITLAB,
    "codeberg": _FORGEJO,
    "forgejo": _FORGEJO,
    "gitea": _FORGEJO,
    "bitbucket": _BITBUCKET,
}
_INSIDE = {"github": r"^(\w+://[^/]+/[^/]+/[^/]+)/.*", "gitlab": "^(.*?)/-/.*"}
"""The repository in addresses of its folders, as people copy them from their browsers."""
_BLANK = re.compile(r"\{(\w+)\}")


class Repository:
    """The addresses of one repository; none without a setting, or at a host nobody described."""

    def __init__(self, form: RepositoryForm | None) -> None:
        self.key = digest_of(form.model_dump() if form else None)
        self.software = ""
        """What the host runs: `github`, `gitlab`, `gitea` or `bitbucket`; empty if unknown."""
        self.root = ""
        """The address of the repository, without `.git`."""
        self.has_form = False
        """Whether reports go to the form for corrections."""
        self.suggest = ""
        """The address where a paper is suggested; empty if there is none."""
        self._edit = self._report = ""
        if form is None or form.url is None:
            return
        address = web_address(form.url.split("?")[0].split("#")[0])
        labels = (urlsplit(address).hostname or "").split(".")
        host = next((_HOSTS[label] for label in labels if label in _HOSTS), None)
        self.root = _root(address, host)
        if host and re.fullmatch("https?://[^/]+(/[^/]+){2,}", self.root, re.IGNORECASE):
            self.software = host.software
            self.has_form = bool(form.forms and host.correct and not form.report)
            self._edit = self.root + host.edit
            self._report = self.root + (host.correct if self.has_form else host.report)
            if form.forms and host.suggest:
                self.suggest = self.root + host.suggest
        if form.edit:
            self._edit = _encoded(form.edit)
        if form.report:
            self._report = _encoded(form.report)
        self._branch = form.branch
        self._folder = f"{form.folder}/" if form.folder else ""

    def edit(self, paper: Paper) -> str:
        """The address where the file of an entry is edited; empty if there is none."""
        return self._filled(self._edit, paper, "")

    def report(self, paper: Paper, page: str) -> str:
        """The address where a problem is reported; `page`: the paper's own address or nothing."""
        return self._filled(self._report, paper, page)

    def _filled(self, pattern: str, paper: Paper, page: str) -> str:
        if not pattern:
            return ""
        path = self._folder + paper.source
        title = shorten(to_text(paper.title), MAX_TITLE)
        place = f"{path}\n{page}" if page else path
        blanks = {
            "path": quote(path, safe="/"),
            "branch": quote(self._branch, safe="/"),
            "id": quote(paper.id, safe=""),
            "title": quote(title, safe=""),
            "page": quote(page, safe=""),
            "subject": quote(f"Problem with “{title}”", safe=""),
            "body": quote(f"{place}\n\n", safe=""),
        }
        # In one pass: what is filled in may hold braces itself.
        return _BLANK.sub(lambda blank: blanks[blank[1]], pattern)


def _root(address: str, host: _Host | None) -> str:
    """The address of a repository, of which `address` may be that of a folder inside."""
    inside = _INSIDE.get(host.software) if host else None
    if inside:
        address = re.sub(inside, r"\1", address)
    return re.sub(r"(\.git)?/*$", "", address)


def corrected_id(title: str) -> str:
    """The id of the entry in the title that the button for corrections gives; empty if none."""
    rest = title.removeprefix(_CORRECTION)
    return "" if rest == title else rest.partition(":")[0].strip()


def _encoded(pattern: str) -> str:
    """A pattern as an attribute may hold it: all but its blanks percent-encoded."""
    parts = re.split(r"(\{\w+\})", pattern)
    return "".join(part if place % 2 else web_address(part) for place, part in enumerate(parts))
