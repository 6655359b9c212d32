"""A repository on a host: a bare one, what is pushed to it, and pull requests."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Change = Callable[[Path], object]


@dataclass(frozen=True)
class Origin:
    """A bare repository with the branch `main`, and a clone to work in."""

    folder: Path
    clone: Path

    @classmethod
    def of(cls, shelf: Path, folder: Path) -> "Origin":
        """The repository of what is in a folder, which becomes its clone."""
        origin = cls(folder, shelf)
        git(shelf, "init", "--quiet", "--initial-branch", "main")
        origin.commit("Begin")
        git(shelf, "clone", "--quiet", "--bare", str(shelf), str(folder))
        # Hosts serve every commit that they have.
        git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")
        git(shelf, "remote", "add", "origin", str(folder))
        return origin

    def copied(self, folder: Path) -> "Origin":
        """Another one like it, in a folder of its own."""
        shutil.copytree(self.folder, folder / "origin.git", symlinks=True)
        shutil.copytree(self.clone, folder / "shelf", symlinks=True)
        copy = Origin(folder / "origin.git", folder / "shelf")
        git(copy.clone, "remote", "set-url", "origin", str(copy.folder))
        return copy

    def commit(self, message: str) -> None:
        """Commit all that is in the clone."""
        git(self.clone, "add", "--all", "--force", ".")
        git(self.clone, "commit", "--quiet", "--message", message)

    def change_main(self, change: Change) -> None:
        """Change the main branch."""
        change(self.clone)
        self.commit("Change the main branch")
        git(self.clone, "push", "--quiet", "origin", "main")

    def request(self, number: int, change: Change, *, since: str = "main") -> str:
        """A pull request of a branch that left main at a revision; gives its merge commit's ref."""
        git(self.clone, "checkout", "--quiet", "-B", "theirs", since)
        change(self.clone)
        self.commit("Propose a change")
        git(self.clone, "checkout", "--quiet", "-B", "merged", "main")
        git(self.clone, "merge", "--quiet", "--no-ff", "--message", "Merge", "theirs")
        ref = f"refs/pull/{number}/merge"
        git(self.clone, "push", "--quiet", "--force", "origin", f"merged:{ref}")
        git(self.clone, "checkout", "--quiet", "main")
        return ref

    def branches(self) -> dict[str, str]:
        """The commits of its branches."""
        listed = git(
            self.folder, "for-each-ref", "--format=%(refname:short) %(objectname)", "refs/heads"
        )
        return dict(line.split() for line in listed.splitlines())

    def changes(self, branch: str) -> list[str]:
        """What a branch changes since main: modes, letter and path of each file."""
        raw = git(self.folder, "diff", "--raw", "--no-renames", f"main...{branch}")
        return [
            f"{line[1:14]} {line.split()[4]} {line.partition(chr(9))[2]}"
            for line in raw.splitlines()
        ]


def git(folder: Path, *words: str) -> str:
    """What git says to a command in a folder, whatever the settings of the machine."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=60,
        env={**own, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
    )
    return done.stdout.decode("utf-8", "surrogateescape")
