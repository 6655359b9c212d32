"""A draft as an entry: what the schema takes in its fields, the rest under `extra`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from papershelf.draft import Draft
from papershelf.errors import Location, Problem
from papershelf.forms import Form, field_name, refusals
from papershelf.intake.clean import Cleaning, is_empty
from papershelf.intake.normal import normalise
from papershelf.intake.work import Work
from papershelf.schema import EntryForm

_ROUNDS: Final = 8
"""Times that something may be taken out; after them whole fields are."""
_NO_TITLE: Final = "Untitled"


@dataclass(frozen=True, slots=True)
class Tidied:
    """An entry as far as its draft says it."""

    work: Work
    """Its fields in the order of the schema, without `extra`."""
    note: str
    missing: tuple[str, ...]
    """What an entry needs and the draft does not have: `title`, `authors`, `date`."""

    @property
    def fields(self) -> dict[str, Any]:
        """All fields as they are written; `extra` comes last."""
        extra = {"extra": self.work.extra} if self.work.extra else {}
        return {**self.work.fields, **extra}

    @property
    def problems(self) -> list[Problem]:
        """What became otherwise than the draft has it."""
        return self.work.problems


def tidy(draft: Draft, source: str) -> Tidied:
    """Check and normalise every field of a draft, by itself; nothing of it is lost.

    `source` is the name of the file that it comes from, for the problems. What a field cannot
    hold is under `extra`, with a problem at the draft's line.
    """
    cleaning = Cleaning()
    fields = cleaning.fields(draft.fields)
    note = cleaning.text(draft.note, "note").strip()
    work = Work(fields, Location(source, draft.line))
    work.problems += draft.problems
    extra = fields.pop("extra", None)
    if isinstance(extra, Mapping):
        work.extra |= extra
    elif extra is not None:
        work.put("extra", extra)
    if cleaning.mended:
        names = ", ".join(cleaning.mended)
        work.tell(f"{names}: control characters, or halves of characters", "they were mended")
    for name in cleaning.lost:
        work.tell(f"{name}: nested too deep to be written", "copy it by hand if it matters")
    if note and isinstance(fields.get("note"), str):
        note = f"{fields.pop('note').strip()}\n\n{note}"
    elif isinstance(fields.get("note"), str):
        note = fields.pop("note").strip()
    normalise(work)
    form = _checked(work)
    work.fields = _written(form, work)
    if work.fields.get("title") == _NO_TITLE and "title" not in fields:
        del work.fields["title"]
    return Tidied(work, note, _missing(work.fields))


def _checked(work: Work) -> EntryForm:
    fields = work.fields
    for attempt in range(_ROUNDS + 1):
        try:
            return EntryForm.model_validate({"title": _NO_TITLE, **fields})
        except ValidationError as error:
            found = {
                (path if attempt < _ROUNDS else path[:1]): problem
                for path, problem in refusals(EntryForm, fields, error)
                if path
            }
        # From the back, so that what comes before keeps its place in its list.
        for path in sorted(found, key=_order, reverse=True):
            _take_out(work, path, found[path])
    return EntryForm.model_validate({"title": _NO_TITLE})


def _order(path: tuple[int | str, ...]) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (0, step) for step in path)


def _take_out(work: Work, path: tuple[int | str, ...], problem: Problem) -> None:
    """Move what the schema refuses from its field to `extra`."""
    holder: Any = work.fields
    for step in path[:-1]:
        if not _holds(holder, step):
            return
        holder = holder[step]
    last = path[-1]
    if not _holds(holder, last):
        return
    value = holder.pop(last)
    if is_empty(value):
        return
    name = field_name(path)
    message = problem.message.removeprefix(f"{name}: ")
    if isinstance(holder, dict) and problem.message.startswith(f"{field_name(path[:-1])}: "):
        # It is the name that was refused, not the value.
        message = problem.message.partition(": ")[2]
    work.keep(name, value, message, problem.hint)


def _holds(holder: Any, step: int | str) -> bool:
    if isinstance(holder, list):
        return isinstance(step, int) and step < len(holder)
    return isinstance(holder, dict) and step in holder


def _written(form: EntryForm, work: Work) -> dict[str, Any]:
    """The fields as the schema normalised them; unknown ones go to `extra`."""
    fields: dict[str, Any] = _plain(form, (), work)
    links = fields.get("links")
    if isinstance(links, dict):
        fields["links"] = {
            kind: urls[0] if len(urls) == 1 else urls for kind, urls in links.items() if urls
        }
    return fields


def _plain(value: Any, path: tuple[int | str, ...], work: Work) -> Any:
    if isinstance(value, Form):
        fields = {
            name: _plain(getattr(value, name), (*path, name), work)
            for name in type(value).model_fields
            if name in value.model_fields_set
        }
        for name, other in (value.model_extra or {}).items():
            if value.keys_are_free:
                fields[name] = other
            else:
                # Nothing is wrong with it: it is only what no field holds.
                work.put(field_name((*path, name)), other)
        return {name: item for name, item in fields.items() if not is_empty(item)}
    if isinstance(value, list):
        return [_plain(item, (*path, index), work) for index, item in enumerate(value)]
    if isinstance(value, dict):
        return {key: _plain(item, (*path, key), work) for key, item in value.items()}
    return value


def _missing(fields: Mapping[str, Any]) -> tuple[str, ...]:
    needed = (("title", "title"), ("authors", "editors"), ("date", "year"))
    return tuple(name for name, other in needed if not (fields.get(name) or fields.get(other)))
