"""The git repository of a shelf, asked without changing or fetching anything."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from papershelf.errors import MachineError

_NOT_OURS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""Set while a hook runs, for the folder that git was called in."""
_SETTINGS = (
    # No program that a repository names to watch its files, and no hook where they are written to
    # its index, which is left alone anyway.
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "diff.autoRefreshIndex=false",
    "advice.graftFileDeprecated=false",
    # Files of the content that look like a repository, in the folder of the shelf, are none.
    "safe.bareRepository=explicit",
)
_ALONE = {
    # Git that is too old to be told not to fetch what a partial clone lacks may speak in no way;
    # a repository's own settings overrule what other settings say of that, and name programs.
    "GIT_ALLOW_PROTOCOL": "",
    # Another past, of this clone alone.
    "GIT_GRAFT_FILE": os.devnull,
}


class Git:
    """Asks git about the repository that a folder is in."""

    def __init__(self, folder: Path, failure: str) -> None:
        """`failure`: what cannot be done where git does not run, as "cannot compare with main"."""
        self._folder = folder
        self._failure = failure

    def run(self, *words: str, index: Path | None = None) -> str:
        """What git says to a command, without the last end of a line.

        `index`: a file in place of the repository's index. Raises CalledProcessError where git
        refuses, MachineError where it cannot be asked.
        """
        try:
            done = subprocess.run(  # noqa: S603 - a list, no shell
                self.command(*words),
                capture_output=True,
                check=True,
                env=environment() | ({"GIT_INDEX_FILE": str(index)} if index else {}),
                stdin=subprocess.DEVNULL,
            )
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            why = "git is not installed" if missing else f"git does not run: {error.strerror}"
            raise MachineError(f"{self._failure}: {why}") from None
        return os.fsdecode(done.stdout).removesuffix("\n")

    def ask(self, *words: str, index: Path | None = None) -> str:
        """What git says to a command that it should not refuse; MachineError where it does."""
        try:
            return self.run(*words, index=index)
        except subprocess.CalledProcessError as error:
            raise MachineError(
                f"git {_command(words)} failed: {first_line(error.stderr)}"
            ) from None

    def ask_of_changes(self, *words: str) -> str:
        """What `git diff` says, which takes no file for changed that was only written again.

        It finds that out when it brings the index up to date: a copy, as nothing is to change.
        """
        with tempfile.TemporaryDirectory(prefix="papershelf-") as temporary:
            copy = Path(temporary) / "index"
            index: Path | None = copy
            try:
                # With its time: git looks into files that are not older than its index.
                shutil.copy2(self._folder / self.ask("rev-parse", "--git-path", "index"), copy)
            except OSError:
                index = None
            return self.ask("-c", f"diff.autoRefreshIndex={index is not None}", *words, index=index)

    @property
    def is_shallow(self) -> bool:
        """Whether only a part of the past is there."""
        return self.run("rev-parse", "--is-shallow-repository") == "true"

    def command(self, *words: str) -> list[str]:
        """The words to start git with; it is to be given `environment()`."""
        settings = (word for setting in _SETTINGS for word in ("-c", setting))
        return ["git", "-C", str(self._folder), *settings, "--literal-pathspecs", *words]


def _command(words: Sequence[str]) -> str:
    return words[2] if words[0] == "-c" else words[0]


def environment() -> dict[str, str]:
    """The environment for git: it neither asks anybody nor fetches what is missing."""
    own = {key: value for key, value in os.environ.items() if key not in _NOT_OURS}
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    return own | quiet | _ALONE | {"LC_ALL": "C"}


def first_line(told: bytes) -> str:
    """What git says first when it refuses, behind what it only warns of."""
    lines = told.decode("utf-8", "replace").splitlines()
    fatal = (line.removeprefix("fatal: ") for line in lines if line.startswith("fatal: "))
    return next(fatal, lines[0] if lines else "git does not say why")
