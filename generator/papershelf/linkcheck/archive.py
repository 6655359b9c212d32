"""Copies of pages that are gone, as the Internet Archive keeps them."""

from datetime import date
from urllib.parse import quote

import httpx
import msgspec

from papershelf.linkcheck.addresses import host_of, plain_address
from papershelf.linkcheck.ask import HEADERS
from papershelf.linkcheck.hosts import RestingError, Turns

ARCHIVE = "https://archive.org/wayback/available"
COPIES = "web.archive.org"
"""The host of all copies."""
_MOST_BYTES = 64 * 1024


class _Copy(msgspec.Struct):
    url: str = ""
    available: bool = False


class _Copies(msgspec.Struct):
    closest: _Copy = msgspec.field(default_factory=_Copy)


class _Availability(msgspec.Struct):
    archived_snapshots: _Copies = msgspec.field(default_factory=_Copies)


def perhaps_copied(address: str, seen: date | None) -> str:
    """Where the archive leads to the copy nearest to a day, or to the newest, if it has one."""
    return f"https://{COPIES}/web/{f'{seen:%Y%m%d}' if seen else '2'}/{address}"


class Archive:
    """Looks copies up.

    `at`: the address that is asked; `turns` as for `Asker`.
    """

    def __init__(
        self,
        transport: httpx.BaseTransport,
        turns: Turns,
        at: str = ARCHIVE,
    ) -> None:
        self._transport = transport
        self._turns = turns
        self._at = at

    def copy_of(self, address: str, seen: date | None) -> str | None:
        """The address of the copy nearest to a day; empty without one, None without an answer."""
        when = f"&timestamp={seen:%Y%m%d}" if seen else ""
        question = f"{self._at}?url={quote(address, safe='')}{when}"
        client = httpx.Client(transport=self._transport, headers=HEADERS, trust_env=False)
        content = b""
        try:
            with self._turns(host_of(self._at)), client.stream("GET", question) as response:
                if response.status_code != 200:
                    return None
                for piece in response.iter_raw():
                    content += piece
                    if len(content) > _MOST_BYTES:
                        return None
            found = msgspec.json.decode(content, type=_Availability).archived_snapshots.closest
        except (RestingError, httpx.HTTPError, httpx.InvalidURL, msgspec.MsgspecError, ValueError):
            return None
        copy = plain_address(found.url.replace("http://", "https://", 1))
        return copy if found.available and host_of(copy) == COPIES else ""
