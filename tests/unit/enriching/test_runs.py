"""Runs of papershelf enrich: what is asked, and what is written."""

import json
import re
from pathlib import Path

import pytest
from tests.support.counted import (
    COMMENTS,
    FIRST,
    TOKEN,
    World,
    arxiv,
    cited,
    know_first,
    metrics,
    shelf_of,
)
from tests.support.provider_server import Answer, Providers, says
from tests.unit.enriching.conftest import Run

from papershelf.enriching.lock import only_run
from papershelf.errors import MachineError

ALL = """\
papers:
  first:
    upvotes: {2026-03-14: 42}
    reactions: {2026-03-14: 3}
    stars: {2026-03-14: 12}
    citations: {2026-03-14: 7}
    openalex: {2026-03-14: 5}
"""


def test_every_source_is_asked_and_its_counts_are_written(
    world: World, run: Run, tmp_path: Path
) -> None:
    know_first(world)
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST, "bare": ""}, COMMENTS)
    code, out, err = run(shelf, **TOKEN)
    assert (code, out) == (0, "")
    assert metrics(shelf) == ALL
    last = err.splitlines()[-1]
    assert re.fullmatch(r"Counted 5 counts of 2 papers, 5 changed, in \d\.\d s\.", last)
    assert "GitHub (stars): 1 of 1 paper counted, 1 changed" in err
    assert "giscus (reactions): 1 of 2 papers counted, 1 changed, 1 not known there" in err


def test_keys_are_neither_shown_nor_kept(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    know_first(world)
    silent_server.on("/openalex", says("no", 500))
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST}, COMMENTS)
    names = ("GITHUB_TOKEN", "S2_API_KEY", "OPENALEX_API_KEY", "PAPERSHELF_CONTACT")
    _, out, err = run(shelf, **{name: f"sesame-{n}@quiet.example" for n, name in enumerate(names)})
    assert any("sesame-2" in path for path in silent_server.asked)
    assert "sesame" not in out + err
    for path in shelf.rglob("*"):
        assert not path.is_file() or b"sesame" not in path.read_bytes()


def test_a_second_run_on_one_day_asks_nobody_and_changes_nothing(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    know_first(world)
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST}, COMMENTS)
    run(shelf, **TOKEN)
    asked = len(silent_server.asked)
    code, _, err = run(shelf, **TOKEN)
    assert (code, metrics(shelf)) == (0, ALL)
    assert len(silent_server.asked) == asked
    assert "Counted 5 counts of 1 paper, 0 changed" in err


def test_the_next_day_all_are_asked_again(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    shelf = shelf_of(tmp_path / "shelf", arxiv(1))
    world.upvotes = {"2401.00001": 1}
    run(shelf, "--only", "upvotes")
    world.upvotes = {"2401.00001": 4}
    run(shelf, "--only", "upvotes", day="2026-03-15")
    assert "upvotes: {2026-03-14: 1, 2026-03-15: 4}" in metrics(shelf)
    assert len(silent_server.asked) == 2


def test_only_some_kinds_may_be_counted(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    know_first(world)
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST})
    code, _, _ = run(shelf, "--only", "citations, upvotes")
    assert code == 0
    assert set(silent_server.paths()) == {"/s2/batch", "/hf/2401.00001"}
    assert metrics(shelf) == (
        "papers:\n  first:\n    upvotes: {2026-03-14: 42}\n    citations: {2026-03-14: 7}\n"
    )


@pytest.mark.parametrize("only", ["citation", "stars,likes", ",", "\x1b[31mstars"])
def test_a_kind_that_is_none_is_wrong_usage(run: Run, tmp_path: Path, only: str) -> None:
    code, _, err = run(shelf_of(tmp_path / "shelf", arxiv(1)), "--only", only)
    assert code == 2
    assert "kind of count" in err
    assert "\x1b" not in err


def test_two_papers_with_one_id_are_asked_for_once_and_both_counted(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {"2401.00001": 3}
    entry = arxiv(1)["paper-001"]
    shelf = shelf_of(tmp_path / "shelf", {"one": entry, "two": entry})
    run(shelf, "--only", "upvotes")
    assert silent_server.asked == ["/hf/2401.00001"]
    assert metrics(shelf).count("upvotes: {2026-03-14: 3}") == 2


def test_counts_of_a_renamed_paper_move_to_its_new_id(
    world: World, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {"2401.00001": 9}
    entry = arxiv(1)["paper-001"] + "aliases: [old]\n"
    shelf = shelf_of(tmp_path / "shelf", {"new": entry})
    (shelf / "content/metrics.yaml").write_text(
        "papers:\n  old:\n    upvotes: {2026-03-01: 4}\n", encoding="utf-8"
    )
    run(shelf, "--only", "upvotes")
    assert metrics(shelf) == "papers:\n  new:\n    upvotes: {2026-03-01: 4, 2026-03-14: 9}\n"


def test_a_shelf_without_ids_asks_nobody(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    shelf = shelf_of(tmp_path / "shelf", {"bare": ""})
    code, _, err = run(shelf)
    assert code == 0
    assert "Counted 0 counts of 1 paper" in err
    assert (silent_server.asked, metrics(shelf), world.citations) == ([], "", {})


# The file


def test_what_was_written_by_hand_meanwhile_stays(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    shelf = shelf_of(tmp_path / "shelf", arxiv(1, 2))

    def edits(path: str, body: bytes) -> Answer | str:
        (shelf / "content/metrics.yaml").write_text(
            "# By hand.\npapers:\n  paper-002:\n    stars: {2026-03-01: 5}\n", encoding="utf-8"
        )
        return world._hugging_face(path, body)

    world.upvotes = {"2401.00001": 1}
    silent_server.on("/hf/", edits)
    run(shelf, "--only", "upvotes")
    text = metrics(shelf)
    assert "# By hand." in text
    assert "    stars: {2026-03-01: 5}" in text
    assert "  paper-001:\n    upvotes: {2026-03-14: 1}\n" in text


@pytest.mark.parametrize("text", ["papers: [1]\n", "papers:\n  a: {stars: {x: 1}}\n", "{\n"])
def test_a_file_with_errors_is_told_before_anybody_is_asked(
    world: World, silent_server: Providers, run: Run, tmp_path: Path, text: str
) -> None:
    know_first(world)
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST})
    (shelf / "content/metrics.yaml").write_text(text, encoding="utf-8")
    code, _, err = run(shelf)
    assert (code, silent_server.asked, metrics(shelf)) == (1, [], text)
    assert "content/metrics.yaml" in err


def test_a_file_that_is_kept_elsewhere_is_not_written(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    know_first(world)
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST})
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text("papers: {}\n", encoding="utf-8")
    (shelf / "content/metrics.yaml").symlink_to(elsewhere)
    code, _, _ = run(shelf)
    assert (code, silent_server.asked) == (1, [])
    assert elsewhere.read_text(encoding="utf-8") == "papers: {}\n"


def test_a_run_beside_another_one_is_refused(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    know_first(world)
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST})
    with only_run(shelf):
        code, _, err = run(shelf)
        assert (code, silent_server.asked) == (3, [])
        assert "another papershelf enrich is counting on this shelf" in err
    assert run(shelf)[0] == 0


def test_a_folder_that_is_a_link_holds_no_lock(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    shelf = shelf_of(tmp_path / "shelf", {"bare": ""})
    (shelf / ".papershelf").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(MachineError, match=r"cannot write to \.papershelf"), only_run(shelf):
        pass
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_an_entry_with_errors_holds_up_no_other(world: World, run: Run, tmp_path: Path) -> None:
    world.upvotes = {"2401.00001": 1}
    shelf = shelf_of(tmp_path / "shelf", {**arxiv(1), "broken": "year: soon\n"})
    code, _, _ = run(shelf, "--only", "upvotes")
    assert code == 0
    assert "paper-001" in metrics(shelf)


def test_many_papers_are_asked_for_in_full_batches(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.citations = {f"ARXIV:2401.{n:05}": n for n in range(1, 1200)}
    shelf = shelf_of(tmp_path / "shelf", {})
    entries = "".join(
        f"- id: p{n}\n  title: About {n}\n  authors: [Ada Quill]\n  year: 2024\n"
        f'  ids: {{arxiv: "2401.{n:05}"}}\n'
        for n in range(1, 1200)
    )
    (shelf / "content/papers/all.yaml").write_text(entries, encoding="utf-8")
    assert run(shelf, "--only", "citations")[0] == 0
    assert [len(json.loads(body)["ids"]) for body in silent_server.bodies] == [500, 500, 199]
    assert metrics(shelf).count("citations") == 1199


def test_a_new_answer_for_an_unknown_paper_is_written_the_day_it_is_known(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    shelf = shelf_of(tmp_path / "shelf", arxiv(1))
    run(shelf, "--only", "citations")
    assert metrics(shelf) == ""
    silent_server.on("/s2/batch", json.dumps([cited("ARXIV:2401.00001", 0)]))
    run(shelf, "--only", "citations", day="2026-03-20")
    assert "citations: {2026-03-20: 0}" in metrics(shelf)
    assert world.citations == {}
