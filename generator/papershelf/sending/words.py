"""What servers say, fit for a log: nothing of the person it is about, nothing that acts."""

import re
from typing import Final

from papershelf.mail_address import MailAddress
from papershelf.text import visible

_MOST: Final = 160
_ADDRESS: Final = re.compile(r"[^\s<>\"'(),:;\[\]]+@[^\s<>\"'(),:;\[\]]+")


def said(reply: bytes, about: MailAddress) -> str:
    """An answer on one line, shortened, without addresses and without the name of a mail box."""
    # An answer of a megabyte must not be searched for addresses.
    text = " ".join(reply[: 10 * _MOST].decode("utf-8", errors="replace").split())
    text = _ADDRESS.sub("…", text)
    for part in (about.address, about.local, about.domain):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", "…", text, flags=re.IGNORECASE)
    text = visible(text)
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"
