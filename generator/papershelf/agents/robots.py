"""What programs may read of a site: all of it, unless it is a copy that nobody shall find."""

ROBOTS_FILE = "robots.txt"

_BELOW = """\
# Programs read this file at the root of a host only, and this site begins at {path}.
# What is written here counts if it is copied there; the sitemap can be told to search engines.
"""


def robots(base_path: str, sitemap: str, *, noindex: bool = False) -> bytes:
    """The text of robots.txt: `sitemap` is the address of the sitemap, empty where there is none.

    With `noindex` it refuses everything.
    """
    lines = [_BELOW.format(path=base_path)] if base_path != "/" else []
    lines.append(f"User-agent: *\n{'Disallow' if noindex else 'Allow'}: /\n")
    if sitemap and not noindex:
        lines.append(f"\nSitemap: {sitemap}\n")
    return "".join(lines).encode()
