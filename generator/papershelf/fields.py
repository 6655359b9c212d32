"""The kinds of values that fields hold: each checked, normalised and explained in one place."""

import re
import unicodedata
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from papershelf.dates import parse_date, sure_date
from papershelf.mail_address import parse_mail_address
from papershelf.text import is_word_character, slugify
from papershelf.urls import MAX_SLUG_BYTES, is_reserved


def refusal(message: str, hint: str = "", instead: str = "") -> PydanticCustomError:
    """An error that says what was found and what would do.

    `instead`: what was meant, where there is no doubt, to be put in its place.
    """
    # Pydantic formats the template itself, so that braces in a found text must go in as a value.
    return PydanticCustomError(
        "papershelf", "{message}", {"message": message, "hint": hint, "instead": instead}
    )


def shown(text: str, length: int = 60) -> str:
    """A found text for a message: one line, not too long."""
    text = " ".join(text.split())
    return f'"{text if len(text) <= length else text[: length - 1] + "…"}"'


# Also the halves of surrogate pairs, which have no UTF-8.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def clean_text(text: str) -> str:
    """The text in NFC without white space around it; refuses emptiness and control characters."""
    text = unicodedata.normalize("NFC", text.strip())
    if not text:
        raise refusal("is empty", "fill it in or remove the line")
    control = _CONTROL.search(text)
    if control:
        code = ord(control.group())
        raise refusal(
            f"a control character (U+{code:04X})", "remove it; it cannot be shown anywhere"
        )
    return text


# A line stands among others: an override or isolate that it does not close would mirror these.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _one_line(text: str) -> str:
    if not text.isascii() and _TURNING.search(text):
        text = clean_text(_TURNING.sub("", text))
    return " ".join(text.split())


Text = Annotated[str, AfterValidator(clean_text)]
"""A text of any length, several lines allowed."""

Line = Annotated[Text, AfterValidator(_one_line)]
"""A text on one line: white space and line breaks become single spaces, no sign turns it around."""


def listed(value: Any) -> Any:
    """A single text or map as a list of one: curators leave the brackets out."""
    return [value] if isinstance(value, (str, dict)) else value


_PLAIN_SLUG = re.compile(r"[A-Za-z0-9_.\-]+")


def check_slug(text: str) -> str:
    """The id as it is, or a refusal: ids become folders and addresses."""
    text = clean_text(text)
    if "/" in text or "\\" in text or text in {".", ".."} or text.startswith("."):
        raise refusal(
            f"{shown(text)} would leave its folder", "use letters, digits, hyphens and dots inside"
        )
    strange = _PLAIN_SLUG.sub("", text)
    if not all(map(is_word_character, strange)):
        raise refusal(f"{shown(text)} is no id", "use letters, digits, hyphens, dots and _")
    if not slugify(text):
        raise refusal(f"{shown(text)} is no id", "it needs a letter or a digit")
    if is_reserved(text) or is_reserved(slugify(text)):
        raise refusal(f"{shown(text)} is a name that Windows reserves", "choose another id")
    if text.endswith("."):
        raise refusal(f"{shown(text)} ends in a dot", "Windows cannot keep such a folder")
    size = len(text.encode())
    if size > MAX_SLUG_BYTES:
        raise refusal(f"the id has {size} bytes", f"{MAX_SLUG_BYTES} bytes at most")
    return text


Slug = Annotated[
    str, AfterValidator(check_slug), WithJsonSchema({"type": "string", "pattern": r"^[\w.\-]+$"})
]


def _date(text: str) -> str:
    try:
        return parse_date(text.strip()).iso
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        raise refusal(message, hint, sure_date(text)) from None


Date = Annotated[
    str,
    AfterValidator(_date),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": r"^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
        }
    ),
]
"""A year, a month or a day; the precision is kept."""


def _day(text: str) -> str:
    found = _date(text)
    if len(found) < len("2025-03-14"):
        raise refusal(f"{shown(text)} is no full day", "write YYYY-MM-DD, for example 2025-03-14")
    return found


Day = Annotated[
    str,
    AfterValidator(_day),
    WithJsonSchema(
        {"type": "string", "pattern": r"^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"}
    ),
]
"""A date that is known to the day."""


def _year(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"[12]\d{3}", value.strip(), re.ASCII):
            raise refusal(f"{shown(value)} is not a year", "write four digits, for example 2017")
        return int(value)
    return value


Year = Annotated[int, BeforeValidator(_year), Field(ge=1000, le=2999)]


def read_boolean(text: str) -> bool | None:
    """What a word says: true, yes and on, or false, no and off; None for any other."""
    word = text.strip().lower()
    if word in {"true", "yes", "on"}:
        return True
    return False if word in {"false", "no", "off"} else None


def _boolean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    said = read_boolean(value)
    if said is None:
        raise refusal(f"{shown(value)} is neither true nor false", "write true or false")
    return said


Boolean = Annotated[bool, BeforeValidator(_boolean)]


def _integer(value: Any) -> Any:
    if isinstance(value, str):
        if not re.fullmatch(r"[+-]?\d{1,9}", value.strip(), re.ASCII):
            raise refusal(f"{shown(value)} is not a whole number", "write digits only")
        return int(value)
    return value


Integer = Annotated[int, BeforeValidator(_integer)]
Count = Annotated[Integer, Field(ge=0)]


def _web_address(text: str) -> str:
    text = clean_text(text)
    # A user name may be followed by a password or a token, which no log shall show.
    named = shown(re.sub(r"//[^/]*@", "//…@", text))
    hint = "write the whole address, for example https://example.org/paper"
    if re.search(r"[\s\\<>\"^`{|}]", text):
        raise refusal(f"{named} is not an address", "spaces and such are written %20")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise refusal(f"{named} is not an address", hint) from None
    if parts.scheme.lower() not in {"http", "https"}:
        raise refusal(f"{named} is not a web address", hint)
    if not host or not re.fullmatch(r"\w[\w.\-]*|[0-9a-f.]*:[0-9a-f:.]*", host) or ".." in host:
        raise refusal(f"{named} names no host", hint)
    if "@" in parts.netloc:
        raise refusal(f"{named} holds a user name", "leave out everything before the @")
    return text


WebAddress = Annotated[
    str, AfterValidator(_web_address), WithJsonSchema({"type": "string", "format": "uri"})
]


def _secure_address(text: str) -> str:
    text = _web_address(text)
    if not text.lower().startswith("https://"):
        raise refusal(
            f"{shown(text)} does not begin with https://", "so that nobody reads it on its way"
        )
    return text


SecureAddress = Annotated[
    str, AfterValidator(_secure_address), WithJsonSchema({"type": "string", "format": "uri"})
]
"""A web address that others cannot listen to."""


def _mailbox(text: str) -> str:
    text = clean_text(text)
    try:
        parse_mail_address(text)
    except ValueError as error:
        raise refusal(
            f"{shown(text)} {error}", "for example Ada Lovelace <ada@example.org>"
        ) from None
    return text


Mailbox = Annotated[str, AfterValidator(_mailbox), WithJsonSchema({"type": "string"})]
"""An address of e-mail, with or without a name; see `parse_mail_address`."""


def _static_path(text: str) -> str:
    folder, *parts = text.split("/")
    strange = "\\" in text or ":" in text or "?" in text
    if folder != "static" or not parts or {"", ".", ".."} & set(parts) or strange:
        raise refusal(
            f"{shown(text)} is no path below static/",
            "write static/one.pdf for the file content/static/one.pdf",
        )
    return text


def _address_or_path(text: str) -> str:
    text = clean_text(text)
    return _static_path(text) if text.startswith("static/") else _web_address(text)


Address = Annotated[str, AfterValidator(_address_or_path), WithJsonSchema({"type": "string"})]
"""A web address, or a path that starts with `static/`."""

StaticPath = Annotated[Line, AfterValidator(_static_path), WithJsonSchema({"type": "string"})]


def _static_file(text: str) -> str:
    if {"", ".", ".."} & set(text.split("/")) or re.search(r"[\\:?#]", text):
        raise refusal(
            f"{shown(text)} is no file below content/static",
            "write sveltia-cms.js for the file content/static/sveltia-cms.js",
        )
    return text


StaticFile = Annotated[Line, AfterValidator(_static_file)]
"""A path below content/static."""


def _editor_script(text: str) -> str:
    if "://" not in text:
        return _static_file(text)
    if not text.startswith("https://"):
        raise refusal(
            f"{shown(text)} does not begin with https://", "so that nobody can change it on its way"
        )
    return _web_address(text)


EditorScript = Annotated[Line, AfterValidator(_editor_script)]
"""The program of the page for editing: a path below content/static, or a secure web address."""

_DIGEST = re.compile(
    "sha256-[A-Za-z0-9+/]{43}=|sha384-[A-Za-z0-9+/]{64}|sha512-[A-Za-z0-9+/]{86}=="
)


def _integrity(text: str) -> str:
    for digest in text.split(" "):
        if not _DIGEST.fullmatch(digest):
            raise refusal(
                f"{shown(digest)} is no digest of a file",
                "write sha384- and what this prints: openssl dgst -sha384 -binary FILE | base64",
            )
    return text


Integrity = Annotated[Line, AfterValidator(_integrity)]
"""What a browser checks a script against: `sha384-` and its digest in base 64."""


def _doi(text: str) -> str:
    bare = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", clean_text(text), flags=re.I)
    if not re.fullmatch(r"10\.\d{4,9}(\.\d+)*/[^\s<>\"{}|\\^`\x00-\x1f]+", bare, re.ASCII):
        raise refusal(f"{shown(text)} is not a DOI", "for example 10.1145/3539618.3591631")
    return bare.lower()


def _arxiv(text: str) -> str:
    bare = re.sub(
        r"^(https?://(www\.)?arxiv\.org/(abs|pdf)/|arxiv:\s*)", "", clean_text(text), flags=re.I
    ).removesuffix(".pdf")
    new = re.fullmatch(r"\d{2}(0[1-9]|1[0-2])\.\d{4,5}(v\d{1,2})?", bare, re.ASCII)
    old = re.fullmatch(r"[a-z\-]+(\.[A-Z]{2})?/\d{7}(v\d{1,2})?", bare, re.ASCII)
    if not (new or old):
        raise refusal(f"{shown(text)} is not an arXiv id", 'for example "1706.03762", in quotes')
    return bare


def _orcid(text: str) -> str:
    bare = re.sub(r"^https?://orcid\.org/", "", clean_text(text), flags=re.I).upper()
    hint = "for example 0000-0002-1825-0097"
    if not re.fullmatch(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", bare, re.ASCII):
        raise refusal(f"{shown(text)} is not an ORCID", hint)
    # ISO 7064 MOD 11-2, as ORCID documents it.
    total = 0
    for digit in bare.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if bare[-1] != ("X" if check == 10 else str(check)):
        raise refusal(f"{shown(text)} is not an ORCID: its last digit does not fit", hint)
    return bare


def _isbn(text: str) -> str:
    bare = re.sub(r"[\s\-–]|^isbn:?", "", clean_text(text), flags=re.I).upper()
    hint = "for example 978-0-262-03561-3"
    if re.fullmatch(r"\d{9}[\dX]", bare, re.ASCII):
        weights = (10 if c == "X" else int(c) for c in bare)
        if sum((10 - i) * w for i, w in enumerate(weights)) % 11 == 0:
            bare = "978" + bare[:9]
            return bare + str(-sum(int(c) * (1 + 2 * (i % 2)) for i, c in enumerate(bare)) % 10)
    elif re.fullmatch(r"97[89]\d{10}", bare, re.ASCII):
        if sum(int(c) * (1 + 2 * (i % 2)) for i, c in enumerate(bare)) % 10 == 0:
            return bare
    else:
        raise refusal(f"{shown(text)} is not an ISBN", hint)
    raise refusal(f"{shown(text)} is not an ISBN: its last digit does not fit", hint)


def _issn(text: str) -> str:
    bare = clean_text(text).upper()
    if re.fullmatch(r"\d{4}-?\d{3}[\dX]", bare, re.ASCII):
        digits = [10 if c == "X" else int(c) for c in bare.replace("-", "")]
        if sum((8 - i) * d for i, d in enumerate(digits)) % 11 == 0:
            compact = bare.replace("-", "")
            return f"{compact[:4]}-{compact[4:]}"
    raise refusal(f"{shown(text)} is not an ISSN", "for example 0028-0836")


def _pattern(name: str, pattern: str, example: str, prefix: str = "") -> AfterValidator:
    expression = re.compile(pattern, re.ASCII)
    strip = re.compile(prefix, re.I) if prefix else None

    def check(text: str) -> str:
        text = clean_text(text)
        bare = strip.sub("", text) if strip else text
        if not expression.fullmatch(bare):
            raise refusal(f"{shown(text)} is not {name}", f"for example {example}")
        return bare

    return AfterValidator(check)


Doi = Annotated[str, AfterValidator(_doi)]
Arxiv = Annotated[str, AfterValidator(_arxiv)]
Orcid = Annotated[str, AfterValidator(_orcid)]
Isbn = Annotated[str, AfterValidator(_isbn)]
Issn = Annotated[str, AfterValidator(_issn)]
Acl = Annotated[
    str,
    _pattern(
        "an ACL Anthology id",
        r"[A-Z]\d{2}-\d{4}|\d{4}\.[\w\-]+\.\d+",
        "2023.acl-long.1",
        r"^https?://(www\.)?aclanthology\.org/|/$",
    ),
]
OpenReview = Annotated[
    str,
    _pattern(
        "an OpenReview forum id",
        r"[\w\-]{6,24}",
        "rJl-b3RcF7",
        r"^https?://openreview\.net/(forum|pdf)\?id=",
    ),
]
Dblp = Annotated[
    str,
    _pattern(
        "a DBLP key", r"[\w\-./+:]{3,120}", "conf/nips/VinyalsFJ15", r"^https?://dblp\.org/rec/"
    ),
]
Pmid = Annotated[str, _pattern("a PMID", r"\d{1,9}", "31452104", r"^pmid:\s*")]
Pmcid = Annotated[str, _pattern("a PMCID", r"PMC\d{1,9}", "PMC6708231", r"^pmcid:\s*")]

_LANGUAGE = (
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-([A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*"
)
Language = Annotated[str, _pattern("a language tag", _LANGUAGE, "en or zh-Hant")]
"""A BCP 47 tag: language, script, region, variants."""


def is_language(text: str) -> bool:
    """Whether a text is written as a `Language` is."""
    return re.fullmatch(_LANGUAGE, text) is not None
