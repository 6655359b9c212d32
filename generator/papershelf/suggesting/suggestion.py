"""A suggested paper → a new entry, or why there is none."""

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from papershelf.adding import Adder, Fate, NotFoundError, Result, SeveralError, Wishes
from papershelf.adding.known import Shelved
from papershelf.content_files import find_files
from papershelf.errors import PapershelfError
from papershelf.intake import ShelfFacts, Taken, read_shelf
from papershelf.markup import to_text
from papershelf.net import AnswerError, NetworkError
from papershelf.providers import Reference, as_kind
from papershelf.settings import read_settings
from papershelf.suggesting.answer import NOT_YOUR_FAULT, Answer, Outcome, branch_of, nothing
from papershelf.suggesting.asking import Request, look_up
from papershelf.suggesting.body import Filled, without_comments
from papershelf.suggesting.credit import credited
from papershelf.suggesting.issue import Issue
from papershelf.suggesting.looking import new_problems
from papershelf.suggesting.mentioned import papers_named, papers_within
from papershelf.suggesting.pages import page_link
from papershelf.suggesting.problem_table import problem_table
from papershelf.suggesting.prose import MOST, cut, prose
from papershelf.suggesting.topics import left_out, named_topics
from papershelf.suggesting.values import shown_value
from papershelf.suggesting.waiting import Match, Waiting, issue_of, read_waiting
from papershelf.suggesting.wording import Block, Sentence, Table, said
from papershelf.validate import check_bytes

WORKS: Final = (
    "What works: an arXiv id or address (arxiv.org/abs/2406.01234), a DOI or an address with "
    "one in it (doi.org/10.1145/3539618.3591631), an address at openreview.net, aclanthology.org, "
    "pubmed.ncbi.nlm.nih.gov, semanticscholar.org or huggingface.co/papers, a PMID "
    "(pmid:31452104), an ISBN, or the whole title. Edit the issue, and a maintainer can set its "
    "label again."
)
_UNSHOWN: Final = frozenset({"provenance", "extra", "added", "submitted_by", "topics"})
_WANTED: Final = ("abstract", "venue", "ids", "links", "topics")
"""Fields that a good entry has, to tell which ones are missing."""


def suggest_paper(shelf: Path, issue: Issue, filled: Filled, request: Request) -> Answer:
    """Add the paper that a form suggests. Raises MachineError where the machine says no."""
    named = _named(issue, filled)
    if not named:
        found = filled.values.get("link", "").split("\n")[0][:200]
        told = said("Thank you. The answer “{found}” names no paper.", found=found)
        empty = said("Thank you. No link to a paper and no id of one was found in this issue.")
        return nothing(told if found else empty, said(WORKS))
    reference, *others = named
    facts = read_shelf(shelf)
    topics, unknown = named_topics(filled.values.get("topics", ""), facts.topics)
    note, is_cut = cut(filled.values.get("why", ""), MOST)
    by = credited(filled.values.get("name", ""), issue.person)
    wishes = Wishes(request.today, tuple(topics), note=prose(note), submitted_by=by, dry_run=True)
    waiting = None
    if request.waiting and Shelved(facts.papers).find(reference) is None:
        waiting = read_waiting(shelf, request.waiting, branch_of(issue))
        if match := waiting.named(reference):
            return _suggested(match, reference)
    try:
        adder, result = look_up(shelf, request, wishes, facts, reference)
    except PapershelfError as error:
        return _failed(error, reference)
    if result is None:
        unknown_here = said("Thank you. Nothing is known of {paper} here.", paper=reference)
        return nothing(unknown_here, said(WORKS))
    if result.fate is Fate.KNOWN:
        config, _ = read_settings(find_files(shelf)[0])
        page = page_link(config, result.known_id) if result.known_id else ()
        return _known(result, facts, reference, others, page)
    if waiting and (match := _alike(waiting, result)):
        return _suggested(match, reference)
    taken = result.taken
    if result.fate is not Fate.ADDED or taken is None:
        return _left_out(result)
    notes = [
        *_one_only(others, taken.fields.get("ids")),
        *([left_out(unknown, facts.topics)] if unknown else []),
        *([said("The note was very long: its end was left out.")] if is_cut else []),
    ]
    said_why = note if taken.note.strip() == wishes.note.strip() else ""
    return _added(shelf, adder, result, taken, request, notes, by, said_why)


def _named(issue: Issue, filled: Filled) -> list[Reference]:
    """The papers that an issue names where it is asked for them, or else anywhere."""
    if "link" in filled.values:
        return papers_named(filled.values["link"])
    return papers_within(without_comments(issue.body)) or papers_within(issue.title)


def _one_only(others: Sequence[Reference], ids: Any) -> Iterator[Block]:
    """What is said of further papers, unless they are the same one by another id."""
    same = {as_kind(kind, str(value)) for kind, value in dict(ids or {}).items()}
    if left := [str(one) for one in others if one not in same]:
        yield said(
            "An issue is for one paper. Not looked at: {names}. Please suggest each in an issue of "
            "its own.",
            names=", ".join(left),
        )


def _failed(error: PapershelfError, reference: Reference) -> Answer:
    if isinstance(error, SeveralError):
        rows = [
            (str(one.reference), one.title, ", ".join(filter(None, (*one.people[:3], one.year))))
            for one in error.candidates
        ]
        told = said("Thank you. Several papers have a title like “{title}”:", title=reference.value)
        hint = said(
            "Please edit the issue and give the id of the right one in place of the title. Then a "
            "maintainer can set its label again."
        )
        return nothing(told, Table(("id", "title", "details"), rows), hint)
    if isinstance(error, NotFoundError):
        what = "a paper called “{paper}”" if reference.kind == "title" else "{paper}"
        told = said(
            f"Thank you. No service that was asked knows {what}. Is it spelt right?",
            paper=reference,
        )
        return nothing(told, said(WORKS))
    if isinstance(error, (NetworkError, AnswerError)):
        told = said(
            "Thank you. The services that know papers could not be asked about “{paper}”: {error}.",
            paper=reference,
            error=error,
        )
        return nothing(told, said(NOT_YOUR_FAULT), exit_code=3)
    raise error


def _known(
    result: Result,
    facts: ShelfFacts,
    reference: Reference,
    others: Sequence[Reference],
    page: Iterable[Block],
) -> Answer:
    paper = next((paper for paper in facts.papers if paper.id == result.known_id), None)
    title = to_text(paper.title) if paper else ""
    if result.taken is None or result.taken.is_certain:
        told = [
            said(
                "Thank you. The paper is on the shelf already: “{title}”, {path}.",
                title=title,
                path=result.path,
            )
        ]
    else:
        told = [
            said(
                "Thank you. The paper seems to be on the shelf already: “{title}”, {path} ({why}).",
                title=title,
                path=result.path,
                why=result.taken.why,
            ),
            _by_force(reference),
        ]
    more = said(
        "If something in that entry is wrong or missing, there is a form to correct an entry."
    )
    left = _one_only(others, paper.ids if paper else None)
    return Answer(Outcome.KNOWN, [*told, *page, more, *left], title=title, path=result.path)


def _by_force(reference: Reference) -> Sentence:
    # Maintainers copy it into a shell.
    command = shlex.join(["papershelf", "add", str(reference), "--force"])
    return said("If it is another one, a maintainer can add it: {command}", command=command)


def _alike(waiting: Waiting, result: Result) -> Match | None:
    if result.taken is None or not result.taken.text:
        return None
    papers = check_bytes(result.taken.text.encode(), "content/papers/entry.md").papers
    return next(filter(None, map(waiting.alike, papers)), None)


def _suggested(match: Match, reference: Reference) -> Answer:
    number = issue_of(match.branch)
    place = f"#{number}" if number else "another suggestion"
    if match.is_certain:
        told = [said(f"Thank you. The paper was suggested already, in {place}.")]
    else:
        told = [
            said(f"Thank you. The paper seems to have been suggested already, in {place}."),
            _by_force(reference),
        ]
    closed = said(
        "If that suggestion was turned down, a maintainer can delete its branch {branch} and set "
        "the label here again.",
        branch=re.sub(r"refs/(?:heads|remotes/[^/]+)/", "", match.branch, count=1),
    )
    return Answer(Outcome.KNOWN, [*told, closed])


def _left_out(result: Result) -> Answer:
    if result.path:
        told = said(
            "Thank you. The paper may be in {path}, which has errors. A maintainer has to mend "
            "that file first, and can set the label again then.",
            path=result.path,
        )
        return nothing(told)
    why = result.taken.why if result.taken else result.message
    told = said("Thank you. No entry could be made of the paper: {why}.", why=why)
    return nothing(told, said("A maintainer can write the entry by hand, or give another id."))


def _added(
    shelf: Path,
    adder: Adder,
    result: Result,
    taken: Taken,
    request: Request,
    notes: Sequence[Block],
    by: str,
    said_why: str,
) -> Answer:
    content = taken.text.encode()
    problems = new_problems(shelf, result.path, content)
    title = to_text(taken.title)
    if any(problem.is_grave for problem in problems):
        refused = said(
            "Thank you. No entry was written for “{title}”: the shelf would not pass its check.",
            title=title,
        )
        return nothing(refused, problem_table(problems))
    if not request.dry_run:
        adder.write(taken)
    path = f"content/papers/{taken.id}.md"
    origins = result.merged.origins if result.merged else {}
    more = [
        *_missing(taken.fields),
        *notes,
        *(said("Worth knowing: {note}.", note=note.rstrip(".")) for note in result.notes[:10]),
    ]
    told: list[Block] = [
        said("Thank you. This makes a new entry of “{title}”: {path}.", title=title, path=path),
        Table(("field", "value", "from"), list(_rows(taken.fields, origins, said_why))),
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


def _rows(
    fields: Mapping[str, Any], origins: Mapping[str, str], said_why: str
) -> Iterator[tuple[str, str, str]]:
    for name, value in fields.items():
        if name not in _UNSHOWN:
            yield name, shown_value(value), origins.get(name, "")
    if fields.get("topics"):
        yield "topics", shown_value(fields["topics"]), "the form"
    if fields.get("submitted_by"):
        yield "submitted_by", shown_value(fields["submitted_by"]), "the form"
    if said_why:
        yield "note", said_why, "the form"


def _missing(fields: Mapping[str, Any]) -> Iterator[Block]:
    missing = [name for name in _WANTED if not fields.get(name)]
    if missing:
        yield said("What it does not have yet: {names}.", names=", ".join(missing))
