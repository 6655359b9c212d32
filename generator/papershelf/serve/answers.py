"""A file of the site as an answer: its type, its digest, its parts, and the client in pages."""

import html
import re
from hashlib import blake2b
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response, StreamingResponse

from papershelf.serve.disk import OpenFile
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
    body = _body(file)
    size = body.size if isinstance(body, OpenFile) else len(body)
    given = {
        "content-type": media_type(file.path),
        "etag": _etag(body),
        "accept-ranges": "bytes",
        "content-length": str(size),
    }
    if file.page:
        given[PAGE_HEADER] = file.page
    if status == 200 and _is_known(given["etag"], headers):
        del given["content-length"]
        return Response(status_code=304, headers=given)
    if method == "HEAD":
        return Response(None, status, given)
    part = _part(size, given["etag"], headers) if status == 200 else None
    if part is not None:
        status = 206 if part else 416
        where = f"{part.start}-{part.stop - 1}" if part else "*"
        given["content-range"] = f"bytes {where}/{size}"
        given["content-length"] = str(len(part))
    places = range(size) if part is None else part
    if isinstance(body, OpenFile):
        return StreamingResponse(body.part(places), status, given)
    return Response(body[places.start : places.stop], status, given)


def _body(file: ServedFile) -> bytes | OpenFile:
    if isinstance(file.content, Path):
        return OpenFile(file.content)
    return with_client(file.content, file.page) if file.page else file.content


def _etag(body: bytes | OpenFile) -> str:
    if isinstance(body, OpenFile):
        return body.etag
    return f'"{blake2b(body, digest_size=16).hexdigest()}"'


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


def _is_known(etag: str, headers: Headers) -> bool:
    """Whether the reader says that they have these bytes."""
    asked = ",".join(headers.getlist("if-none-match"))
    return asked.strip() == "*" or etag in _TAGS.findall(asked)


def _part(size: int, etag: str, headers: Headers) -> range | None:
    """The places asked for of `size` bytes; None for all, an empty range for none of them."""
    asked = _RANGE.fullmatch(headers.get("range", ""))
    if not asked or headers.get("if-range", etag) != etag:
        return None
    first, last = asked.groups()
    if first:
        if last and int(last) < int(first):
            return None
        return range(int(first), min(int(last or size) + 1, size))
    return range(max(size - int(last), 0), size) if last else None
