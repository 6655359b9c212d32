"""Runs of papershelf enrich: what is asked, what is written, and what becomes of trouble."""

import json
import re
from pathlib import Path

import pytest
from tests.support.counted import COMMENTS, World, cited, metrics, shelf_of
from tests.support.provider_server import NOT_FOUND, Answer, Providers, provider_server, says
from tests.unit.enriching.conftest import Run

from papershelf.comments import comments_mark
from papershelf.enriching.lock import only_run
from papershelf.errors import MachineError
from papershelf.model import Paper

STARTERS = (
    "generator/papershelf/starter/hosts/github/github/workflows/counts.yml",
    "generator/papershelf/starter/hosts/gitlab/gitlab-ci.yml",
)
TOKEN = {"GITHUB_TOKEN": "some-token"}
ALL = """\
papers:
  first:
    upvotes: {2026-03-14: 42}
    reactions: {2026-03-14: 3}
    stars: {2026-03-14: 12}
    citations: {2026-03-14: 7}
    openalex: {2026-03-14: 5}
"""
FIRST = """\
ids: {arxiv: "2401.00001", doi: 10.1234/first}
links: {code: https://github.com/Ada/First}
"""


def arxiv(*numbers: int) -> dict[str, str]:
    """Papers of which only an arXiv id is known."""
    return {f"paper-{n:03}": f'ids: {{arxiv: "2401.{n:05}"}}\n' for n in numbers}


def know_first(world: World) -> None:
    world.upvotes = {"2401.00001": 42}
    world.reactions = {comments_mark(Paper("first", "")): {"THUMBS_UP": 2, "HEART": 1}}
    world.stars = {"ada/first": 12}
    world.citations = {"ARXIV:2401.00001": 7, "DOI:10.1234/first": 7}
    world.openalex = {"10.1234/first": 5, "10.48550/arxiv.2401.00001": 1}


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


# Trouble


TROUBLE = {
    "HTML": says("<!doctype html><p>Down for maintenance</p>"),
    "500": says("oops", 500),
    "429": says("", 429),
    "429 with a pause": says("", 429, Retry_After="86400"),
    "429 until a day": says("", 429, Retry_After="Fri, 31 Dec 2100 23:59:59 GMT"),
    "429 with a negative pause": says("", 429, Retry_After="-1"),
    "403 used up": says("", 403, X_RateLimit_Remaining="0", X_RateLimit_Reset="9999999999"),
    "401": says('{"message": "Bad credentials"}', 401),
    "null": says("null"),
    "an empty answer": says(""),
    "half an answer": Answer(b'{"upvotes": 4', length=500),
    "half of a text": says('{"upvotes": 4'),
    "garbage": says(b"\xff\xfe\x00garbage"),
    "wrong types": says('{"upvotes": "42", "results": 7, "data": []}'),
    "elsewhere": says("", 302, Location="https://evil.example/"),
}


RESTS = {"429 with a pause", "429 until a day", "403 used up"}
SOURCES = (
    ("/s2/", "citations"),
    ("/openalex", "openalex"),
    ("/github/graphql", "stars"),
    ("/hf/", "upvotes"),
)


@pytest.mark.parametrize(
    ("name", "path", "kind"),
    # A server that wants a rest is left alone by whoever asks it, and here all are one server.
    [
        (name, *(SOURCES[-1] if name in RESTS else SOURCES[(n + more) % 4]))
        for n, name in enumerate(TROUBLE)
        for more in ((0,) if name in RESTS else (0, 1))
    ],
)
def test_a_source_in_trouble_changes_nothing_and_holds_up_no_other(
    world: World, silent_server: Providers, run: Run, tmp_path: Path,
    name: str, path: str, kind: str,
) -> None:  # fmt: skip
    know_first(world)
    silent_server.answers = {
        begin: answers
        for begin, answers in silent_server.answers.items()
        if not begin.startswith(path)
    }
    silent_server.on(path, TROUBLE[name])
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST})
    before = f"papers:\n  first:\n    {kind}: {{2026-01-01: 3}}\n"
    (shelf / "content/metrics.yaml").write_text(before, encoding="utf-8")
    code, _, err = run(shelf, **TOKEN)
    assert code == 0
    assert f"    {kind}: {{2026-01-01: 3}}\n" in metrics(shelf)
    assert metrics(shelf).count("2026-03-14") == 3
    assert "nothing is counted" in err
    assert ", without " in err.splitlines()[-1]


def test_a_long_pause_is_not_asked_about_again(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    silent_server.on("/hf/", says("", 429, Retry_After="3600"))
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 90)))
    code, _, err = run(shelf, "--only", "upvotes")
    assert (code, len(silent_server.asked)) == (3, 1)
    assert "asks to be left alone for 3,600 s" in err
    assert world.upvotes == {}


def test_a_source_that_fails_again_and_again_is_given_up_after_three_batches(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    silent_server.on("/hf/", says("{}"))
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 200)))
    code, _, err = run(shelf, "--only", "upvotes")
    assert (code, len(silent_server.asked)) == (3, 3)
    assert "no service has answered" in err
    assert world.upvotes == {}


def test_one_broken_answer_costs_its_neighbours_and_no_more(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 100)}
    silent_server.on("/hf/2401.00007", says('{"upvotes": -7}'))
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 100)))
    code, _, err = run(shelf, "--only", "upvotes")
    assert code == 0
    assert metrics(shelf).count("upvotes") == 89
    assert "89 of 99 papers counted" in err
    assert "10 left for the next run" in err
    assert (
        "some answers are not believed: Hugging Face sends a count that is none (2 batches)" in err
    )
    assert ", without " not in err.splitlines()[-1]


def test_an_id_that_semantic_scholar_stumbles_over_does_not_keep_its_batch_from_being_counted(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.citations = {f"ARXIV:2401.{n:05}": n for n in range(1, 100)}

    def stumbles(path: str, body: bytes) -> Answer | str:
        spoilt = b"2401.00007" in body
        return says("oops", 500) if spoilt else world._semantic_scholar(path, body)

    silent_server.on("/s2/batch", stumbles)
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 100)))
    assert run(shelf, "--only", "citations")[0] == 0
    assert metrics(shelf).count("citations") > 80
    for day in ("2026-03-15", "2026-03-16", "2026-03-17"):
        run(shelf, "--only", "citations", day=day)
    assert metrics(shelf).count("citations") == 98


def test_a_batch_that_is_refused_at_the_end_is_not_called_the_end_of_its_source(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 26)}
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 26)))
    answers = [world._hugging_face] * 20
    silent_server.on("/hf/", *answers, says("{}"))
    code, _, err = run(shelf, "--only", "upvotes")
    assert code == 0
    assert "20 of 25 papers counted" in err
    assert "some answers are not believed" in err
    assert ", without " not in err.splitlines()[-1]


def test_no_source_that_can_be_reached_is_a_failure(run: Run, tmp_path: Path) -> None:
    with provider_server() as gone:
        base = gone.base
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST})
    code, _, err = run(shelf, sources=Providers(base))
    assert code == 3
    assert "cannot reach 127.0.0.1" in err
    assert metrics(shelf) == ""


@pytest.mark.parametrize("answer", [says('{"upvotes": 0}'), NOT_FOUND])
def test_a_source_that_has_lost_all_its_counts_is_not_believed(
    world: World, silent_server: Providers, run: Run, tmp_path: Path, answer: Answer
) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 10)}
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 10)))
    run(shelf, "--only", "upvotes")
    before = metrics(shelf)
    silent_server.on("/hf/", answer)
    code, _, err = run(shelf, "--only", "upvotes", day="2026-03-20")
    assert (code, metrics(shelf)) == (3, before)
    assert "9 of 9 papers have no count any more, which is not believed" in err


def test_a_paper_may_lose_its_counts(world: World, run: Run, tmp_path: Path) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 10)}
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 10)))
    run(shelf, "--only", "upvotes")
    world.upvotes["2401.00003"] = 0
    run(shelf, "--only", "upvotes", day="2026-03-20")
    assert "upvotes: {2026-03-14: 3, 2026-03-20: 0}" in metrics(shelf)


def test_discussions_that_are_refused_are_not_asked_for_again_in_halves(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    assert world.reactions == {}
    silent_server.on("/github/graphql", says("{}"))
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 60)), COMMENTS)
    code, _, _ = run(shelf, "--only", "reactions", **TOKEN)
    assert (code, len(silent_server.asked)) == (3, 1)


def test_giscus_without_a_token_is_told_and_is_no_failure(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST}, COMMENTS)
    code, _, err = run(shelf, "--only", "reactions")
    assert code == 0
    assert "giscus (reactions): nothing is counted: GITHUB_TOKEN is not set" in err
    assert (silent_server.asked, world.stars) == ([], {})


def test_without_a_token_github_is_asked_for_few_and_the_next_run_goes_on(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.stars = {f"ada/r{n}": n for n in range(70)}
    papers = {f"p{n}": f"links: {{code: https://github.com/ada/r{n}}}\n" for n in range(70)}
    shelf = shelf_of(tmp_path / "shelf", papers)
    _, _, err = run(shelf, "--only", "stars")
    assert len(silent_server.asked) == 50
    assert "20 left for the next run, GITHUB_TOKEN lets it be asked for all" in err
    run(shelf, "--only", "stars")
    assert len(set(silent_server.asked)) == len(silent_server.asked) == 70
    assert metrics(shelf).count("stars") == 70


# What is remembered


def test_a_run_that_was_stopped_is_gone_on_with(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 100)}
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 100)))
    asked: list[str] = []

    def stops(path: str, body: bytes) -> Answer | str:
        asked.append(path)
        if len(asked) == 50:
            raise_in_main()
        return world._hugging_face(path, body)

    def raise_in_main() -> None:
        import _thread

        _thread.interrupt_main()

    silent_server.on("/hf/", stops)
    code, _, err = run(shelf, "--only", "upvotes")
    assert code == 130
    assert "run it again to go on" in err
    assert metrics(shelf) == ""
    silent_server.asked.clear()
    silent_server.on("/hf/", world._hugging_face)
    code, _, err = run(shelf, "--only", "upvotes")
    assert code == 0
    assert len(silent_server.asked) == 99 - 40
    assert metrics(shelf).count("upvotes") == 99


def test_what_a_run_may_ask_for_is_bounded_and_all_come_round(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 9)}
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 13)))
    for day in ("2026-03-14", "2026-03-15", "2026-03-16"):
        run(shelf, "--only", "upvotes", "--most", "4", day=day)
    assert len(silent_server.asked) == len(set(silent_server.asked)) == 12
    assert metrics(shelf).count("upvotes") == 8


def test_papers_that_a_source_does_not_know_do_not_keep_others_waiting(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 4)}
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 100)))
    counts = "".join(f"  paper-{n:03}:\n    upvotes: {{2026-03-01: 1}}\n" for n in range(1, 4))
    (shelf / "content/metrics.yaml").write_text(f"papers:\n{counts}", encoding="utf-8")
    run(shelf, "--only", "upvotes", "--most", "6")
    assert metrics(shelf).count("2026-03-14") == 3
    assert len(silent_server.asked) == 6


def test_a_clock_that_goes_back_is_believed_nevertheless(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    shelf = shelf_of(tmp_path / "shelf", arxiv(1))
    world.upvotes = {"2401.00001": 1}
    run(shelf, "--only", "upvotes", day="2036-01-01")
    world.upvotes = {"2401.00001": 2}
    code, _, err = run(shelf, "--only", "upvotes")
    assert code == 0
    assert len(silent_server.asked) == 2
    assert "upvotes: {2026-03-14: 2, 2036-01-01: 1}" in metrics(shelf)
    assert "2036-01-01 is in the future" in err


def test_a_dry_run_shows_what_would_change_and_what_it_has_asked_is_not_asked_again(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {"2401.00001": 1_234}
    shelf = shelf_of(tmp_path / "shelf", arxiv(1))
    code, out, err = run(shelf, "--only", "upvotes", "--dry-run")
    assert (code, metrics(shelf)) == (0, "")
    assert out == "paper-001: upvotes none → 1,234\n"
    assert "Would write 1 count of 1 paper, 1 changed" in err
    run(shelf, "--only", "upvotes", "--offline")
    assert "upvotes: {2026-03-14: 1234}" in metrics(shelf)
    assert len(silent_server.asked) == 1


def test_offline_reactions_of_today_are_written_without_a_token(
    world: World, run: Run, tmp_path: Path
) -> None:
    know_first(world)
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST}, COMMENTS)
    run(shelf, "--only", "reactions", "--dry-run", **TOKEN)
    run(shelf, "--only", "reactions", "--offline")
    assert "reactions: {2026-03-14: 3}" in metrics(shelf)


def test_offline_nobody_is_asked(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    know_first(world)
    shelf = shelf_of(tmp_path / "shelf", {"first": FIRST})
    code, _, _ = run(shelf, "--offline")
    assert (code, silent_server.asked, metrics(shelf)) == (0, [], "")


def test_a_memory_that_somebody_brought_along_is_not_believed(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {"2401.00001": 1}
    shelf = shelf_of(tmp_path / "shelf", arxiv(1))
    run(shelf, "--only", "upvotes", "--dry-run")
    kept = shelf / ".papershelf/counts/upvotes"
    kept.write_bytes(kept.read_bytes()[:-1] + b"\x63")
    run(shelf, "--only", "upvotes")
    assert len(silent_server.asked) == 2
    assert "upvotes: {2026-03-14: 1}" in metrics(shelf)


def test_another_machine_goes_on_by_the_days_and_believes_no_count(
    world: World, silent_server: Providers, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 5)}
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 13)))
    for day in ("2026-03-14", "2026-03-15", "2026-03-16"):
        run(shelf, "--only", "upvotes", "--most", "4", day=day)
        # A seal of another machine is as good as none.
        (shelf / ".papershelf/counts/upvotes").unlink()
    assert len(silent_server.asked) == len(set(silent_server.asked)) == 12
    before = metrics(shelf)
    run(shelf, "--only", "upvotes", "--offline", day="2026-03-16")
    assert metrics(shelf) == before


@pytest.mark.parametrize("days", [b"", b"\xc1", b"\x93\x01\x02\x03", b"\x81\xa1a\x01"])
def test_days_that_cannot_be_read_are_none(
    world: World, silent_server: Providers, run: Run, tmp_path: Path, days: bytes
) -> None:
    world.upvotes = {"2401.00001": 1}
    shelf = shelf_of(tmp_path / "shelf", arxiv(1))
    (shelf / ".papershelf/counts").mkdir(parents=True)
    (shelf / ".papershelf/counts/upvotes.days").write_bytes(days)
    assert run(shelf, "--only", "upvotes")[0] == 0
    assert len(silent_server.asked) == 1


@pytest.mark.parametrize("path", [".github/workflows/counts.yml", *STARTERS])
def test_workflows_keep_what_a_run_remembers(
    world: World, run: Run, tmp_path: Path, path: str
) -> None:
    world.upvotes = {"2401.00001": 1}
    shelf = shelf_of(tmp_path / "shelf", arxiv(1))
    run(shelf, "--only", "upvotes")
    text = (Path(__file__).parents[3] / path).read_text(encoding="utf-8")
    assert re.search(r"paths?: \[?\.papershelf/counts\b", text)
    assert ".papershelf/answers" not in text
    assert (shelf / ".papershelf/counts/upvotes.days").is_file()


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
