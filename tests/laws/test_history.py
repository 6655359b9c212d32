"""Whatever people commit, an incremental build credits as a clean one does."""

import os
import shutil
import time
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from papershelf import build
from tests.laws.settings import few, workshop
from tests.support.commits import begin, commit, git
from tests.support.shelf_files import files_of

_PAPERS = ("a", "b", "c")
_PEOPLE = (
    ("Ada", "ada@mail.example"),
    ("Ada", "1+ada@users.noreply.github.com"),
    ("Bob", "bob@mail.example"),
    ("the editors", "e@mail.example"),
    ("x[bot]", "b@mail.example"),
)
_EDITS = st.lists(
    st.tuples(
        st.sampled_from(("edit", "rename", "remove", "nothing", "mailmap")),
        st.sampled_from(_PAPERS),
        st.sampled_from(_PAPERS),
        st.sampled_from(_PEOPLE),
        st.booleans(),
    ),
    min_size=3,
    max_size=8,
)


@few(10)
@given(edits=_EDITS, hide=st.sampled_from(("[]", "[Ada]", "[bob]")))
def test_a_build_after_commits_equals_a_clean_one(
    edits: list[tuple[str, str, str, tuple[str, str], bool]], hide: str
) -> None:
    with workshop() as folder:
        shelf, clean = folder / "shelf", folder / "clean"
        begin(shelf)
        _lay(
            shelf,
            "site.yaml",
            "title: T\nsearch: {enabled: false}\ncurators: [{id: editors, name: the editors}]\n"
            f"credit: {{history: true, hide: {hide}}}\n",
        )
        _lay(shelf, "pages/about.md", "---\ntitle: About\ncredits: true\n---\nWords.\n")
        for name in _PAPERS:
            _lay(shelf, f"papers/{name}.yaml", _entry(name, 0))
        commit(shelf, "Ada")
        for day, (what, one, other, (name, email), is_built) in enumerate(edits, 1):
            _edit(shelf, what, one, other, day)
            commit(shelf, name, email, day=day)
            if is_built or day == len(edits):
                _age(shelf)
                build(shelf, jobs=1)
        git(folder, "clone", "-q", shelf.as_uri(), str(clean))
        build(clean, jobs=1)
        assert files_of(shelf / "site") == files_of(clean / "site")


def _lay(shelf: Path, path: str, text: str) -> None:
    target = shelf / "content" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def _entry(name: str, day: int) -> str:
    lines = "".join(f"# line {number} of {name}\n" for number in range(20))
    by = "submitted_by: Bob\n" if name == "b" else "curated_by: editors\n"
    return f"title: T\nauthors: [Alan Turing]\ndate: 2020\nvolume: {day + 1}\n{by}{lines}"


def _edit(shelf: Path, what: str, one: str, other: str, day: int) -> None:
    papers = shelf / "content/papers"
    here, there = papers / f"{one}.yaml", papers / f"{other}.yaml"
    if what == "edit":
        here.write_text(_entry(one, day), encoding="utf-8")
    elif what == "rename" and here.exists():
        shutil.move(here, there)
    elif what == "remove":
        here.unlink(missing_ok=True)
    elif what == "mailmap":
        (shelf / ".mailmap").write_text(f"Person {day} <bob@mail.example>\n", encoding="utf-8")
    papers.mkdir(exist_ok=True)


def _age(shelf: Path) -> None:
    """Let the files be older than doubts about equal time stamps."""
    long_ago = time.time_ns() - 100_000_000_000
    for path in shelf.joinpath("content").rglob("*"):
        if path.stat().st_mtime_ns > long_ago:
            os.utime(path, ns=(path.stat().st_mtime_ns - 200_000_000_000,) * 2)
