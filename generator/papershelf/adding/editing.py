"""Open an entry in the curator's editor, and check it afterwards."""

import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from papershelf.errors import MachineError, Problem, UsageError
from papershelf.validate import check_bytes


def editor_of(environment: Mapping[str, str]) -> list[str]:
    """The words of the editor's command; UsageError where none is named."""
    named = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    try:
        words = shlex.split(named, posix=os.name == "posix")
    except ValueError:
        raise UsageError(f"cannot read VISUAL or EDITOR: {named}; is a quote open?") from None
    if not words:
        raise UsageError("--edit needs an editor: name it in VISUAL or EDITOR, as EDITOR=nano")
    return words


def edit(editor: Sequence[str], path: Path, shown: str) -> Sequence[Problem]:
    """Wait until the editor is closed; return what is wrong with the entry then.

    MachineError where the editor cannot be started, or fails.
    """
    try:
        # What runs is what the curator named.
        done = subprocess.run([*editor, str(path)], check=False)  # noqa: S603 - a list, no shell
    except OSError as error:
        raise MachineError(
            f"cannot start the editor {editor[0]}: {error.strerror}; the entry is at {shown}"
        ) from None
    if done.returncode:
        raise MachineError(
            f"the editor {editor[0]} failed ({done.returncode}); the entry is at {shown}"
        )
    try:
        return check_bytes(path.read_bytes(), shown).problems
    except OSError as error:
        raise MachineError(f"cannot read {shown}: {error.strerror}") from None
