"""What programs may read of a site: all of it."""

ROBOTS_FILE = "robots.txt"

_BELOW = """\
# Programs read this file at the root of a host only, and this site begins at {path}.
# What is written here counts if it is copied there; the sitemap can be told to search engines.
"""


def robots(base_path: str, sitemap: str) -> bytes:
    """The text of robots.txt: `sitemap` is the address of the sitemap, empty where there is none.

    A copy that nobody shall find says the same: robots that may not read its pages never learn
    that these want to be left alone, and list them by their addresses.
    """
    lines = [_BELOW.format(path=base_path)] if base_path != "/" else []
    lines.append("User-agent: *\nAllow: /\n")
    if sitemap:
        lines.append(f"\nSitemap: {sitemap}\n")
    return "".join(lines).encode()
