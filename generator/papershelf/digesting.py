"""Content → library → digest → files: what `papershelf digest` does, without a plan of the site."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from papershelf.errors import ContentError, MachineError, Severity, UsageError

if TYPE_CHECKING:
    from papershelf.config import Config
    from papershelf.digests.model import Digest
    from papershelf.model import DigestPage
    from papershelf.period_keys import PeriodKey
    from papershelf.theme import Theme

# The heavy stages are imported where they are used: `papershelf --help` needs none of them.


@dataclass(frozen=True, slots=True)
class Prepared:
    """A digest with what its files are made with."""

    digest: Digest
    config: Config
    theme: Theme


def prepare(
    shelf: Path,
    period: PeriodKey,
    *,
    base_url: str | None = None,
    top: int | None = None,
    introduction: Path | None = None,
    jobs: int | None = None,
    stage: Callable[[str], None] = lambda _name: None,
) -> Prepared:
    """Read a shelf and gather the digest of a period; drafts are in none.

    `introduction`: a file of Markdown in place of the one in content/digests. Raises ContentError
    for problems in the content, UsageError where nobody says where the site is.
    """
    from papershelf.digests.gather import gather
    from papershelf.loading import load_shelf
    from papershelf.store import open_store
    from papershelf.theme import load_theme
    from papershelf.version import program_digest
    from papershelf.workers import usable_cores

    written = _introduction(introduction, period) if introduction is not None else None
    stage("Reading entries")
    jobs = jobs if jobs is not None else usable_cores()
    loaded = load_shelf(shelf, open_store(shelf, program_digest()), base_url=base_url, jobs=jobs)
    if any(problem.severity is Severity.ERROR for problem in loaded.problems):
        raise ContentError(loaded.problems, loaded.count)
    config = loaded.config
    if not config.base_url:
        raise UsageError(
            "a digest leads to the site, and nobody says where that is; give --base-url "
            "https://example.org/shelf/, or base_url in content/site.yaml"
        )
    stage("Gathering papers")
    theme, _ = load_theme(shelf, config)
    digest = gather(
        loaded.library,
        config,
        period,
        theme.wording,
        base_url=config.base_url,
        top=top,
        written=written,
    )
    return Prepared(digest, config, theme)


def _introduction(path: Path, period: PeriodKey) -> DigestPage:
    from papershelf.forms import check_form
    from papershelf.load import MAX_BODY_BYTES, MAX_HEADER_BYTES, read_introduction
    from papershelf.schema import DigestPageForm
    from papershelf.validate.digests import written_for

    try:
        with path.open("rb") as file:
            content = file.read(MAX_HEADER_BYTES + MAX_BODY_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError):
        raise UsageError(f"there is no file {path}; --introduction names one in Markdown") from None
    except OSError as error:
        raise MachineError(f"cannot read {path}: {error.strerror or error}") from None
    entry, problems = read_introduction(content, str(path))
    if entry is None:
        raise ContentError(problems)
    form, problems = check_form(DigestPageForm, entry.node, entry.source)
    if form is None:
        raise ContentError(problems)
    # Its links start where the file would be on the shelf.
    return written_for(period, entry, form, f"content/digests/{period.key}.md")


def write_digest(folder: Path, key: str, forms: Mapping[str, str | bytes]) -> Sequence[Path]:
    """Write the files of a digest, and return those that were not there already.

    `forms`: their contents by the endings of their names. Raises MachineError.
    """
    from papershelf.replacing import replace_file

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MachineError(f"cannot make the folder {folder}: {error.strerror or error}") from None
    changed = []
    for ending, form in forms.items():
        path = folder / f"{key}{ending}"
        # Half a character has no UTF-8.
        content = form.encode("utf-8", "replace") if isinstance(form, str) else form
        if not _holds(path, content):
            replace_file(path, content)
            changed.append(path)
    return changed


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False
