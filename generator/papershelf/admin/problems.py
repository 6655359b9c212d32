"""What keeps the page for editing from working."""

from collections.abc import Collection

from papershelf.config import Config
from papershelf.errors import Location, Problem, Severity
from papershelf.fields import shown
from papershelf.plan.editing import editing_of

_SETTINGS = Location("content/site.yaml")


def script_problems(config: Config, static: Collection[str]) -> list[Problem]:
    """A warning where the program is not in content/static, whose files `static` names."""
    script = config.admin.script
    if not config.admin.enabled or "://" in script or script in static:
        return []
    return [
        Problem(
            _SETTINGS,
            f"admin.script: there is no file {shown(f'content/static/{script}')}",
            "copy dist/sveltia-cms.js of the npm package @sveltia/cms there",
            Severity.WARNING,
            rule="admin",
        )
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
