"""Which words a shelf's issue forms have for which questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from papershelf.text import slugify
from papershelf.yamltext import YamlError, parse_yaml, plain

_FOLDER: Final = Path(".github", "ISSUE_TEMPLATE")
_PACKAGED: Final = Path(__file__).parents[1] / "starter/hosts/github/github/ISSUE_TEMPLATE"
_MOST_BYTES: Final = 256 * 1024
_MOST_FILES: Final = 50


class Kind(StrEnum):
    """What a form is for."""

    SUGGESTION = "suggestion"
    CORRECTION = "correction"


IDS: Final[Mapping[Kind, Sequence[str]]] = MappingProxyType(
    {
        Kind.SUGGESTION: ("link", "why", "topics", "name"),
        Kind.CORRECTION: ("entry", "field", "value", "source", "name"),
    }
)
"""The questions of each form by their ids; the first one tells the forms apart."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one kind of form, those of the shelf before those that come with Papershelf."""

    ids: Mapping[str, str]
    """Id of the question by its label, as `as_key` has it."""
    fields: Sequence[str] = ()
    """The answers that the shelf's own form gives to choose from for `field`."""


def as_key(label: str) -> str:
    """A label for comparing: without case, accents and punctuation."""
    return slugify(label) or " ".join(label.split())


def read_labels(shelf: Path) -> Mapping[Kind, Labels]:
    """The labels of both forms; files that do not read are passed over."""
    folders = [*(folder / _FOLDER for folder in _folders(shelf)), _PACKAGED]
    forms = [form for folder in folders for form in _forms(folder)]
    return {kind: _labels(kind, [form for of, form in forms if of is kind]) for kind in Kind}


def _labels(kind: Kind, forms: Sequence[Sequence[Mapping[str, Any]]]) -> Labels:
    ids: dict[str, str] = {}
    fields: Sequence[str] = ()
    for form in forms:
        for item in form:
            label = item["attributes"].get("label")
            if item["id"] in IDS[kind] and isinstance(label, str):
                ids.setdefault(as_key(label), item["id"])
            options = item["attributes"].get("options")
            if item["id"] == "field" and not fields and isinstance(options, list):
                fields = [option for option in options if isinstance(option, str)]
    # For bodies that people and other hosts' forms write.
    for name in IDS[kind]:
        ids.setdefault(as_key(name), name)
    return Labels(ids, fields)


def _folders(shelf: Path) -> Iterator[Path]:
    """The folder of the shelf and those around it, up to the one that is the repository."""
    folder = shelf.resolve()
    yield folder
    while not (folder / ".git").exists() and folder != folder.parent:
        folder = folder.parent
        if (folder / ".git").exists():
            yield folder


def _forms(folder: Path) -> Iterator[tuple[Kind, Sequence[Mapping[str, Any]]]]:
    """The questions of the forms in a folder."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix in {".yml", ".yaml"})
    except OSError:
        return
    for path in paths[:_MOST_FILES]:
        questions = _questions(path)
        ids = {item["id"] for item in questions}
        for kind in Kind:
            if IDS[kind][0] in ids:
                yield kind, questions


def _questions(path: Path) -> list[Mapping[str, Any]]:
    try:
        with path.open("rb") as file:
            form = plain(parse_yaml(file.read(_MOST_BYTES).decode()))
    except (OSError, UnicodeDecodeError, YamlError):
        return []
    body = form.get("body") if isinstance(form, dict) else None
    return [
        item
        for item in (body if isinstance(body, list) else [])
        if isinstance(item, dict)
        and isinstance(item.get("id"), str)
        and isinstance(item.get("attributes"), dict)
    ]
