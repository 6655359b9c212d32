"""What becomes of a form, and the files that tell a workflow and a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from papershelf.errors import MachineError, UsageError
from papershelf.replacing import replace_file
from papershelf.suggesting.credit import trailer
from papershelf.suggesting.issue import Issue
from papershelf.suggesting.subject import subject
from papershelf.suggesting.wording import Block, as_markdown, said

FILES: Final = (
    *("outcome.txt", "branch.txt", "comment.md"),
    *("subject.txt", "message.txt", "request.md"),
)
"""What an answer may consist of; the last three are there where the shelf was changed."""
NOT_YOUR_FAULT: Final = (
    "Nothing is wrong with the form. A maintainer can set the label again later."
)


class Outcome(StrEnum):
    """What became of a form."""

    ADDED = "added"
    CORRECTED = "corrected"
    KNOWN = "known"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a form, and what is told of it."""

    outcome: Outcome
    told: Sequence[Block]
    """For the person who filled it in."""
    review: Sequence[Block] = ()
    """Of a change, for whoever reviews it: what its difference does not show."""
    title: str = ""
    """Of the paper, as plain text."""
    doing: str = ""
    """Of a change, in the words of a commit: "Correct the authors of"."""
    why: str = ""
    """Of a change, in words of ours, for the commit."""
    path: str = ""
    """The file that was changed, from the shelf."""
    by: str = ""
    """The name to credit."""
    exit_code: int = 1

    @property
    def is_change(self) -> bool:
        """Whether a file of the shelf is another one now."""
        return self.outcome in {Outcome.ADDED, Outcome.CORRECTED}


def nothing(*told: Block, exit_code: int = 1) -> Answer:
    """An answer to a form that changes nothing."""
    return Answer(Outcome.NOTHING, told, exit_code=exit_code)


def branch_of(issue: Issue) -> str:
    """The branch on which what an issue suggests waits."""
    return f"suggestions/issue-{issue.number}"


def files_of(answer: Answer, issue: Issue) -> Mapping[str, str]:
    """The files of an answer by their names."""
    cut = (
        said("The text of the issue is very long: its end was not read.") if issue.is_cut else None
    )
    ends = [cut] if cut else []
    told = [*answer.told, *ends]
    files = {
        "outcome.txt": f"{answer.outcome.value}\n",
        "branch.txt": f"{branch_of(issue)}\n",
        "comment.md": as_markdown(told),
    }
    if not answer.is_change:
        return files
    line = subject(answer.doing, answer.title, f"(#{issue.number})")
    credit = trailer(answer.by, issue.person)
    message = [line, "", answer.why, *(["", credit] if credit else [])]
    return files | {
        "subject.txt": f"{line}\n",
        "message.txt": "\n".join(message) + "\n",
        "request.md": f"Closes #{issue.number}\n\n{as_markdown([*answer.review, *ends])}",
    }


def prepare_answer(folder: Path, shelf: Path) -> None:
    """Make the folder for an answer; UsageError, MachineError.

    To be called before the shelf is changed, so that no change goes without an answer.
    """
    content = (shelf / "content").resolve()
    if content in (folder.resolve(), *folder.resolve().parents):
        raise UsageError(f"{folder} is inside {shelf / 'content'}; choose another --answer")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is no folder; choose another --answer")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MachineError(f"cannot make {folder}: {error.strerror or error}") from None


def write_answer(folder: Path, answer: Answer, issue: Issue) -> None:
    """Write the files of an answer, and remove those of an earlier one; MachineError.

    The folder is there: `prepare_answer` made it.
    """
    files = files_of(answer, issue)
    try:
        for name in FILES:
            if name not in files:
                (folder / name).unlink(missing_ok=True)
            else:
                replace_file(folder / name, files[name].encode())
    except OSError as error:
        raise MachineError(
            f"cannot write the answer into {folder}: {error.strerror or error}"
        ) from None
