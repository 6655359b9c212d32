"""Repositories with commits of several people, whatever git is told on this machine."""

import os
import subprocess
from pathlib import Path

_ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def git(folder: Path, *words: str, **environment: str) -> str:
    """What git says."""
    done = subprocess.run(
        ["git", "-C", str(folder), *words],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | _ALONE | environment,
    )
    return done.stdout.strip()


def begin(folder: Path) -> None:
    """Make a repository of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    (folder / ".git/info/exclude").write_text("site/\n.papershelf/\n", encoding="utf-8")


def commit(
    folder: Path, name: str = "Ada", email: str = "", message: str = "More", *, day: int = 0
) -> None:
    """Commit all that is there as somebody; `day` puts commits in an order."""
    email = email or f"{name.split()[0].lower()}@mail.example"
    date = f"{1_600_000_000 + 86_400 * day} +0000"
    git(folder, "add", "-A")
    git(
        *(folder, "commit", "-q", "--allow-empty", "-m", message),
        GIT_AUTHOR_NAME=name,
        GIT_AUTHOR_EMAIL=email,
        GIT_AUTHOR_DATE=date,
        GIT_COMMITTER_NAME="Somebody Else",
        GIT_COMMITTER_EMAIL="else@mail.example",
        GIT_COMMITTER_DATE=date,
    )
