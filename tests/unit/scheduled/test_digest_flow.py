"""What the workflow "Digest" writes and sends: once to everybody, and where it was asked to."""

import json
from pathlib import Path

import pytest
from tests.support.action_stores import announce, announced
from tests.support.origins import git
from tests.support.scheduled_host import KEY, SECRETS, ScheduledHost

ADDRESSES = SECRETS["PAPERSHELF_RECIPIENTS"].split()
ALL = [f"{KEY} {address}" for address in ADDRESSES]


def test_on_a_monday_the_last_week_is_written_kept_and_sent(host: ScheduledHost) -> None:
    jobs = host.digest()
    assert [job.result for job in jobs.values()] == ["success", "success"]
    assert host.mails == ALL
    kept = host.runner.artifacts / "digest"
    suffixes = ("eml", "html", "mail.html", "md", "txt")
    assert sorted(path.name for path in kept.iterdir()) == [f"{KEY}.{end}" for end in suffixes]
    assert jobs["write"].summary == (kept / f"{KEY}.md").read_text("utf-8")
    assert "https://someone.github.io/shelf/" in jobs["write"].summary


@pytest.mark.parametrize(
    ("period", "today", "key"),
    [
        ("day", "2026-03-01", "2026-02-28"),
        ("week", "2026-01-04", "2025-W52"),
        ("week", "2026-01-05", "2026-W01"),
        ("month", "2026-03-31", "2026-02"),
        ("month", "2026-01-01", "2025-12"),
    ],
)
def test_without_a_date_it_is_the_last_period_that_has_ended(
    period: str, today: str, key: str, host: ScheduledHost
) -> None:
    host.today = today
    host.digest(period=period, date="", send=False)
    assert (host.runner.artifacts / "digest" / f"{key}.md").is_file()


def test_a_period_that_was_skipped_is_sent_by_hand_with_a_day_in_it(host: ScheduledHost) -> None:
    jobs = host.digest(period="month", date="2025-12-24", send=True)
    assert jobs["send"].result == "success"
    assert host.mails == [f"2025-12 {address}" for address in ADDRESSES]


def test_what_waits_for_a_review_is_still_of_the_period_that_was_written(
    host: ScheduledHost,
) -> None:
    host.digest()
    host.today = "2026-05-04"
    outputs = {"period": "week", "day": "2026-03-09", "key": KEY}
    jobs = host.run("digest.yml", handed_over={}, outputs=outputs)
    assert jobs["send"].result == "success"
    assert set(host.mails) == set(ALL)


@pytest.mark.parametrize("variable", ["", "false", "yes"])
def test_without_the_variable_nothing_is_sent(variable: str, host: ScheduledHost) -> None:
    host.variables = {"PAPERSHELF_SEND": variable} if variable else {}
    assert host.digest()["send"].result == "skipped"
    assert host.digest(period="week", send=True)["send"].result == "skipped"
    assert host.mails == []
    assert set(host.artifacts) == {"digest"}


def test_a_fork_writes_and_sends_nothing_as_it_has_neither_variables_nor_secrets(
    host: ScheduledHost,
) -> None:
    host.variables, host.secrets = {}, {}
    jobs = host.digest(period="week", send=True)
    assert [job.result for job in jobs.values()] == ["success", "skipped"]
    assert host.mails == []


def test_by_hand_it_is_only_sent_if_that_is_ticked(host: ScheduledHost) -> None:
    assert host.digest(period="week", date="", send=False)["send"].result == "skipped"
    assert host.mails == []


def test_another_branch_sends_nothing(host: ScheduledHost) -> None:
    git(host.origin.clone, "push", "--quiet", "origin", "main:refs/heads/tried")
    jobs = host.run("digest.yml", inputs={"period": "week", "send": True}, branch="tried")
    assert [job.result for job in jobs.values()] == ["success", "skipped"]
    assert host.mails == []


def test_a_period_without_papers_sends_nothing_and_says_so(host: ScheduledHost) -> None:
    jobs = host.digest("nothing")
    assert [job.result for job in jobs.values()] == ["success", "skipped"]
    assert "nothing to tell" in jobs["write"].summary
    assert host.artifacts == []


@pytest.mark.parametrize(
    "day",
    [
        "$(touch ran)",
        "2026-03-14; touch ran",
        "`touch ran`",
        "2026-03-14\nkey=evil",
        "--help",
        "2026-3-14",
        "::add-mask::x",
        "٢٠٢٦-٠٣-١٤",
    ],
)
def test_a_date_that_is_none_is_refused_and_not_repeated(
    day: str, host: ScheduledHost, tmp_path: Path
) -> None:
    jobs = host.digest(period="week", date=day, send=True)
    assert [job.result for job in jobs.values()] == ["failure", "skipped"]
    assert "The date has to be a day such as" in jobs["write"].log
    assert day not in jobs["write"].log
    assert jobs["write"].outputs["day"] == ""
    assert not list(tmp_path.rglob("ran"))


@pytest.mark.parametrize("period", ["year", "week; touch ran", "$(touch ran)", "-"])
def test_a_period_that_is_none_is_refused(period: str, host: ScheduledHost, tmp_path: Path) -> None:
    jobs = host.digest(period=period, send=True)
    assert [job.result for job in jobs.values()] == ["failure", "skipped"]
    assert not list(tmp_path.rglob("ran"))


def test_a_second_run_sends_nothing_twice(host: ScheduledHost) -> None:
    host.digest()
    assert host.digest(period="week", date="2026-03-12", send=True)["send"].result == "success"
    host.runner.attempt = 2
    assert host.digest()["send"].result == "success"
    assert host.mails == ALL


def test_the_next_week_is_sent_to_everybody_again(host: ScheduledHost) -> None:
    host.digest()
    host.today = "2026-03-23"
    host.digest()
    assert host.mails == ALL + [f"2026-W12 {address}" for address in ADDRESSES]


def test_addresses_that_fail_make_the_run_fail_and_the_ledger_is_kept(
    host: ScheduledHost,
) -> None:
    job = host.digest("refused")["send"]
    assert job.result == "failure"
    assert job.step("Keep the ledger").outcome == "success"
    assert host.mails == [ALL[0], ALL[2]]
    assert host.digest()["send"].result == "success"
    assert sorted(host.mails) == sorted(ALL)


def test_a_server_that_is_down_can_be_asked_again(host: ScheduledHost) -> None:
    assert host.digest("down")["send"].result == "failure"
    assert host.digest()["send"].result == "success"
    assert host.mails == ALL


def test_a_command_that_dies_half_way_is_resumed(host: ScheduledHost) -> None:
    job = host.digest("torn")["send"]
    assert [job.result, job.step("Keep the ledger").outcome] == ["failure", "success"]
    assert host.mails == ALL[:1]
    host.digest()
    assert host.mails == ALL


@pytest.mark.parametrize("wrong", ["", "torn"])
def test_where_the_ledger_of_an_announced_digest_is_gone_nothing_is_sent(
    wrong: str, host: ScheduledHost
) -> None:
    """As after a machine that was lost, or a cache that was thrown away."""
    host.digest(wrong)
    before = host.mails
    host.lose_caches()
    for attempt in (1, 2):
        host.runner.attempt = attempt
        job = host.digest(period="week", date="2026-03-10", send=True)["send"]
        assert job.result == "failure"
        assert f"The digest {KEY} was sent before" in job.log
        assert job.step("Announce that it is sent").outcome == "skipped"
        assert job.step("Keep the ledger").outcome == "skipped"
    assert host.mails == before


def test_a_ledger_of_another_week_does_not_stand_for_one_that_is_gone(
    host: ScheduledHost,
) -> None:
    host.digest()
    host.today = "2026-03-23"
    host.digest("torn")
    (last,) = [path for path in host.runner.caches.iterdir() if path.name.startswith("0001")]
    last.rename(host.runner.folder / "lost")
    before = host.mails
    assert host.digest()["send"].result == "failure"
    assert host.mails == before


def test_once_the_announcement_is_deleted_it_is_sent_anew(host: ScheduledHost) -> None:
    announce(host.runner.listed, f"sending-{KEY}", 1)
    assert host.digest()["send"].result == "failure"
    left = [one for one in announced(host.runner.listed) if not one["name"].startswith("sending")]
    host.runner.listed.write_text(json.dumps(left), encoding="utf-8")
    assert host.digest()["send"].result == "success"
    assert host.mails == ALL


def test_a_stranger_cannot_stop_a_digest_by_an_artifact_of_that_name(host: ScheduledHost) -> None:
    announce(host.runner.listed, f"sending-{KEY}", 1, fork=True)
    assert host.digest()["send"].result == "success"


def test_a_ledger_that_somebody_committed_is_not_believed(host: ScheduledHost) -> None:
    announce(host.runner.listed, f"sending-{KEY}", 1)

    def commit(shelf: Path) -> None:
        (shelf / ".papershelf/sent").mkdir(parents=True)
        (shelf / f".papershelf/sent/announced-{KEY}").write_text("9000\n", encoding="utf-8")

    host.origin.change_main(commit)
    assert host.digest()["send"].result == "failure"
    assert host.mails == []


def test_without_a_key_for_the_ledger_nothing_is_sent(host: ScheduledHost) -> None:
    del host.secrets["PAPERSHELF_LEDGER_KEY"]
    job = host.digest()["send"]
    assert job.result == "failure"
    assert "openssl rand -hex 32" in job.log
    assert host.mails == []
    host.secrets = dict(SECRETS)
    host.digest()
    assert host.mails == ALL


def test_no_secret_and_no_address_is_told_or_kept(host: ScheduledHost) -> None:
    jobs = host.digest("refused")
    kept = [
        path.read_text("utf-8", "replace")
        for folder in (host.runner.caches, host.runner.artifacts)
        for path in folder.rglob("*")
        if path.is_file()
    ]
    told = [text for job in jobs.values() for text in (job.log, job.summary)]
    for word in (*SECRETS.values(), *ADDRESSES):
        assert not [text for text in (*kept, *told) if word in text]


def test_a_shelf_that_is_published_elsewhere_has_its_address_in_its_settings(
    host: ScheduledHost,
) -> None:
    host.origin.change_main(lambda shelf: (shelf / ".github/workflows/publish.yml").unlink())
    jobs = host.digest()
    assert jobs["write"].outputs["address"] == ""
    assert "None" in jobs["write"].summary
    assert host.mails == ALL
