"""Shelves of a few files, and all that is told about them."""

from datetime import date
from pathlib import Path

from papershelf.checking import check
from papershelf.errors import Problem

GOOD = "abstract: Much.\nlinks: {pdf: https://example.org/a.pdf}\n"
"""What an entry needs to be beyond advice."""
NEURIPS = (
    "- {id: neurips, name: Conference on Neural Information Processing Systems, acronym: NeurIPS}\n"
)


def entry(title: str, more: str = "", *, authors: str = "Ada Lovelace", year: int = 2020) -> str:
    return f"title: {title}\nauthors: [{authors}]\nyear: {year}\n{GOOD}{more}"


def told(
    folder: Path, files: dict[str, str], *, today: date | None = None, settings: str = ""
) -> list[Problem]:
    """All that is told about a shelf of these files, below content/."""
    site = "feed_id: 1b4e28ba-2fa1-4d2e-883f-0016d3cca427\n" + settings
    for name, text in {"site.yaml": site, **files}.items():
        path = folder / "shelf" / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(check(folder / "shelf", today=today)[0])


def places(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.rule, str(problem.location).removeprefix("content/")) for problem in problems]
