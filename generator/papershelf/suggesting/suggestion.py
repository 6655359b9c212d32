"""A suggested paper → a new entry, or why there is none."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from papershelf.adding import Adder, Fate, NotFoundError, Result, SeveralError, Wishes
from papershelf.adding.known import Shelved
from papershelf.errors import PapershelfError
from papershelf.intake import ShelfFacts, Taken, read_shelf
from papershelf.markup import to_text
from papershelf.net import AnswerError, NetworkError
from papershelf.providers import Reference
from papershelf.suggesting.answer import Answer, Outcome, nothing
from papershelf.suggesting.asking import Request, look_up
from papershelf.suggesting.body import Filled
from papershelf.suggesting.credit import credited
from papershelf.suggesting.issue import Issue
from papershelf.suggesting.looking import new_problems
from papershelf.suggesting.mentioned import reference_of, references_in
from papershelf.suggesting.problem_table import problem_table
from papershelf.suggesting.prose import MOST, cut, prose
from papershelf.suggesting.topics import named_topics
from papershelf.suggesting.values import shown_value
from papershelf.suggesting.waiting import issue_of
from papershelf.suggesting.wording import Block, Table, said
from papershelf.validate import check_bytes

WORKS: Final = (
    "What works: an arXiv id or address (arxiv.org/abs/2406.01234), a DOI or its address "
    "(doi.org/10.1145/3539618.3591631), an address at openreview.net, aclanthology.org, "
    "pubmed.ncbi.nlm.nih.gov, semanticscholar.org or huggingface.co/papers, a PMID "
    "(pmid:31452104), an ISBN, or the whole title. Edit the issue, and a maintainer can set its "
    "label again."
)
_UNSHOWN: Final = frozenset({"provenance", "extra", "added", "submitted_by", "topics"})
_WANTED: Final = ("abstract", "venue", "ids", "links", "topics")
"""Fields that a good entry has, to tell which ones are missing."""


def suggest_paper(shelf: Path, issue: Issue, filled: Filled, request: Request) -> Answer:
    """Add the paper that a form suggests. Raises MachineError where the machine says no."""
    reference = _reference(issue, filled)
    if reference is None:
        found = filled.values.get("link", "")
        told = said("The answer “{found}” names no paper.", found=found.split("\n")[0][:200])
        empty = said("Thank you. No link to a paper and no id of one was found in this issue.")
        return nothing(told if found else empty, said(WORKS))
    facts = read_shelf(shelf)
    topics, unknown = named_topics(filled.values.get("topics", ""), facts.topics)
    note, is_cut = cut(filled.values.get("why", ""), MOST)
    by = credited(filled.values.get("name", ""), issue.person)
    wishes = Wishes(request.today, tuple(topics), note=prose(note), submitted_by=by, dry_run=True)
    if waiting := _waiting_by_name(reference, facts, request):
        return waiting
    try:
        adder, result = look_up(shelf, request, wishes, facts, reference)
    except PapershelfError as error:
        return _failed(error, reference)
    if result is None:
        return nothing(said("Nothing is known of {paper} here.", paper=reference), said(WORKS))
    if known := _known(result, facts) or _waiting(result, request):
        return known
    taken = result.taken
    if result.fate is not Fate.ADDED or taken is None:
        return _left_out(result)
    notes = [
        *(
            [said("Unknown topics, left out: {names}.", names=", ".join(unknown))]
            if unknown
            else []
        ),
        *([said("The note was very long: its end was left out.")] if is_cut else []),
    ]
    return _added(shelf, adder, result, taken, request, notes, by)


def _reference(issue: Issue, filled: Filled) -> Reference | None:
    if filled.is_form:
        return reference_of(filled.values.get("link", ""))
    found = next(references_in(issue.body), None)
    return found or next(references_in(issue.title), None)


def _failed(error: PapershelfError, reference: Reference) -> Answer:
    if isinstance(error, SeveralError):
        rows = [
            (str(one.reference), one.title, ", ".join(filter(None, (*one.people[:3], one.year))))
            for one in error.candidates
        ]
        told = said("Several papers have a title like “{title}”.", title=reference.value)
        hint = said("Please edit the issue and give the id of the right one in place of the title.")
        return nothing(told, Table(("id", "title", "details"), rows), hint)
    if isinstance(error, NotFoundError):
        told = said("No service that was asked knows a paper {paper}.", paper=reference)
        return nothing(told, said("Is it spelt right?"), said(WORKS))
    if isinstance(error, (NetworkError, AnswerError)):
        told = said(
            "The services that know papers could not be asked about {paper}.", paper=reference
        )
        why = said("What they say: {error}.", error=error)
        again = said("Nothing is wrong with the form. A maintainer can set the label again later.")
        return nothing(told, why, again, exit_code=3)
    raise error


def _known(result: Result, facts: ShelfFacts) -> Answer | None:
    if result.fate is not Fate.KNOWN:
        return None
    title = next((to_text(p.title) for p in facts.papers if p.source == result.path), "")
    if result.taken is None:
        told = said("Thank you. The paper is on the shelf already: {path}.", path=result.path)
    else:
        told = said(
            "Thank you. The paper is, or seems to be, on the shelf already: {path} ({why}). If it "
            "is another one, a maintainer can add it.",
            path=result.path,
            why=result.taken.why,
        )
    more = said(
        "If something in that entry is wrong or missing, there is a form to correct an entry."
    )
    return Answer(Outcome.KNOWN, [told, more], title=title, path=result.path)


def _waiting_by_name(reference: Reference, facts: ShelfFacts, request: Request) -> Answer | None:
    """What is to be said of a paper that waits, before anybody is asked about it."""
    if request.waiting is None or Shelved(facts.papers).find(reference) is not None:
        return None
    branch = request.waiting.named(reference)
    return _suggested(branch) if branch else None


def _waiting(result: Result, request: Request) -> Answer | None:
    if request.waiting is None or result.taken is None or not result.taken.text:
        return None
    papers = check_bytes(result.taken.text.encode(), "content/papers/entry.md").papers
    branch = next(filter(None, map(request.waiting.alike, papers)), "")
    return _suggested(branch) if branch else None


def _suggested(branch: str) -> Answer:
    number = issue_of(branch)
    place = f"#{number}" if number else "another suggestion"
    told = f"Thank you. The paper was suggested already, in {place}, and waits to be looked at."
    return Answer(Outcome.KNOWN, [said(told)])


def _left_out(result: Result) -> Answer:
    if result.path:
        told = said(
            "The paper may be in {path}, which has errors. A maintainer has to mend that file "
            "first, and can set the label again then.",
            path=result.path,
        )
        return nothing(told)
    why = result.taken.why if result.taken else result.message
    told = said("No entry could be made of the paper: {why}.", why=why)
    return nothing(told, said("A maintainer can write the entry by hand, or give another id."))


def _added(
    shelf: Path,
    adder: Adder,
    result: Result,
    taken: Taken,
    request: Request,
    notes: Sequence[Block],
    by: str,
) -> Answer:
    content = taken.text.encode()
    problems = new_problems(shelf, result.path, content)
    title = to_text(taken.title)
    if any(problem.is_grave for problem in problems):
        refused = said(
            "No entry was written for “{title}”: the shelf would not pass its check.", title=title
        )
        return nothing(refused, problem_table(problems))
    if not request.dry_run:
        adder.write(taken)
    path = f"content/papers/{taken.id}.md"
    origins = result.merged.origins if result.merged else {}
    more = [
        *_missing(taken.fields),
        *notes,
        *(said("Note: {note}.", note=note.rstrip(".")) for note in result.notes[:10]),
    ]
    told: list[Block] = [
        said("Thank you. This makes a new entry of “{title}”: {path}.", title=title, path=path),
        Table(("field", "value", "from"), list(_rows(taken.fields, origins))),
        *more,
    ]
    if problems:
        told += [said("What the check says of it:"), problem_table(problems)]
    sources = ", ".join(dict.fromkeys(", ".join(origins.values()).split(", "))) or "a file"
    why = f"The paper was suggested in an issue. What the entry says comes from {sources}."
    review = [
        said("This makes a new entry of “{title}”: {path}.", title=title, path=path),
        said("What it says comes from {sources}.", sources=sources),
        *more,
    ]
    return Answer(Outcome.ADDED, told, review, title, "Add", why, path, by, exit_code=0)


def _rows(fields: Mapping[str, Any], origins: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for name, value in fields.items():
        if name not in _UNSHOWN:
            yield name, shown_value(value), origins.get(name, "")
    if fields.get("topics"):
        yield "topics", shown_value(fields["topics"]), "the form"
    if fields.get("submitted_by"):
        yield "submitted_by", shown_value(fields["submitted_by"]), "the form"


def _missing(fields: Mapping[str, Any]) -> Iterator[Block]:
    missing = [name for name in _WANTED if not fields.get(name)]
    if missing:
        yield said("What it does not have yet: {names}.", names=", ".join(missing))
