"""What a new shelf gives to those who want to contribute, on each host."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support.workflows import read_yaml

from papershelf import starter
from papershelf.cli.main import cli
from papershelf.hosts import HOSTS
from papershelf.starter import make_shelf

ROOT = Path(__file__).parents[2]
HOST_FILES = Path(starter.__file__).parent / "hosts"
TEMPLATES = HOST_FILES / "gitlab/gitlab/issue_templates"
AT_GITHUB = ("github", "cloudflare", "netlify")


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("host", HOSTS)
def test_a_new_shelf_says_how_to_contribute_where_its_repository_is(
    host: str, tmp_path: Path
) -> None:
    make_shelf(tmp_path, title="My shelf", host=host)
    for name in ("CONTRIBUTING.md", "README.md"):
        assert "depends on" not in _text(tmp_path / name)
    contributing = _text(tmp_path / "CONTRIBUTING.md")
    assert ("on GitHub" in contributing) == (host in AT_GITHUB)
    assert ("on GitLab" in contributing) == (host == "gitlab")
    readme = _text(tmp_path / "README.md").partition("## Let others contribute")[2]
    assert "[CONTRIBUTING.md](CONTRIBUTING.md)" in readme
    assert ".pre-commit-config.yaml" in readme


@pytest.mark.parametrize("host", HOSTS)
def test_what_the_texts_of_a_new_shelf_name_is_there(host: str, tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf", host=host)
    readme = _text(tmp_path / "README.md").partition("## Let others contribute")[2]
    for name in re.findall(r"`(\.\w[\w./-]+)`", readme):
        assert (tmp_path / name).is_file(), name


@pytest.mark.parametrize("host", ["cloudflare", "netlify"])
def test_hosts_of_sites_alone_get_what_github_has_for_contributors(
    host: str, tmp_path: Path
) -> None:
    make_shelf(tmp_path / "here", title="My shelf", host=host)
    make_shelf(tmp_path / "there", title="My shelf", host="github")
    ours, theirs = _names(tmp_path / "here"), _names(tmp_path / "there")
    assert theirs - ours == {".github/workflows/publish.yml"}
    for name in theirs & ours:
        if name.startswith(".github/"):
            assert _text(tmp_path / "here" / name) == _text(tmp_path / "there" / name)


def test_a_plain_shelf_has_no_files_for_a_host(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf", host="plain")
    assert not [name for name in _names(tmp_path) if name.startswith((".git/", ".github", ".gitl"))]
    # Without issues there are no forms to make entries of.
    assert "suggest" not in _text(tmp_path / "README.md").partition("## Let others")[0]


@pytest.mark.parametrize("host", ["cloudflare", "netlify"])
def test_where_the_build_is_not_told_the_repository_the_curator_is(
    host: str, tmp_path: Path
) -> None:
    make_shelf(tmp_path, title="My shelf", host=host)
    assert "as `repository`, so that pages" in _text(tmp_path / "README.md")
    assert "\n# repository: {url: " in _text(tmp_path / "content/site.yaml")


def test_the_template_for_pull_requests_names_all_that_an_entry_needs(tmp_path: Path) -> None:
    make_shelf(tmp_path, title="My shelf")
    template = _text(tmp_path / ".github/PULL_REQUEST_TEMPLATE.md")
    for field in ("title", "authors", "date"):
        assert field in template
    entry = "title: Bare\nauthors: [Ada Lovelace]\ndate: 1843\n"
    (tmp_path / "content/papers/bare.yaml").write_text(entry, encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", "--shelf", str(tmp_path)])
    assert result.exit_code == 0, result.output
    for line in entry.splitlines():
        fewer = entry.replace(f"{line}\n", "")
        (tmp_path / "content/papers/bare.yaml").write_text(fewer, encoding="utf-8")
        assert CliRunner().invoke(cli, ["check", "--shelf", str(tmp_path)]).exit_code == 1


@pytest.mark.parametrize("host", HOSTS)
def test_no_text_of_a_new_shelf_puts_a_page_of_the_difference_among_its_files(
    host: str, tmp_path: Path
) -> None:
    make_shelf(tmp_path, title="My shelf", host=host)
    for name in ("CONTRIBUTING.md", "README.md"):
        for place in re.findall(r"--html (\S+?)`", _text(tmp_path / name)):
            assert place.startswith("../")


@pytest.mark.parametrize(
    ("template", "form"),
    [
        ("Suggest a paper.md", "suggest-paper.yml"),
        ("Correct an entry.md", "correct-entry.yml"),
    ],
)
def test_the_templates_for_gitlab_ask_what_the_forms_for_github_ask(
    template: str, form: str
) -> None:
    text = _text(TEMPLATES / template)
    asked = read_yaml(HOST_FILES / "github/github/ISSUE_TEMPLATE" / form)
    fields = [field for field in asked["body"] if "id" in field]
    # The id in the comment is what stays where a shelf words a question in its own way.
    questions = [(field["attributes"]["label"], field["id"]) for field in fields]
    assert re.findall(r"^### (.+) <!-- (\w+) -->$", text, re.MULTILINE) == questions
    assert Path(template).stem == asked["name"]
    choices = [word for field in fields for word in field["attributes"].get("options", ())]
    assert ", ".join(choices) in text


def test_a_correction_by_the_template_for_gitlab_changes_the_entry(tmp_path: Path) -> None:
    make_shelf(tmp_path / "shelf", title="My shelf", host="gitlab")
    answers = {"entry": "turing-1950", "field": "Year or date", "value": "1950-11"}
    body = _text(TEMPLATES / "Correct an entry.md")
    for question, answer in answers.items():
        body = body.replace(f"<!-- {question} -->\n", f"<!-- {question} -->\n{answer}\n")
    # A shelf may say it in its own words.
    body = body.replace("### What it should be", "### Was es sein soll")
    author = {"id": 7, "username": "ada"}
    issue = {"iid": 12, "title": "A date", "description": body, "author": author}
    (tmp_path / "issue.json").write_text(json.dumps(issue), encoding="utf-8")
    words = ["suggest", str(tmp_path / "issue.json"), "--shelf", str(tmp_path / "shelf")]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    assert "\ndate: 1950-11\n" in _text(tmp_path / "shelf/content/papers/turing-1950.md")


def test_the_templates_for_gitlab_set_nothing_by_commands() -> None:
    for path in (HOST_FILES / "gitlab/gitlab").rglob("*.md"):
        assert not [line for line in _text(path).split("\n") if line.startswith("/")]


@pytest.mark.parametrize("host", ["github", "gitlab", "ours"])
def test_owners_are_only_suggested_and_for_paths_that_are_there(host: str, tmp_path: Path) -> None:
    folder = ROOT if host == "ours" else tmp_path
    if host != "ours":
        make_shelf(tmp_path, title="My shelf", host=host)
        # Which are made later, if at all.
        (tmp_path / "papershelf.whl").touch()
        (tmp_path / "themes").mkdir()
        (tmp_path / "content/static").mkdir()
    (owners,) = folder.glob(".git*/CODEOWNERS")
    lines = _text(owners).splitlines()
    assert all(line.startswith("#") for line in lines if line)
    patterns = re.findall(r"^# (\S+) @", _text(owners), re.MULTILINE)
    assert {"*", "/content/"} <= set(patterns)
    for pattern in patterns:
        assert list(folder.glob(pattern.strip("/"))), pattern
