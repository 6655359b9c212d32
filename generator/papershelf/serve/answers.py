"""A file of the site as an answer: its type, its digest, its parts, and the client in pages."""

import html
import re
import stat
from hashlib import blake2b
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response

from papershelf.serve.media import media_type
from papershelf.serve.state import ServedFile

PAGE_HEADER = "X-Papershelf-Page"
"""Names what a page shows, for who asks whether it has changed."""

_CLIENT = '<script type="module" src="/__papershelf/client.js" data-page="{}"></script>\n'
_CLIENTS = re.compile(re.escape(_CLIENT.encode()).replace(rb"\{\}", rb'[^"]*'))
_HEAD_ENDS = re.compile(rb"</head\s*>", re.IGNORECASE)
_DOCTYPE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype[^>]*>)?", re.IGNORECASE)
_TAGS = re.compile(r'(?:W/)?("[^"]*")')
_RANGE = re.compile(r"bytes=\s*([0-9]{0,18})-([0-9]{0,18})\s*", re.IGNORECASE)


def answer(file: ServedFile, method: str, headers: Headers, *, status: int = 200) -> Response:
    """The answer that gives a file to a request of that method with these headers.

    Answers 304, 206 and 416 take the place of 200 where the headers ask for them. Reads files on
    disk; raises OSError where there is none.
    """
    if isinstance(file.content, Path):
        return _from_disk(file.content, media_type(file.path), headers, status)
    body = with_client(file.content, file.page) if file.page else file.content
    given = {
        "content-type": media_type(file.path),
        "etag": f'"{blake2b(body, digest_size=16).hexdigest()}"',
        "accept-ranges": "bytes",
    }
    if file.page:
        given[PAGE_HEADER] = file.page
    if status != 200:
        return Response(body, status, given)
    if _is_known(given["etag"], headers):
        return Response(status_code=304, headers=given)
    part = _part(body, given["etag"], headers) if method == "GET" else None
    if part is None:
        return Response(body, status, given)
    given["content-range"] = f"bytes {part.start}-{part.stop - 1}/{len(body)}"
    if not part:
        given["content-range"] = f"bytes */{len(body)}"
    return Response(body[part.start : part.stop], 206 if part else 416, given)


def with_client(page: bytes, digest: str) -> bytes:
    """A page that also runs the client of the preview: at the end of its head, where it has one."""
    line = _CLIENT.format(html.escape(digest)).encode()
    head = _HEAD_ENDS.search(page)
    # Before the doctype it would make the browser render as those of old did.
    start = _DOCTYPE.match(page)
    place = head.start() if head else start.end() if start else 0
    return page[:place] + line + page[place:]


def without_client(page: bytes) -> bytes:
    """The page as it was before `with_client`."""
    return _CLIENTS.sub(b"", page, count=1)


def _from_disk(path: Path, kind: str, headers: Headers, status: int) -> Response:
    found = path.stat()
    # A pipe would keep its reader waiting for ever.
    if not stat.S_ISREG(found.st_mode):
        raise FileNotFoundError(path)
    response = FileResponse(path, status, media_type=kind, stat_result=found)
    if status == 200 and _is_known(response.headers["etag"], headers):
        return Response(status_code=304, headers={"etag": response.headers["etag"]})
    return response


def _is_known(etag: str, headers: Headers) -> bool:
    """Whether the reader says that they have these bytes."""
    asked = ",".join(headers.getlist("if-none-match"))
    return asked.strip() == "*" or etag in _TAGS.findall(asked)


def _part(body: bytes, etag: str, headers: Headers) -> range | None:
    """The bytes that are asked for; None for all of them, an empty range if there are none such."""
    asked = _RANGE.fullmatch(headers.get("range", ""))
    if not asked or headers.get("if-range", etag) != etag:
        return None
    first, last = asked.groups()
    if first:
        if last and int(last) < int(first):
            return None
        return range(int(first), min(int(last or len(body)) + 1, len(body)))
    return range(max(len(body) - int(last), 0), len(body)) if last else None
