"""Count papers: ask services how often each is cited, starred and voted for, into metrics.yaml."""

from papershelf.enriching.report import Change, Report, Tally
from papershelf.enriching.run import Wishes, enrich

__all__ = ["Change", "Report", "Tally", "Wishes", "enrich"]
