"""What readers know the feeds of a shelf by."""

from papershelf.config import Config
from papershelf.errors import Location, Problem, Severity


def unnamed_feeds(config: Config) -> list[Problem]:
    """Advice for a shelf whose feeds are named after its title, which may change."""
    if config.feed_id:
        return []
    return [
        Problem(
            Location("content/site.yaml"),
            "no feed_id: a new title would make feed readers show every paper again",
            "set feed_id once and for ever to a UUID, as uuidgen prints; init writes one",
            Severity.ADVICE,
            rule="unnamed-feeds",
        )
    ]
