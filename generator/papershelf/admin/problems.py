"""What keeps the page for editing from working."""

from collections.abc import Collection

from papershelf.config import Config
from papershelf.errors import Location, Problem, Severity
from papershelf.fields import shown
from papershelf.plan.editing import editing_of

_SETTINGS = Location("content/site.yaml")
_PROGRAM = "dist/sveltia-cms.js of the npm package @sveltia/cms"
_ICONS = (
    "files/material-symbols-outlined-latin-wght-normal.woff2 of the npm package "
    "@fontsource-variable/material-symbols-outlined"
)


def script_problems(config: Config, static: Collection[str]) -> list[Problem]:
    """A warning for each file of the page that is not among `static`, those in content/static."""
    settings = config.admin
    if not settings.enabled:
        return []
    needed = (("script", settings.script, _PROGRAM), ("icons", settings.icons, _ICONS))
    return [
        Problem(
            _SETTINGS,
            f"admin.{name}: there is no file {shown(f'content/static/{path}')}",
            f"copy {source} there",
            Severity.WARNING,
            rule="admin",
        )
        for name, path, source in needed
        if path and "://" not in path and path not in static
    ]


def repository_problems(config: Config) -> list[Problem]:
    """A warning where the page is left out because nobody knows whom it would talk to."""
    if not config.admin.enabled or editing_of(config) is not None:
        return []
    if config.repository is None or config.repository.url is None:
        message = "admin: the page for editing is left out, as no repository is known"
        hint = "write repository: {url: …}, or build with --repository URL"
    else:
        message = f"admin: the page for editing cannot reach {shown(config.repository.url)}"
        hint = "it knows GitHub, GitLab, Forgejo and Gitea by the names in their addresses"
    return [Problem(_SETTINGS, message, hint, Severity.WARNING, rule="admin")]
