"""The kinds of values that only content/site.yaml has."""

import re
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter

from papershelf.errors import did_you_mean
from papershelf.fields import Line, WebAddress, refusal, shown
from papershelf.hosts import HOSTS
from papershelf.newsletters import NEWSLETTERS

SEARCH_FIELDS = (
    "title",
    "authors",
    "summary",
    "note",
    "abstract",
    "topics",
    "keywords",
    "venue",
    "collections",
    "year",
    "ids",
)

BLANKS = ("path", "branch", "id", "title", "page")
"""What the addresses of a repository may leave blank, in braces."""


CITATION_FORMATS = ("bibtex", "ris", "csl-json", "apa", "mla", "chicago")

EXPORT_FORMATS = ("bibtex", "bibtex-ascii", "ris", "csl-json", "csv", "jsonl", "markdown")


def number(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise refusal(f"{shown(value)} is not a number", "for example 2.5") from None
    return value


def _several(words: list[str]) -> list[str]:
    if len(words) < 2:
        raise refusal(
            f"{shown(', '.join(words))} stands alone", "give two texts that mean the same"
        )
    return words


def _search_field(name: str) -> str:
    if name not in SEARCH_FIELDS:
        hint = did_you_mean(name, SEARCH_FIELDS, noun="fields")
        raise refusal(f"{shown(name)} is no field of the search", hint)
    return name


def _export_format(name: str) -> str:
    if name not in EXPORT_FORMATS:
        hint = did_you_mean(name, EXPORT_FORMATS, noun="formats")
        raise refusal(f"{shown(name)} is no format of exports", hint)
    return name


def _host(name: str) -> str:
    if name not in HOSTS:
        raise refusal(
            f"{shown(name)} is no known host", did_you_mean(name, tuple(HOSTS), noun="hosts")
        )
    return name


def _newsletter(name: str) -> str:
    if name not in NEWSLETTERS:
        raise refusal(
            f"{shown(name)} is no known service",
            did_you_mean(name, tuple(NEWSLETTERS), noun="services")
            + "; any other one is the service form, with the address that its form is sent to",
        )
    return name


def _github_repository(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*/(?!\.{1,2}$)[A-Za-z0-9._-]+(?<!\.git)", text):
        raise refusal(
            f"{shown(text)} is no repository at GitHub", "write OWNER/NAME, as its address has it"
        )
    return text


def _node_id(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_=-]{4,100}", text):
        raise refusal(f"{shown(text)} is no id", "copy it from https://giscus.app, which tells it")
    return text


def _feed_id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise refusal(
            f"{shown(text)} is no UUID", "for example 1b4e28ba-2fa1-4d2e-883f-0016d3cca427"
        ) from None


def _citation_format(name: str) -> str:
    if name not in CITATION_FORMATS:
        hint = did_you_mean(name, CITATION_FORMATS, noun="formats")
        raise refusal(f"{shown(name)} is no format of citations", hint)
    return name


SearchField = Annotated[Line, AfterValidator(_search_field)]
CitationFormat = Annotated[Line, AfterValidator(_citation_format)]
ExportFormat = Annotated[Line, AfterValidator(_export_format)]
Host = Annotated[Line, AfterValidator(_host)]
FeedId = Annotated[Line, AfterValidator(_feed_id)]
NewsletterName = Annotated[Line, AfterValidator(_newsletter)]
GitHubRepository = Annotated[Line, AfterValidator(_github_repository)]
NodeId = Annotated[Line, AfterValidator(_node_id)]
Synonyms = Annotated[list[Line], AfterValidator(_several)]
Amount = Annotated[float, BeforeValidator(number), Field(ge=0.001, le=1_000_000_000)]
Boost = Annotated[float, BeforeValidator(number), Field(ge=0, le=100)]


def _pattern(text: str) -> str:
    for blank in re.findall(r"\{([^{}]*)\}", text):
        if blank not in BLANKS:
            raise refusal(
                f"{shown(text)} has an unknown blank {{{blank}}}",
                did_you_mean(blank, BLANKS, noun="blanks"),
            )
    TypeAdapter(WebAddress).validate_python(re.sub(r"\{[^{}]*\}", "x", text))
    return text


def _folder(text: str) -> str:
    parts = [part for part in text.split("/") if part not in {"", "."}]
    if ".." in parts:
        raise refusal(f"{shown(text)} would leave the repository", "write the path from its root")
    return "/".join(parts)


Pattern = Annotated[Line, AfterValidator(_pattern)]
Folder = Annotated[Line, AfterValidator(_folder)]
