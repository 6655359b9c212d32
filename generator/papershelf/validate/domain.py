"""The domain that a shelf names for its host, beside the address that its pages take for theirs."""

import re
from urllib.parse import urlsplit

from papershelf.config import Config
from papershelf.content_files import ContentFiles
from papershelf.errors import Location, Problem, Severity
from papershelf.fields import shown
from papershelf.load import read_bytes

_CNAME = "content/static/CNAME"
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII)


def other_domain(config: Config, files: ContentFiles) -> list[Problem]:
    """Advice about a file CNAME that names another domain than `base_url`.

    None is missed where there is none: who publishes by GitHub Actions sets the domain in the
    settings of the repository, and the file is not looked at.
    """
    file = next((file for file in files.static if file.path == _CNAME), None)
    if file is None:
        return []
    domain = read_bytes(file).decode("utf-8", "replace").strip().lower()
    own = urlsplit(config.base_url or "").hostname or ""
    if domain == own:
        return []
    if not _DOMAIN.fullmatch(domain):
        message = f"{shown(domain)} is no domain"
        hint = "write the domain alone, such as papers.example.org"
    elif own:
        message = f"names {shown(domain)}, but base_url in site.yaml is at {shown(own)}"
        hint = "name the same domain in both, or remove this file if the host does not need it"
    else:
        message = f"names {shown(domain)}, but site.yaml has no base_url"
        hint = f"write base_url: https://{domain}/ there, so that the site has a sitemap"
    return [Problem(Location(_CNAME), message, hint, Severity.ADVICE, rule="other-domain")]
