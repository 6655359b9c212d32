"""What the workflow "Counts" commits: one file, as it was counted, and nothing else."""

from pathlib import Path

import pytest
from tests.support.actions import Job
from tests.support.hostile_words import SHELL
from tests.support.origins import git
from tests.support.scheduled_host import KEYS, ScheduledHost
from tests.support.stand_ins import COUNTED

METRICS = "content/metrics.yaml"
BRANCH = "papershelf/counts"
ADDED = [f"000000 100644 A {METRICS}"]
RESULTS = ("count", "commit", "publish", "request")


def _results(jobs: dict[str, Job]) -> list[str]:
    return [jobs[name].result for name in RESULTS]


def _metrics(host: ScheduledHost, branch: str = "main") -> str:
    return git(host.origin.folder, "show", f"{branch}:{METRICS}")


def _commits(host: ScheduledHost, branch: str = "main") -> int:
    return int(git(host.origin.folder, "rev-list", "--count", branch))


def _commit(host: ScheduledHost, counts: Path | None = None, before: str = "none") -> Job:
    """What the second job does with what it is handed, by default with what the first one made."""
    handed_over = {"counts": counts} if counts else {}
    outputs = {"before": before, "changed": "true"}
    return host.run("counts.yml", handed_over=handed_over, outputs=outputs)["commit"]


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    """A folder with counts, as the first job hands it over."""
    folder = tmp_path / "counts"
    folder.mkdir()
    (folder / "metrics.yaml").write_text(COUNTED, encoding="utf-8")
    return folder


def test_new_counts_are_committed_and_the_shelf_is_published_anew(host: ScheduledHost) -> None:
    before = _commits(host)
    jobs = host.counts()
    assert _results(jobs) == ["success", "success", "success", "skipped"]
    assert _metrics(host) == COUNTED
    assert _commits(host) == before + 1
    raw = git(host.origin.folder, "diff", "--raw", "--no-renames", "main~1", "main")
    assert raw.count("\n") == 1
    assert raw.startswith(":000000 100644 ")
    who = git(host.origin.folder, "log", "-1", "--format=%an %cn", "main")
    assert who == "github-actions[bot] github-actions[bot]\n"
    assert host.runner.told["started"] == [["publish.yml", "refs/heads/main"]]


def test_without_the_variable_it_counts_by_hand_only(host: ScheduledHost) -> None:
    host.variables = {}
    assert _results(host.counts()) == ["skipped"] * 4
    assert _results(host.counts(by_hand=True)) == ["success", "success", "success", "skipped"]
    assert _metrics(host) == COUNTED


def test_where_no_count_has_changed_nothing_is_committed_and_the_run_says_so(
    host: ScheduledHost,
) -> None:
    before = host.origin.branches()
    jobs = host.counts("nothing")
    assert _results(jobs) == ["success", "skipped", "skipped", "skipped"]
    assert "nothing to commit" in jobs["count"].summary
    host.counts()
    once = host.origin.branches()
    assert _results(host.counts()) == ["success", "skipped", "skipped", "skipped"]
    assert host.origin.branches() == once != before


def test_where_no_provider_answers_nothing_is_committed_and_answers_are_kept(
    host: ScheduledHost,
) -> None:
    before = host.origin.branches()
    jobs = host.counts("down")
    assert _results(jobs) == ["failure", "skipped", "skipped", "skipped"]
    assert jobs["count"].step("Keep when papers were asked for").outcome == "success"
    assert [path.name for path in host.runner.caches.iterdir()] == ["0000 answers-1-1"]
    assert host.origin.branches() == before


@pytest.mark.parametrize(
    ("wrong", "message"),
    [("more", "Something else than content/metrics.yaml"), ("wrong", ""), ("link", "")],
)
def test_what_is_no_count_is_not_handed_over(wrong: str, message: str, host: ScheduledHost) -> None:
    before = host.origin.branches()
    jobs = host.counts(wrong)
    assert _results(jobs) == ["failure", "skipped", "skipped", "skipped"]
    assert message in jobs["count"].log
    assert host.origin.branches() == before
    assert host.artifacts == []


def _link(folder: Path) -> None:
    (folder / "metrics.yaml").unlink()
    (folder / "metrics.yaml").symlink_to("/proc/self/environ")


def _link_to_folder(folder: Path) -> None:
    (folder / "content").symlink_to("/etc")


def _huge(folder: Path) -> None:
    with (folder / "metrics.yaml").open("wb") as file:
        file.truncate(200_000_000)


def _more(folder: Path) -> None:
    (folder / "x.yaml").write_text("title: X\n", encoding="utf-8")


def _below(folder: Path) -> None:
    (folder / "content").mkdir()
    (folder / "metrics.yaml").rename(folder / "content/metrics.yaml")


def _folder(folder: Path) -> None:
    (folder / "metrics.yaml").unlink()
    (folder / "metrics.yaml").mkdir()


@pytest.mark.parametrize(
    "change",
    [
        *(_link, _link_to_folder, _huge, _more, _below, _folder),
        lambda folder: (folder / "metrics.yaml").unlink(),
        lambda folder: (folder / "metrics.yaml").write_bytes(b""),
        lambda folder: (folder / "::set-output name=x::\n::add-mask::y").write_text("", "utf-8"),
    ],
    ids=[
        *("link", "link to a folder", "huge", "more", "other path", "folder", "none", "empty"),
        "command",
    ],
)
def test_an_artifact_that_is_not_one_file_of_counts_is_refused(
    change: object, host: ScheduledHost, counts: Path
) -> None:
    assert callable(change)
    change(counts)
    before = host.origin.branches()
    job = _commit(host, counts)
    assert job.result == "failure"
    assert "not one file of counts; nothing was taken" in job.log
    assert "add-mask" not in job.log
    assert host.origin.branches() == before
    assert "started" not in host.runner.told


def test_a_job_that_hands_nothing_over_is_a_failure(host: ScheduledHost) -> None:
    assert _commit(host).result == "failure"


def test_counts_that_somebody_changed_meanwhile_are_left_alone(
    host: ScheduledHost, counts: Path
) -> None:
    host.origin.change_main(lambda shelf: (shelf / METRICS).write_text("papers: {}\n", "utf-8"))
    before = host.origin.branches()
    job = _commit(host, counts)
    assert job.result == "failure"
    assert "changed meanwhile; run this again" in job.log
    assert host.origin.branches() == before


def test_other_commits_of_that_hour_stay(host: ScheduledHost, counts: Path) -> None:
    host.origin.change_main(lambda shelf: (shelf / "content/topics.yaml").unlink())
    assert _commit(host, counts).result == "success"
    listed = git(host.origin.folder, "ls-tree", "-r", "--name-only", "main")
    assert METRICS in listed.splitlines()
    assert "content/topics.yaml" not in listed.splitlines()


def test_links_of_the_shelf_lead_no_counts_elsewhere(
    host: ScheduledHost, counts: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()

    def link(shelf: Path) -> None:
        (shelf / METRICS).symlink_to(elsewhere / "metrics.yaml")

    host.origin.change_main(link)
    blob = git(host.origin.folder, "rev-parse", f"main:{METRICS}").strip()
    assert _commit(host, counts, blob).result == "success"
    assert list(elsewhere.iterdir()) == []
    assert git(host.origin.folder, "ls-tree", "main", METRICS).startswith("100644 ")


def test_where_the_branch_is_protected_the_log_says_what_to_set(
    host: ScheduledHost, counts: Path
) -> None:
    hook = host.origin.folder / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\necho protected\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    before = host.origin.branches()
    job = _commit(host, counts)
    assert job.result == "failure"
    assert "PAPERSHELF_COUNTS to pull-request" in job.log
    assert host.origin.branches() == before


def test_with_the_variable_a_pull_request_is_opened_once_and_then_renewed(
    host: ScheduledHost,
) -> None:
    host.variables = {"PAPERSHELF_COUNTS": "pull-request"}
    main = host.origin.branches()["main"]
    for _ in range(2):
        jobs = host.counts()
        assert _results(jobs) == ["success", "success", "skipped", "success"]
        assert host.origin.branches()["main"] == main
        assert host.origin.changes(BRANCH) == ADDED
        (pull,) = host.runner.told["pulls"]
        assert [pull["base"], pull["head"]] == ["main", f"someone:{BRANCH}"]
    assert "#100 has the new counts" in jobs["request"].summary


def test_where_actions_may_open_no_pull_request_the_log_says_what_to_switch_on(
    host: ScheduledHost,
) -> None:
    host.variables = {"PAPERSHELF_COUNTS": "pull-request"}
    host.runner.gh.write_text('{"refuses": true}', encoding="utf-8")
    jobs = host.counts()
    assert _results(jobs) == ["success", "success", "skipped", "failure"]
    assert "Allow GitHub Actions to create pull requests" in jobs["request"].log
    assert host.origin.changes(BRANCH) == ADDED


def test_a_branch_that_somebody_worked_on_is_left_alone(host: ScheduledHost) -> None:
    host.variables = {"PAPERSHELF_COUNTS": "pull-request"}
    host.counts()
    clone = host.origin.clone
    git(clone, "fetch", "--quiet", "origin", BRANCH)
    git(clone, "checkout", "--quiet", "-B", "mine", "FETCH_HEAD")
    (clone / METRICS).write_text(f"{COUNTED}# mine\n", encoding="utf-8")
    host.origin.commit("Mend it by hand")
    git(clone, "push", "--quiet", "origin", f"HEAD:{BRANCH}")
    before = host.origin.branches()
    jobs = host.counts()
    assert jobs["commit"].result == "failure"
    assert "left as it is" in jobs["commit"].log
    assert host.origin.branches() == before


@pytest.mark.parametrize("value", ["yes", SHELL, "pull request"])
def test_a_variable_that_says_something_else_pushes_nothing(
    value: str, host: ScheduledHost, counts: Path
) -> None:
    host.variables = {"PAPERSHELF_COUNTS": value}
    before = host.origin.branches()
    job = _commit(host, counts)
    assert job.result == "failure"
    assert "push or pull-request" in job.log
    assert host.origin.branches() == before


def test_a_shelf_that_is_published_elsewhere_starts_no_workflow(host: ScheduledHost) -> None:
    host.origin.change_main(lambda shelf: (shelf / ".github/workflows/publish.yml").unlink())
    assert _results(host.counts()) == ["success", "success", "skipped", "skipped"]
    assert _metrics(host) == COUNTED


def test_another_branch_gets_no_keys_and_counts_nothing(host: ScheduledHost) -> None:
    git(host.origin.clone, "push", "--quiet", "origin", "main:refs/heads/tried")
    jobs = host.run("counts.yml", by_hand=True, branch="tried")
    assert _results(jobs) == ["skipped"] * 4


def test_no_key_is_told_or_kept(host: ScheduledHost) -> None:
    jobs = host.counts()
    told = [text for job in jobs.values() for text in (job.log, job.summary)]
    kept = [
        path.read_text("utf-8", "replace")
        for folder in (host.runner.caches, host.runner.artifacts)
        for path in folder.rglob("*")
        if path.is_file()
    ]
    for key in (*KEYS.values(), "the token"):
        assert not [text for text in (*told, *kept) if key in text]
