"""What the workflows that run by a clock may do and know, and what they ask of Papershelf."""

import re
from pathlib import Path
from typing import Any

import pytest
from tests.support.stand_ins import STAND_INS
from tests.support.workflows import read_yaml

from papershelf.cli.main import cli
from papershelf.config import read_config
from papershelf.enriching.memory import FOLDER
from papershelf.starter import make_shelf

ROOT = Path(__file__).parents[3]
STARTER = ROOT / "generator/papershelf/starter"
FLOWS = [
    folder / ".github/workflows" / name if folder == ROOT else folder / "github/workflows" / name
    for folder in (ROOT, STARTER / "hosts/github")
    for name in ("digest.yml", "counts.yml")
]
GITLAB = STARTER / "hosts/gitlab/gitlab-ci.yml"
DOCS = ROOT / "content/pages/docs/schedule.md"
IDS = [f"{path.parts[-4]} {path.stem}" for path in FLOWS]
KEPT = {
    "digest": [".papershelf/sent"],
    # With the key without which nothing of it is believed.
    "counts": [f".papershelf/{FOLDER}", "~/.cache/papershelf"],
}
_COMMAND = re.compile(r"papershelf (digest|enrich)\b((?:[^\n;&|>\\]|\\\n)*)")


def _jobs(path: Path) -> dict[str, Any]:
    jobs: dict[str, Any] = read_yaml(path)["jobs"]
    return jobs


@pytest.mark.parametrize("path", FLOWS, ids=IDS)
def test_it_runs_by_a_clock_and_by_hand_and_never_twice_at_once(path: Path) -> None:
    flow = read_yaml(path)
    assert set(flow[True]) == {"schedule", "workflow_dispatch"}
    (time,) = flow[True]["schedule"]
    # At full hours everybody's jobs begin, and some are dropped.
    assert int(time["cron"].split()[0]) % 5
    assert flow["concurrency"] == {"group": path.stem, "cancel-in-progress": False}


@pytest.mark.parametrize("path", FLOWS, ids=IDS)
def test_secrets_are_those_of_an_environment_and_in_one_step(path: Path) -> None:
    with_secrets = {
        id_: [step for step in job["steps"] if "secrets." in str(step)]
        for id_, job in _jobs(path).items()
        if "secrets." in str(job)
    }
    ((id_, steps),) = with_secrets.items()
    job = _jobs(path)[id_]
    assert job["environment"]["name"] == path.stem
    (step,) = steps
    assert step["run"]
    names = {name: value for name, value in step["env"].items() if "secrets." in value}
    assert names == {name: f"${{{{ secrets.{name} }}}}" for name in names}
    assert "write" not in job["permissions"].values()


@pytest.mark.parametrize("path", FLOWS, ids=IDS)
def test_a_job_that_may_write_runs_no_program_of_the_shelf(path: Path) -> None:
    programs = re.compile(r"\bpapershelf [a-z]|python|\bpip\b|\b(?:ba)?sh\b|\beval\b|\bsource\b")
    for job in _jobs(path).values():
        if "write" in job["permissions"].values():
            commands = [step.get("run", "") for step in job["steps"]]
            assert not [command for command in commands if programs.search(command)]
            assert len([may for may in job["permissions"].values() if may == "write"]) == 1


@pytest.mark.parametrize("path", [*FLOWS, GITLAB], ids=[*IDS, "gitlab"])
def test_what_is_asked_of_papershelf_is_what_it_understands(path: Path) -> None:
    found = _COMMAND.findall(path.read_text(encoding="utf-8"))
    assert found
    for name, words in found:
        command = cli.commands.get(name, STAND_INS[name])
        known = {word for parameter in command.params for word in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", words)) <= known, words


def test_what_is_kept_between_runs_is_the_ledger_and_answers_alone() -> None:
    for path in FLOWS:
        steps = [step for job in _jobs(path).values() for step in job["steps"]]
        caches = [step["with"] for step in steps if "actions/cache/" in step.get("uses", "")]
        (kept,) = {cache["path"] for cache in caches}
        assert kept.split() == KEPT[path.stem]
        assert len({cache["key"] for cache in caches}) == 1
        # The caches of builds and of links have other keys: none is taken for another.
        assert caches[0]["key"].startswith(("sent-", "answers-"))


def test_whatever_writes_mails_is_installed_with_what_that_takes() -> None:
    steps = [step for job in _jobs(FLOWS[0]).values() for step in job["steps"]]
    installs = [step["run"] for step in steps if step["name"] == "Install Papershelf"]
    assert installs == ["python -m pip install '.[mail]'"] * 2
    # What all other shelves install, on every host.
    wanted = (STARTER / "shelf/requirements.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert wanted.endswith(".whl[mail]")


def test_the_page_on_schedules_names_all_that_can_be_set() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (*FLOWS, GITLAB))
    wanted = set(re.findall(r"(?:secrets|vars)\.([A-Z0-9_]+)", text))
    wanted |= set(re.findall(r"\b(PAPERSHELF_[A-Z]+|LEDGER|PERIOD|DAY)\b", text))
    page = DOCS.read_text(encoding="utf-8")
    assert [name for name in sorted(wanted) if name not in page] == []


def test_the_lines_that_the_page_tells_to_change_are_there() -> None:
    flow = FLOWS[0].read_text(encoding="utf-8")
    assert "          PERIOD: ${{ inputs.period || 'week' }}\n" in flow
    page = DOCS.read_text(encoding="utf-8")
    assert "          PERIOD: ${{ inputs.period || 'month' }}\n" in page
    assert re.search(r'^    - cron: "23 6 1 \* \*"$', page, re.MULTILINE)
    assert re.search(r'^    - cron: "23 6 \* \* 1"$', flow, re.MULTILINE)


def test_the_sample_lines_of_a_new_shelf_work_once_they_are_switched_on(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    text = (tmp_path / "content/site.yaml").read_text(encoding="utf-8")
    assert read_config(text, "content/site.yaml")[0].subscribe is None
    switched = re.sub(r"^# ((?:subscribe|digest): )", r"\1", text, flags=re.MULTILINE)
    config, problems = read_config(switched, "content/site.yaml")
    assert problems == []
    assert config.subscribe is not None
    assert config.digest.sender is not None
    assert config.digest.unsubscribe is not None


def test_digests_that_were_written_are_no_part_of_a_new_shelf(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    ignored = (tmp_path / ".gitignore").read_text(encoding="utf-8").split()
    # Introductions are, in content/digests/.
    assert "/digests/" in ignored
    assert "digests/" not in ignored
