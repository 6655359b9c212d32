"""The bytes of an answer as a text or a tree, whatever a server says that they are."""

import codecs
import zlib
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import ParseError

import msgspec
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from papershelf.net.asking import AnswerError

MOST_BYTES = 10_000_000
_BROKEN = "something broken"
_GZIP = 31
"""What makes zlib read gzip, and nothing else."""


def gather(chunks: Iterable[bytes], coding: str, host: str) -> bytes:
    """The body that comes in chunks, unpacked; AnswerError for one that is too large or broken.

    `coding`: the value of `Content-Encoding`. A body that unpacks to gigabytes is left at the most.
    """
    packed = bytearray()
    for chunk in chunks:
        packed += chunk
        if len(packed) > MOST_BYTES:
            raise AnswerError(f"{host} sends more than {MOST_BYTES:,} bytes for one paper")
    coding = coding.strip().lower()
    if coding in {"", "identity"}:
        return bytes(packed)
    if coding not in {"gzip", "x-gzip"}:
        raise AnswerError(f"{host} answers in an encoding that nobody asked for")
    unpacker = zlib.decompressobj(_GZIP)
    try:
        body = unpacker.decompress(bytes(packed), MOST_BYTES + 1)
    except zlib.error:
        raise AnswerError(f"{host} sends an answer that cannot be unpacked") from None
    if len(body) > MOST_BYTES:
        raise AnswerError(f"{host} sends more than {MOST_BYTES:,} bytes for one paper")
    if not unpacker.eof:
        raise AnswerError(f"{host} sends only a part of its answer")
    return body


def as_json(body: bytes, host: str) -> Any:
    """The values in JSON; AnswerError for anything else, and for null, which says nothing."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AnswerError(f"{host} sends JSON that is not UTF-8") from None
    try:
        answer = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        raise AnswerError(f"{host} sends {_what(body)} in place of JSON") from None
    if answer is None:
        raise AnswerError(f"{host} sends null in place of an answer")
    return answer


def as_xml(body: bytes, host: str) -> Any:
    """The root of XML; AnswerError for anything else, and for entities, which can be bombs."""
    try:
        return fromstring(body)
    except DefusedXmlException:
        raise AnswerError(f"{host} sends XML that defines entities, which is not safe") from None
    except (ParseError, ValueError, LookupError):
        raise AnswerError(f"{host} sends {_what(body)} in place of XML") from None


def as_text(body: bytes, host: str) -> str:
    """The text, in UTF-8; AnswerError for none, and for a page of HTML."""
    if (what := _what(body)) != _BROKEN:
        raise AnswerError(f"{host} sends {what} in place of text")
    return body.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def _what(body: bytes) -> str:
    head = body[:1000].lstrip().lower()
    if not head:
        return "nothing"
    if head.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    return _BROKEN
