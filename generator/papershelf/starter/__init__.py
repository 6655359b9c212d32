"""A new shelf: three sample entries and what belongs around them, ready to be published."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from uuid import UUID, uuid4

from pydantic import TypeAdapter, ValidationError

from papershelf.dump import dump_entry
from papershelf.errors import MachineError, UsageError
from papershelf.fields import Line
from papershelf.version import version_of

_HERE = Path(__file__).parent
# Some tools drop files that begin with a dot from packages, so these are stored without it.
_DOTTED = frozenset(
    {
        "gitattributes",
        "github",
        "gitignore",
        "gitlab",
        "gitlab-ci.yml",
        "pre-commit-config.yaml",
        "python-version",
        "vscode",
    }
)
_PUBLISHING = "publish.md"
"""What the README says of a host, beside the files for it."""
_CONTRIBUTING = "contribute.md"
"""What CONTRIBUTING.md says of where the repository is."""
_ACCEPTING = "accept.md"
"""What the README says of taking what others send."""
_REPOSITORIES = {"cloudflare": "github", "netlify": "github"}
"""Hosts that take sites from a repository elsewhere, and whose files for contributors they get."""
_TEXTS = frozenset({_PUBLISHING, _CONTRIBUTING, _ACCEPTING})
_PUBLISHERS = _TEXTS | {"github/workflows/publish.yml"}
"""What of a host is not for those who only have their repository there."""
_SAMPLE_PUBLISHING = "How that is done depends on the host."
_SAMPLE_CONTRIBUTING = "How that is done depends on where the repository is."
_SAMPLE_ACCEPTING = "How what they send arrives depends on where the repository is."
_SAMPLE_HOST = "host: github"
_SAMPLE_REPOSITORY = "repository: {forms: true}"
_WITH_FORMS = frozenset({"github", "gitlab"})
_ELSEWHERE = "# repository: {url: https://github.com/you/your-shelf, forms: true}"
_OTHER_REPOSITORY = "# repository: https://codeberg.org/you/your-shelf"
_SAMPLE_WHEEL = "./papershelf-0.0.0-py3-none-any.whl[mail]"
_SAMPLE_TITLE = "title: A shelf of papers"
_SAMPLE_DAY = "added: 2026-01-01"
_SAMPLE_FEED_ID = "feed_id: 00000000-0000-0000-0000-000000000000"


def make_shelf(
    folder: Path,
    *,
    title: str,
    host: str = "github",
    today: date | None = None,
    feed_id: UUID | None = None,
) -> int:
    """Write the starter shelf to a new or empty folder; return the number of files written.

    `host`: a name in `HOSTS`, for whose files see `hosts/`. The sample entries are on the shelf
    since `today`, by default the day it is here; `feed_id` names its feeds, by default a random
    one. Raises UsageError for a folder that holds something and for a title that no shelf may have,
    MachineError where the machine says no. Nothing is left behind then.
    """
    today = today or datetime.now().astimezone().date()
    repository = _HERE / "hosts" / _REPOSITORIES.get(host, host)
    filled = {
        _SAMPLE_TITLE: dump_entry({"title": _checked(title)}).split("\n")[1],
        _SAMPLE_DAY: f"added: {today.isoformat()}",
        _SAMPLE_FEED_ID: f"feed_id: {feed_id or uuid4()}",
        _SAMPLE_HOST: f"host: {host}",
        _SAMPLE_REPOSITORY: _repository_line(host),
        _SAMPLE_WHEEL: f"./papershelf-{version_of('papershelf')}-py3-none-any.whl[mail]",
        _SAMPLE_PUBLISHING: _text(_HERE / "hosts" / host / _PUBLISHING).rstrip(),
        _SAMPLE_CONTRIBUTING: _text(repository / _CONTRIBUTING).rstrip(),
        _SAMPLE_ACCEPTING: _text(repository / _ACCEPTING).rstrip(),
    }
    made: list[Path] = []
    try:
        _refuse_what_is_there(folder)
        for name, content in _files(host, filled):
            _write(folder / name, content, made)
    except OSError as error:
        _remove(made)
        reason = error.strerror or str(error)
        raise MachineError(f"cannot make a shelf in {folder}: {reason}") from None
    return sum(1 for path in made if not path.is_dir())


def _repository_line(host: str) -> str:
    if host in _WITH_FORMS:
        return _SAMPLE_REPOSITORY
    return _ELSEWHERE if host in _REPOSITORIES else _OTHER_REPOSITORY


def _checked(title: str) -> str:
    if not title.strip():
        raise UsageError("--title is empty; give the shelf a name or leave the option out")
    try:
        return TypeAdapter(Line).validate_python(title)
    except ValidationError as error:
        context = error.errors()[0].get("ctx", {})
        message, hint = context.get("message"), context.get("hint")
        raise UsageError(f"--title: {message}; {hint}") from None


def _refuse_what_is_there(folder: Path) -> None:
    if folder.is_dir():
        # A repository that was made beforehand is a fine place for a shelf.
        found = sorted(path.name for path in folder.iterdir() if path.name != ".git")
        if found:
            here = "the current folder" if folder == Path() else folder
            raise UsageError(
                f"{here} is not empty (it holds {found[0]}); name a new or an empty folder"
            )
    elif folder.exists() or folder.is_symlink():
        raise UsageError(f"{folder} is not a folder; name a new or an empty one")


def _files(host: str, filled: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The path of each file in the shelf and its bytes, with the sample lines filled in."""
    folders = [(_HERE / "shelf", _TEXTS), (_HERE / "hosts" / host, _TEXTS)]
    if host in _REPOSITORIES:
        folders.append((_HERE / "hosts" / _REPOSITORIES[host], _PUBLISHERS))
    for folder, left_out in folders:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name not in left_out:
                content = "\n".join(filled.get(line, line) for line in _text(path).split("\n"))
                dot = "." if name.partition("/")[0] in _DOTTED else ""
                yield f"{dot}{name}", content.encode()


def _text(path: Path) -> str:
    return path.read_bytes().decode()


def _write(path: Path, content: bytes, made: list[Path]) -> None:
    for parent in reversed(path.parents):
        if not parent.exists():
            parent.mkdir()
            made.append(parent)
    made.append(path)
    path.write_bytes(content)


def _remove(made: list[Path]) -> None:
    for path in reversed(made):
        with suppress(OSError):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
