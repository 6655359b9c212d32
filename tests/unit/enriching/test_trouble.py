"""What becomes of sources that are down, send nonsense, or have lost what they knew."""

from pathlib import Path

import pytest
from tests.support.counted import (
    COMMENTS,
    FIRST,
    TOKEN,
    World,
    arxiv,
    know_first,
    metrics,
    shelf_of,
)
from tests.support.provider_server import NOT_FOUND, Answer, Providers, provider_server, says
from tests.unit.enriching.conftest import Run

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


@pytest.mark.parametrize("papers", [2, 4])
def test_few_papers_that_lose_their_counts_all_at_once_are_not_believed(
    world: World, run: Run, tmp_path: Path, papers: int
) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, papers + 1)}
    # One that never had an upvote tells nothing.
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, papers + 2)))
    run(shelf, "--only", "upvotes")
    before = metrics(shelf)
    world.upvotes = dict.fromkeys(world.upvotes, 0)
    code, _, err = run(shelf, "--only", "upvotes", day="2026-03-20")
    assert (code, metrics(shelf)) == (3, before)
    assert f"{papers} of {papers} papers have no count any more" in err


def test_a_paper_that_is_alone_may_lose_its_counts(world: World, run: Run, tmp_path: Path) -> None:
    world.upvotes = {"2401.00001": 1}
    shelf = shelf_of(tmp_path / "shelf", arxiv(1))
    run(shelf, "--only", "upvotes")
    world.upvotes = {"2401.00001": 0}
    assert run(shelf, "--only", "upvotes", day="2026-03-20")[0] == 0
    assert "upvotes: {2026-03-14: 1, 2026-03-20: 0}" in metrics(shelf)


def test_a_paper_that_is_left_alone_behind_others_that_were_lost_is_not_believed_either(
    world: World, run: Run, tmp_path: Path
) -> None:
    world.upvotes = {f"2401.{n:05}": n for n in range(1, 12)}
    shelf = shelf_of(tmp_path / "shelf", arxiv(*range(1, 12)))
    run(shelf, "--only", "upvotes")
    before = metrics(shelf)
    world.upvotes = dict.fromkeys(world.upvotes, 0)
    code, _, _ = run(shelf, "--only", "upvotes", day="2026-03-20")
    assert (code, metrics(shelf)) == (3, before)


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
