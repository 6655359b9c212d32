"""The page for editing in the browser: whom it talks to, and so what its policy allows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from papershelf.config import Config
from papershelf.plan.repository import Repository
from papershelf.urls import file_url, origin_of, web_address

ADMIN = "admin"
"""The folder of the page and of its settings."""
SETTINGS_FILE = f"{ADMIN}/config.json"

_PICTURES = {
    "github": "https://avatars.githubusercontent.com",
    "gitlab": "https://secure.gravatar.com",
    "gitea": "https://secure.gravatar.com",
}
"""Where the pictures of those who sign in are, beside the host itself."""
_STATUS = {
    "github": "https://www.githubstatus.com",
    "gitlab": "https://status-api.hostedstatus.com",
}
"""Whom the program asks whether the host is up."""


@dataclass(frozen=True, slots=True)
class Editing:
    """What a site needs for its page for editing."""

    backend: Mapping[str, Any]
    """How the program reaches the repository, in its own words."""
    has_review: bool
    """Whether each change can wait as a pull request until somebody takes it."""
    script: str
    """The address of the program: on the web, or a site path."""
    integrity: str
    icons: str
    """The address of the font with its icons; empty where there is none."""
    policy: str
    """What the page may load and ask; without `"`, `&` and `<`."""


def editing_of(config: Config) -> Editing | None:
    """What the page for editing needs; None where none is wanted, or nothing can be reached."""
    settings = config.admin
    repository = Repository(config.repository)
    if not settings.enabled or config.repository is None:
        return None
    backend = _backend(repository, config.repository.branch, settings.sign_in)
    if backend is None:
        return None
    is_elsewhere = "://" in settings.script
    script = web_address(settings.script) if is_elsewhere else file_url(settings.script)
    source = origin_of(script) if is_elsewhere else "'self'"
    if not source:
        return None
    software = repository.software
    home = origin_of(repository.root)
    api = origin_of(str(backend.get("api_root", ""))) or "https://api.github.com"
    asked = dict.fromkeys((api, home, _STATUS.get(software, "")))
    seen = dict.fromkeys((home, _PICTURES[software]))
    return Editing(
        backend=backend,
        has_review=software in {"github", "gitlab"},
        script=script,
        integrity=(settings.integrity or "") if is_elsewhere else "",
        icons=file_url(settings.icons or ""),
        # Letters, icons and the number of the newest version, which the program looks for on
        # networks of others, would tell these who edits the shelf.
        policy="; ".join(
            (
                "default-src 'none'",
                f"script-src {source}",
                "style-src 'self' 'unsafe-inline'",
                f"img-src 'self' data: blob: {' '.join(seen)}",
                "media-src 'self' blob:",
                "font-src 'self' data:",
                f"connect-src 'self' data: blob: {' '.join(filter(None, asked))}",
                "manifest-src blob:",
                "worker-src 'self' blob:",
                "frame-src 'self' blob:",
                "base-uri 'none'",
                "form-action 'self'",
            )
        ),
    )


def _backend(repository: Repository, branch: str, sign_in: str | None) -> dict[str, Any] | None:
    """How the program reaches a repository; None at a host that it does not know."""
    home = origin_of(repository.root)
    path = unquote(urlsplit(repository.root).path).strip("/")
    software = repository.software
    if not home or software not in _PICTURES or not re.fullmatch(r"[^/:]+(/[^/:]+)+", path):
        return None
    if software == "gitea" and path.count("/") > 1:
        # Below a path of its host, where the program would not look.
        return None
    backend = {"name": software, "repo": path, "branch": branch}
    if software == "github":
        if home != "https://github.com":
            backend["api_root"] = f"{home}/api/v3"
    else:
        backend["base_url"] = home
        backend["api_root"] = f"{home}/api/v4" if software == "gitlab" else f"{home}/api/v1"
    if sign_in and software != "gitea":
        return {**backend, "base_url": web_address(sign_in)}
    return {**backend, "auth_methods": ["token"]}
