"""Ids as people paste them."""

import re
from typing import Final

from papershelf.text import fold

_LONGEST: Final = 200
_AROUND: Final = re.compile(r"^[(<\[]+|[)>\].,;]+\Z")
_HOST: Final = re.compile(
    r"^(?:https?:..)?(?:www\.|dx\.)?(?:(?:doi|arxiv|aclanthology|aclweb)\.org|openreview\.net)/"
)
_SCHEME: Final = re.compile("^(?:doi|arxiv):")
_FOLDER: Final = re.compile(r"^(?:(?:abs|pdf|html|anthology)/|(?:forum|pdf)\?id=)")
_BEHIND: Final = re.compile(r"[?&#].*|/\Z")
_ARXIV: Final = re.compile(r"^(\d{4}\.\d{4,5}|[a-z.-]+/\d{7})(?:v\d+)?(?:\.pdf)?\Z", re.ASCII)
_FILE: Final = re.compile(r"^([^/]+)\.pdf\Z")
_ISBN: Final = re.compile(r"[\dx-]{8,17}", re.ASCII)
_ARXIV_DOI: Final = re.compile(r"^10\.48550/arxiv\.")
_UNLIKE_WORDS: Final = re.compile(
    r"^10\.\d{4,9}/.|^\d{4}\.\d{4,5}\Z|^[a-z.-]+/\d{7}\Z", re.ASCII | re.DOTALL
)


def ids_in(piece: str) -> tuple[tuple[str, ...], bool]:
    """Return the forms that a piece of text has as an id, and whether it can be little else."""
    text = _AROUND.sub("", fold(piece[:_LONGEST]))
    path = _HOST.sub("", text, count=1)
    if path == text:
        bare = _SCHEME.sub("", text, count=1)
    else:
        bare = _BEHIND.sub("", _FOLDER.sub("", path, count=1), count=1)
    found = _FILE.sub(r"\1", _ARXIV.sub(r"\1", bare))
    isbn = found.replace("-", "") if _ISBN.fullmatch(found) else found
    candidates = dict.fromkeys((found, isbn, _ARXIV_DOI.sub("", found)))
    return tuple(candidates), bare != text or _UNLIKE_WORDS.search(found) is not None
