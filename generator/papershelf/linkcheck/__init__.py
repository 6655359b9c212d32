"""Whether the web addresses of a shelf still lead somewhere, asked politely and with memory."""

from papershelf.linkcheck.asking import Network
from papershelf.linkcheck.run import LinkReport, Progress, Wishes, check_links

__all__ = ["LinkReport", "Network", "Progress", "Wishes", "check_links"]
