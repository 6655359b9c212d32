"""A correction of one field → the entry with another value there, or why it stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from papershelf.config import Config, RepositoryForm
from papershelf.content_files import ContentFile, find_files
from papershelf.errors import MachineError
from papershelf.intake import ShelfFacts, read_shelf
from papershelf.load import Entry, read_bytes
from papershelf.markup import to_text
from papershelf.model import Paper
from papershelf.plan.repository import Repository, corrected_id
from papershelf.replacing import replace_file
from papershelf.settings import read_settings
from papershelf.suggesting.answer import Answer, Outcome, nothing
from papershelf.suggesting.asking import Request
from papershelf.suggesting.body import Filled
from papershelf.suggesting.credit import credited
from papershelf.suggesting.entries import Entries
from papershelf.suggesting.issue import Issue
from papershelf.suggesting.looking import new_problems
from papershelf.suggesting.new_value import NewValue, UnfitError
from papershelf.suggesting.pages import page_link
from papershelf.suggesting.problem_table import problem_table
from papershelf.suggesting.rewriting import NOTE, UnsafeError, entry_in, rewritten
from papershelf.suggesting.templates import Labels
from papershelf.suggesting.values import FIELDS, field_named, shown_value, without_label
from papershelf.suggesting.wording import Block, Link, Sentence, Table, said
from papershelf.text import slugify
from papershelf.validate import check_bytes
from papershelf.yamltext import plain

_MOST_NOTES = 20
_MOST_FILES = 5
_SHORT_LIST = 8
_LONGEST = 1_000
_LOOKS = "A maintainer will look at it."


def correct_entry(
    shelf: Path, issue: Issue, filled: Filled, labels: Labels, request: Request
) -> Answer:
    """Change the field of the entry that a form names. Raises MachineError as reading does."""
    files, _ = find_files(shelf)
    config, _ = read_settings(files)
    facts = read_shelf(shelf)
    # The button on a page can fill in the title of an issue only, where a host has no forms.
    named = filled.values.get("entry", "") or corrected_id(issue.title)
    entries = Entries(facts.papers, config.base_url or "")
    found = entries.find(named)
    if len(found) != 1:
        return _not_found(named, [paper.id for paper in found], entries, facts)
    paper = found[0]
    file = next((file for file in files.papers if file.path == paper.source), None)
    if file is None:
        raise MachineError(f"{paper.source} was changed meanwhile")
    where: list[Block] = list(_edit_link(config, issue, paper))
    value = filled.values.get("value", "")
    try:
        name = field_named(filled.values.get("field", ""), labels.fields)
        read = FIELDS.get(name)
        if read is None or not value:
            return nothing(*_by_hand(name, value, paper), *where)
        entry = entry_in(read_bytes(file), file.path, paper.position)
        known = plain(entry.node)
        new = read(without_label(name, value), known, facts)
    except UnfitError as error:
        return nothing(_stays(paper), error.sentence, said(_LOOKS), *where)
    except UnsafeError as error:
        return nothing(_stays(paper), said("What stands in the way: {why}.", why=error), *where)
    case = _Case(shelf, file, paper, entry, where, filled, issue, config, request)
    return case.with_value(new)


@dataclass(frozen=True, slots=True)
class _Case:
    """An entry that is to have another value."""

    shelf: Path
    file: ContentFile
    paper: Paper
    entry: Entry
    where: Sequence[Block]
    """Where it can be edited by hand."""
    filled: Filled
    issue: Issue
    config: Config
    request: Request

    def with_value(self, new: NewValue) -> Answer:
        """Write the value, unless something stands in the way."""
        path, title = self.file.path, to_text(self.paper.title)
        before = plain(self.entry.node).get(new.key)
        if new.key == NOTE:
            before = before or self.entry.body or None
        if before == new.value:
            same = said(
                "Thank you. The entry “{title}” says so already: {path}.", title=title, path=path
            )
            page = page_link(self.config, self.paper.id)
            return Answer(Outcome.KNOWN, [same, *page], title=title, path=path)
        content = read_bytes(self.file)
        now = plain(self.entry.node)
        rows = [(new.key, _shown(before), _shown(new.value))]
        rows += [(key, _shown(now.get(key)), _shown(value)) for key, value in new.also.items()]
        try:
            changed = content
            for key, value in {new.key: new.value, **new.also}.items():
                changed = rewritten(changed, path, self.paper.position, key, value)
        except UnsafeError as error:
            why = said("What stands in the way: {why}.", why=error)
            return nothing(_stays(self.paper), why, *self.where)
        if _ids(content, path) != _ids(changed, path):
            why = said("The entry has no id of its own: with another title it would get another.")
            return nothing(_stays(self.paper), why, *self.where)
        problems = new_problems(self.shelf, path, changed)
        if any(problem.is_grave for problem in problems):
            why = said("With the new value the shelf would not pass its check:")
            return nothing(_stays(self.paper), why, problem_table(problems), *self.where)
        if not self.request.dry_run:
            _write(self.file, content, changed)
        more = [*new.notes[:_MOST_NOTES], *_source(self.filled.values)]
        told: list[Block] = [
            said("Thank you. This corrects the entry “{title}”: {path}.", title=title, path=path),
            Table(("field", "before", "after"), rows),
            *_changes(before, new.value),
            *more,
        ]
        corrects = said("This corrects the entry “{title}”: {path}.", title=title, path=path)
        if problems:
            told += [said("What the check says of it now:"), problem_table(problems)]
        by = credited(self.filled.values.get("name", ""), self.issue.person)
        return Answer(
            Outcome.CORRECTED,
            told,
            [corrects, *more],
            title,
            f"Correct {new.key} of",
            f"The correction of {new.key} was proposed in an issue.",
            path,
            by,
            exit_code=0,
        )


def _ids(content: bytes, path: str) -> list[str]:
    checked = check_bytes(content, path)
    return sorted(paper.id for paper in (*checked.papers, *checked.salvaged))


def _write(file: ContentFile, before: bytes, after: bytes) -> None:
    if read_bytes(file) != before:
        raise MachineError(f"{file.path} was changed meanwhile")
    replace_file(file.absolute, after, shown=file.path)


def _not_found(named: str, found: list[str], entries: Entries, facts: ShelfFacts) -> Answer:
    what = said(
        "Please say which entry is meant: its id, the path of its file or the address of its page. "
        "Edit the issue, and a maintainer can set its label again."
    )
    if not named:
        return nothing(said("Thank you. The form names no entry."), what)
    first = named.split("\n")[0][:200]
    if found:
        several = said("Thank you. Several entries may be meant by “{text}”: {ids}.", text=first,
                       ids=", ".join(found[:20]))  # fmt: skip
        return nothing(several, what)
    faulty = ", ".join(file.path for file in facts.faulty[:_MOST_FILES])
    if faulty and slugify(first.rpartition("/")[2].partition(".")[0]) in facts.taken:
        unread = said("It may be in a file that does not read: {files}.", files=faulty)
        return nothing(
            said("Thank you. The shelf has no entry “{text}”.", text=first), unread, said(_LOOKS)
        )
    similar = entries.similar(named)
    hint = [said("Is it one of these: {ids}?", ids=", ".join(similar))] if similar else []
    return nothing(said("Thank you. The shelf has no entry “{text}”.", text=first), *hint, what)


def _by_hand(name: str, value: str, paper: Paper) -> Iterator[Sentence]:
    title = to_text(paper.title)
    yield said(
        "Thank you. The entry “{title}” was not changed: {path}.", title=title, path=paper.source
    )
    if not name:
        yield said("The form does not say which field is to be corrected.")
    elif not value:
        yield said("The form does not say what should stand there.")
    yield said(_LOOKS)


def _stays(paper: Paper) -> Sentence:
    title = to_text(paper.title)
    return said(
        "Thank you. The entry “{title}” stays as it is: {path}.", title=title, path=paper.source
    )


def _source(values: Mapping[str, str]) -> Iterator[Sentence]:
    if source := values.get("source", ""):
        yield said("Where it can be seen: {source}", source=source[:500])


def _edit_link(config: Config, issue: Issue, paper: Paper) -> Iterator[Link]:
    form = config.repository or RepositoryForm()
    if form.url is None and issue.repository:
        form = form.model_copy(update={"url": issue.repository})
    address = Repository(form).edit(paper)
    if address:
        yield Link("Edit the entry", address)


def _changes(before: Any, after: Any) -> Iterator[Sentence]:
    """What a long list has no longer and what is new in it, as a table shows its beginning only."""
    if not isinstance(before, list) or not isinstance(after, list):
        return
    old, new = list(map(shown_value, before)), list(map(shown_value, after))
    if max(len(old), len(new)) <= _SHORT_LIST:
        return
    for what, some, others in (("No longer there", old, set(new)), ("New", new, set(old))):
        if found := [one for one in some if one not in others][:_MOST_NOTES]:
            yield said(f"{what}: {{items}}.", items="; ".join(found)[:_LONGEST])


def _shown(value: Any) -> str:
    return "" if value is None else shown_value(value)
