"""The media types of files, the same on every machine."""

from functools import cache
from mimetypes import MimeTypes
from pathlib import PurePosixPath

from papershelf.exporters import MEDIA_TYPES

_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    # Feeds too: what is served as application/atom+xml browsers show as it is written.
    "xml": "application/xml",
    "opml": "text/x-opml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt",
    "wasm": "application/wasm",
    "zip": "application/zip",
    "gz": "application/gzip",
}
"""By suffix, of what is no export; what a machine's own registry says of some keeps pages still."""

_UNKNOWN = "application/octet-stream"


def media_type(path: str) -> str:
    """The media type of a file by its name, with the charset where it is text."""
    name = PurePosixPath(path).name.lower()
    for ending, kind in MEDIA_TYPES.items():
        if name.endswith(ending):
            return kind
    found = _TYPES.get(name.rpartition(".")[2]) or _built_in().guess_type(name)[0] or _UNKNOWN
    if name == "feed.json":
        found = "application/feed+json"
    return f"{found}; charset=utf-8" if found.startswith("text/") else found


@cache
def _built_in() -> MimeTypes:
    """The table of Python itself, without that of the machine."""
    return MimeTypes()
