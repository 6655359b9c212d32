"""Follows every link of a site on a real server, as browsers, feed readers and robots would."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPConnection
from urllib.parse import unquote, urljoin, urlsplit

from tests.support.links import is_state, links_of, places_of

ASKED_FOR = ("", "robots.txt", "llms.txt", "404.html")
"""What browsers and robots ask for without having read of it."""


@dataclass
class Crawl:
    """What was found on a site; paths begin at its root."""

    files: dict[str, bytes] = field(default_factory=dict)
    """Everything that was reached."""
    broken: list[str] = field(default_factory=list)
    """Links that lead nowhere, each with the file it is in and what is wrong."""
    absolute: list[str] = field(default_factory=list)
    """Links that begin at the root of the host, each with the file it is in."""


def crawl(
    address: str,
    *,
    base_url: str = "",
    begin: Iterable[str] = ASKED_FOR,
    lost: str = "not/there/at/all/",
) -> Crawl:
    """Follow all links from where one begins; `address` is that of a server, with its last slash.

    `base_url`: the address that the site takes for its own. `lost`: where the page for what is not
    there is looked at; empty leaves its links alone, which lead to the root of the host where the
    site does not know its address.
    """
    return _Crawler(address, base_url).run(begin, lost)


class _Crawler:
    def __init__(self, address: str, base_url: str) -> None:
        self._root = address
        self._host = urlsplit(address)
        self._base_url = base_url
        self._connection = HTTPConnection(self._host.hostname or "", self._host.port, timeout=20)
        self._found = Crawl()
        self._known: dict[str, str] = {}
        """What is wrong with each address that was asked for; empty where nothing is."""
        self._waiting: deque[str] = deque()
        self._named: dict[str, dict[str, str]] = {}
        """Fragments by the path they are looked for in, each with the file that names it."""
        self._resolve = cache(self._resolved)

    def run(self, begin: Iterable[str], lost: str) -> Crawl:
        for path in begin:
            if fault := self._ask(f"{self._root}{path}"):
                self._found.broken.append(f"{path}: {fault}")
        while self._waiting:
            path = self._waiting.popleft()
            own = f"{self._root}{path.removesuffix('index.html')}"
            if path == "404.html":
                if not lost:
                    continue
                own = f"{self._root}{lost}"
            for link in links_of(path, self._found.files[path], self._base_url):
                self._follow(path, own, link)
        self._check_fragments()
        self._connection.close()
        return self._found

    def _follow(self, path: str, own: str, link: str) -> None:
        if link.startswith("/") and path != "404.html":
            self._found.absolute.append(f"{path}: {link}")
        if link.startswith("#"):
            self._name(path, link[1:], path)
            return
        folder = own if not link or link.startswith("?") else own[: own.rfind("/") + 1]
        address, fragment, fault = self._resolve(folder, link)
        fault = fault or (self._ask(address) if address else "")
        if fault:
            self._found.broken.append(f"{path}: {link}: {fault}")
        elif address:
            self._name(self._path(address), fragment, path)

    def _name(self, target: str, fragment: str, path: str) -> None:
        if fragment and not is_state(fragment):
            self._named.setdefault(target, {}).setdefault(unquote(fragment), path)

    def _resolved(self, folder: str, link: str) -> tuple[str, str, str]:
        """The address on this server, the fragment, and what is wrong; no address elsewhere."""
        whole = urljoin(folder, link)
        if self._base_url and whole.startswith(self._base_url):
            whole = self._root + whole.removeprefix(self._base_url)
        parts = urlsplit(whole)
        if parts.scheme in ("mailto", "data") or (
            parts.scheme in ("http", "https") and parts.netloc not in ("", self._host.netloc)
        ):
            return "", "", ""
        if not whole.startswith(self._root):
            return "", "", "leaves the site"
        return parts._replace(query="", fragment="").geturl(), parts.fragment, ""

    def _path(self, address: str) -> str:
        path = unquote(address.removeprefix(self._root))
        return f"{path}index.html" if path.endswith("/") or not path else path

    def _ask(self, address: str) -> str:
        """What is wrong with an address, which is asked for once."""
        fault = self._known.get(address)
        if fault is None:
            fault = self._known[address] = self._fetch(address)
        return fault

    def _fetch(self, address: str) -> str:
        self._connection.request("GET", urlsplit(address).path)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            # One that leads on to another works on some hosts only.
            return str(answer.status)
        path = self._path(address)
        if path not in self._found.files:
            self._found.files[path] = content
            self._waiting.append(path)
        return ""

    def _check_fragments(self) -> None:
        for target, named in self._named.items():
            missing = named.keys() - places_of(target, self._found.files[target])
            self._found.broken += (
                f"{named[fragment]}: {target}#{fragment}: no such place"
                for fragment in sorted(missing)
            )


def unreached(crawled: Crawl, site: Iterable[str], explained: Mapping[str, str]) -> list[str]:
    """The files of a site that no link leads to and no ending or beginning explains.

    `explained`: reasons by how the path ends, or by how it begins where it ends in a slash.
    """

    def is_explained(path: str) -> bool:
        return any(
            path.startswith(part) if part.endswith("/") else path.endswith(part)
            for part in explained
        )

    return [path for path in site if path not in crawled.files and not is_explained(path)]
