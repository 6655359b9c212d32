"""Workflows with the commands as they are, a real mail server and providers on this machine."""

import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.support.actions import Runner
from tests.support.counted import World
from tests.support.merge_requests import commit, git
from tests.support.origins import Origin
from tests.support.provider_server import Providers
from tests.support.scheduled_host import SECRETS, ScheduledHost
from tests.support.scheduled_pipeline import Pipelines
from tests.support.smtp_server import Running, login, smtp_server
from tests.support.workflows import Machine

from papershelf.starter import make_shelf

ADDRESSES = SECRETS["PAPERSHELF_RECIPIENTS"].split()
ADDED = date(2026, 3, 12)
"""In the week before the Monday of the tests."""
METRICS = "content/metrics.yaml"
MONDAY = str(int(datetime(2026, 3, 16, 6, tzinfo=UTC).timestamp()))
CODD, SHANNON = "DOI:10.1145/362384.362685", "DOI:10.1002/j.1538-7305.1948.tb01338.x"


@pytest.fixture
def server() -> Iterator[Running]:
    check = login(SECRETS["PAPERSHELF_SMTP_USER"], SECRETS["PAPERSHELF_SMTP_PASSWORD"])
    with smtp_server(authenticator=check, auth_require_tls=False) as running:
        yield running


@pytest.fixture
def sources(silent_server: Providers) -> Providers:
    """Providers that know two of the three papers of a new shelf."""
    World(citations={CODD: 12_000, SHANNON: 80_000}).play(silent_server)
    return silent_server


def _shelf(folder: Path, host: str) -> Path:
    make_shelf(folder, title="My shelf", host=host, today=ADDED)
    settings = folder / "content/site.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"^# (digest: )", r"\1", text, flags=re.MULTILINE), "utf-8")
    return folder


@pytest.fixture
def host(tmp_path: Path, server: Running, sources: Providers) -> ScheduledHost:
    """A host with a new shelf whose digest is set up as its sample line says."""
    origin = Origin.of(_shelf(tmp_path / "shelf", "github"), tmp_path / "origin.git")
    runner = Runner(tmp_path / "runs", origin.folder, providers=sources.base)
    runner.folder.mkdir()
    made = ScheduledHost(origin, runner, tmp_path / "outbox")
    made.secrets["PAPERSHELF_SMTP_HOST"] = "127.0.0.1"
    made.variables["PAPERSHELF_SMTP_PORT"] = str(server.port)
    made.variables["PAPERSHELF_SMTP_TLS"] = "off"
    return made


@pytest.fixture
def pipelines(tmp_path: Path, server: Running, sources: Providers) -> Pipelines:
    """A project on GitLab with such a shelf."""
    shelf = _shelf(tmp_path / "shelf", "gitlab")
    git(shelf, "init", "--quiet", "--initial-branch", "main")
    commit(shelf)
    git(tmp_path, "clone", "--quiet", "--bare", str(shelf), "project.git")
    (tmp_path / "machine").mkdir()
    addresses = tmp_path / "list"
    addresses.write_text(SECRETS["PAPERSHELF_RECIPIENTS"], encoding="utf-8")
    variables = {
        **SECRETS,
        **server.environment,
        "PAPERSHELF_LIST": str(addresses),
        "PROVIDERS": sources.base,
        "SOURCE_DATE_EPOCH": MONDAY,
    }
    machine = Machine(tmp_path / "machine")
    return Pipelines(machine, tmp_path / "project.git", variables=variables)


def test_a_digest_reaches_everybody_once_although_one_is_refused_at_first(
    host: ScheduledHost, server: Running
) -> None:
    box = server.box
    box.on_recipient = lambda address, _: "550 No" if address.startswith("bad") else None
    first = host.digest()
    assert [job.result for job in first.values()] == ["success", "failure"]
    assert "1 failed" in first["send"].log
    box.on_recipient = lambda *_: None
    assert host.digest()["send"].result == "success"
    assert host.digest()["send"].result == "success"
    assert box.received == dict.fromkeys(ADDRESSES, 1)
    mail = box.mails[0].message
    assert mail["Subject"] == "Week 11, 2026: 3 new papers · My shelf"
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert "https://someone.github.io/shelf/" in plain.get_content()
    log = "".join(job.log for job in first.values())
    assert not [address for address in ADDRESSES if address in log]


def test_a_week_without_papers_reaches_nobody(host: ScheduledHost, server: Running) -> None:
    host.today = "2026-05-04"
    assert [job.result for job in host.digest().values()] == ["success", "skipped"]
    assert server.box.mails == []
    assert host.artifacts == []


def test_counts_are_committed_and_nobody_is_asked_twice_on_a_day(
    host: ScheduledHost, sources: Providers
) -> None:
    host.runner.environment = {"SOURCE_DATE_EPOCH": MONDAY}
    assert {job.result for job in host.counts().values()} == {"success", "skipped"}
    text = git(host.origin.folder, "show", f"main:{METRICS}")
    assert "12000" in text
    assert "80000" in text
    asked = len(sources.asked)
    jobs = host.counts()
    assert jobs["commit"].result == "skipped"
    assert "nothing to commit" in jobs["count"].summary
    assert len(sources.asked) == asked


def test_where_no_provider_answers_the_run_fails_and_nothing_is_committed(
    host: ScheduledHost,
) -> None:
    host.runner.providers = ""
    before = host.origin.branches()
    jobs = host.counts()
    assert [jobs["count"].result, jobs["commit"].result] == ["failure", "skipped"]
    assert "no service has answered" in jobs["count"].log
    assert host.origin.branches() == before


def test_on_gitlab_a_digest_reaches_everybody_once(pipelines: Pipelines, server: Running) -> None:
    server.box.on_recipient = lambda address, _: "550 No" if address.startswith("bad") else None
    with pytest.raises(subprocess.CalledProcessError):
        pipelines.run("digest", LEDGER="new")
    server.box.on_recipient = lambda *_: None
    pipelines.run("digest")
    pipelines.run("digest", DAY="2026-03-10")
    assert server.box.received == dict.fromkeys(ADDRESSES, 1)


def test_on_gitlab_counts_are_committed_and_nobody_is_asked_twice_on_a_day(
    pipelines: Pipelines, sources: Providers
) -> None:
    pipelines.run("counts")
    assert "80000" in git(pipelines.repository, "show", f"main:{METRICS}")
    asked = len(sources.asked)
    pipelines.run("counts")
    assert "No count has changed" in pipelines.machine.said[-1]
    assert len(sources.asked) == asked
