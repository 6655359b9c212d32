"""`check --links` as it is used."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.linkcheck import link
from tests.support.web import Reply, Web

from papershelf.cli.main import cli
from papershelf.errors import MachineError, UsageError
from papershelf.yamltext import parse_yaml


def test_the_command_exits_with_1_for_dead_links_and_says_what_it_did(shelf: Path) -> None:
    link(shelf, "http://one.site/a", "https://example.org/")
    (shelf / ".papershelf").mkdir()
    today = datetime.now(UTC).date()
    record = {"verdict": "gone", "asked": str(today), "status": 410, "reason": "answers 410"}
    memory = {"version": 1, "links": {"http://one.site/a": record}}
    (shelf / ".papershelf/links.json").write_text(json.dumps(memory), encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", "--links", "--shelf", str(shelf)])
    assert result.exit_code == 1
    assert 'warning: the link "http://one.site/a" is dead: answers 410' in result.stderr
    summary = "2 links: 0 asked, 1 known from before, 1 dead, 0 unsure, in 0 s."
    assert summary in result.stderr.splitlines()
    assert "2 entries checked: 1 warning" in result.stdout


@pytest.mark.parametrize("option", ["--again", "--ids", "--copies", "--minutes=5"])
def test_options_of_the_check_of_links_want_it(option: str, shelf: Path) -> None:
    result = CliRunner().invoke(cli, ["check", option, "--shelf", str(shelf)])
    assert isinstance(result.exception, UsageError)
    assert "add --links" in str(result.exception)


@pytest.fixture
def everything(net: Web, monkeypatch: pytest.MonkeyPatch) -> Web:
    """A web that commands ask in place of the real one."""
    monkeypatch.setattr("papershelf.linkcheck.run.Network", net.network)
    return net


def _run(shelf: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["check", "--links", *options, "--shelf", str(shelf)])


def test_links_that_have_moved_are_mended_and_asked_once(shelf: Path, everything: Web) -> None:
    (shelf / "content/papers/p.yaml").write_text(
        "title: Paper  # mine\nauthors: [Ada Lovelace]\nyear: 2020\n"
        "links: {pdf: http://one.site/a#part, code: [http://one.site/b]}\n",
        encoding="utf-8",
    )
    new = "http://two.site/it's,(x);[y]?a={b}&c=:d"
    wanted = "http://two.site/it's,(x);%5By%5D?a=%7Bb%7D&c=:d#part"
    everything.pages |= {
        "one.site/a": Reply(301, {"Location": new}),
        "one.site/b": Reply(404),
    }
    result = _run(shelf, "--fix", "--again")
    assert result.exit_code == 0
    text = (shelf / "content/papers/p.yaml").read_text(encoding="utf-8")
    assert parse_yaml(text).value["links"].value["pdf"].value == wanted
    assert "# mine" in text
    assert "Mended 1 file, 1 value" in result.stderr
    assert everything.asked.count("HEAD one.site/b") == 1


def test_a_new_address_that_entries_may_not_hold_is_not_written(
    shelf: Path, everything: Web
) -> None:
    link(shelf, "http://one.site/a", "http://one.site/b")
    before = (shelf / "content/papers/p0.yaml").read_bytes()
    everything.pages |= {
        "one.site/a": Reply(301, {"Location": "http://[2606:4700::1]/a"}),
        "one.site/b": Reply(301, {"Location": "/c"}),
    }
    result = _run(shelf, "--fix")
    assert "p0.yaml:4:14: left as it is" in result.stderr
    assert (shelf / "content/papers/p0.yaml").read_bytes() == before
    assert "http://one.site/c" in (shelf / "content/papers/p1.yaml").read_text(encoding="utf-8")


def test_what_would_be_mended_is_shown_and_left(shelf: Path, everything: Web) -> None:
    link(shelf, "http://one.site/a")
    before = (shelf / "content/papers/p0.yaml").read_bytes()
    everything.pages["one.site/a"] = Reply(308, {"Location": "/b"})
    result = _run(shelf, "--fix", "--dry-run")
    assert "+links: {pdf: http://one.site/b}" in result.stdout.splitlines()
    assert (shelf / "content/papers/p0.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("form", "sign"),
    [
        ("markdown", "answers 410, never seen good"),
        ("github", "::warning file="),
        ("json", '"rule": "dead-link"'),
        ("sarif", '"ruleId": "dead-link"'),
        ("gitlab", "dead-link"),
    ],
)
def test_reports_of_every_format_name_links_that_are_dead(
    form: str, sign: str, shelf: Path, everything: Web
) -> None:
    link(shelf, "http://one.site/a")
    everything.pages["one.site/a"] = Reply(410)
    result = _run(shelf, "--format", form)
    assert result.exit_code == 1
    assert sign in result.stdout


def test_links_are_not_checked_of_a_branch_only(shelf: Path, everything: Web) -> None:
    result = _run(shelf, "--since", "main")
    assert isinstance(result.exception, UsageError)
    assert everything.asked == []


def test_without_a_network_the_command_says_so_and_exits_with_3(
    shelf: Path, everything: Web
) -> None:
    link(shelf, "http://one.site/a")
    everything.is_down = True
    result = _run(shelf)
    assert isinstance(result.exception, MachineError)
    assert result.exception.exit_code == 3
    assert not (shelf / ".papershelf/links.json").exists()
