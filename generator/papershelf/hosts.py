"""The hosts that a site can be published on: what they take, and which of our files they read."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Host:
    """A host of static sites as its free offer is; None where it names no limit."""

    label: str
    megabytes: float | None = None
    """Of all files together; 1 MB is a million bytes."""
    files: int | None = None
    counts_folders: bool = False
    """Whether folders count as files."""
    file_megabytes: float | None = None
    """Of the largest file."""
    redirects: int = 0
    """Lines of `_redirects` that it obeys; 0 where it reads no such file, or has no need of one."""
    redirect_length: int = 0
    """Characters that such a line may have."""
    redirect_code: str = "301"
    """Says that an address has moved for ever, and counts before a file that is there."""
    reads_headers: bool = False
    """Whether it sends what `_headers` says."""


HOSTS: Final[Mapping[str, Host]] = MappingProxyType(
    {
        "github": Host("GitHub Pages", megabytes=1_000),
        # It obeys redirects as well, but only where there is no file, and ours always is.
        "gitlab": Host("GitLab Pages", megabytes=1_000, files=200_000, counts_folders=True),
        "cloudflare": Host(
            "Cloudflare Pages",
            files=20_000,
            file_megabytes=26.2144,
            redirects=2_000,
            redirect_length=1_000,
            reads_headers=True,
        ),
        "netlify": Host(
            "Netlify",
            # Ten thousand and more are said to let publishing fail.
            redirects=9_000,
            redirect_length=1_000,
            redirect_code="301!",
            reads_headers=True,
        ),
        "plain": Host("your host"),
    }
)
"""By the names that `host` in site.yaml has for them."""
