"""The page for editing in the browser: only if asked for, and never at the cost of a value."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tests.support.node import ROOT, unavailable
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.admin.written import is_kept, read_written
from papershelf.checking import check
from papershelf.config import Config, read_config
from papershelf.content_files import ContentFile
from papershelf.errors import ContentError, Problem, UsageError
from papershelf.plan import POLICY
from papershelf.plan.editing import editing_of
from papershelf.schema import LINK_KINDS
from papershelf.starter import make_shelf
from papershelf.yamltext import parse_yaml

PROGRAM_SCHEMA = ROOT / "tests/node_modules/@sveltia/cms/schema/sveltia-cms.json"
GITHUB = "https://github.com/o/r"
PAPER = "---\ntitle: {}\nauthors: [Ada Lovelace]\ndate: 2020\n---\nText.\n"
DIGEST = f"sha384-{'A' * 64}"
Settings = dict[str, Any]


def _shelf(folder: Path, settings: str = "", **files: str) -> Path:
    content = folder / "content"
    (content / "papers").mkdir(parents=True, exist_ok=True)
    (content / "static").mkdir(exist_ok=True)
    (content / "static/sveltia-cms.js").write_text("// the program", encoding="utf-8")
    (content / "site.yaml").write_text(f"admin: {{enabled: true}}\n{settings}", encoding="utf-8")
    for name, text in {"papers/one.md": PAPER.format("One"), **files}.items():
        (content / name).parent.mkdir(exist_ok=True, parents=True)
        (content / name).write_text(text, encoding="utf-8", newline="")
    return folder


def _built(shelf: Path, **options: Any) -> dict[str, bytes]:
    problems: list[Problem] = []
    build(shelf, **{"repository": GITHUB, "jobs": 1, **options}, on_problem=problems.append)
    assert [str(problem) for problem in problems] == []
    return files_of(shelf / "site")


def _settings(shelf: Path, **options: Any) -> Settings:
    settings: Settings = json.loads(_built(shelf, **options)["admin/config.json"])
    return settings


def _collection(settings: Settings, label: str) -> Settings:
    (found,) = (each for each in settings["collections"] if each["label"] == label)
    return dict(found)


def _fields(collection: Settings) -> dict[str, Settings]:
    return {field["name"]: field for field in collection["fields"]}


def _config(text: str) -> Config:
    config, problems = read_config(text, "content/site.yaml")
    assert problems == []
    return config


def test_no_site_has_the_page_unless_it_is_asked_for(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path)
    (shelf / "content/site.yaml").write_text("title: A\n", encoding="utf-8")
    assert not [path for path in _built(shelf) if path.startswith("admin")]


def test_nothing_leads_to_the_page(tmp_path: Path) -> None:
    site = _built(_shelf(tmp_path), base_url="https://example.org/")
    assert b'<meta name="robots" content="noindex">' in site["admin/index.html"]
    for path, content in site.items():
        if not path.startswith("admin/"):
            assert b"admin/" not in content, path


def test_the_page_alone_has_its_policy(tmp_path: Path) -> None:
    site = _built(_shelf(tmp_path, "host: cloudflare\n"))
    policies = {
        path: re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page.decode())
        for path, page in site.items()
        if path.endswith(".html")
    }
    (own,) = policies.pop("admin/index.html")
    assert {policy for found in policies.values() for policy in found} == {POLICY}
    assert "script-src 'self';" in own
    assert "https://api.github.com" in own
    rules = site["_headers"].decode()
    assert f"/admin/*\n  Content-Security-Policy: {own}; frame-ancestors 'none'\n" in rules


def test_a_rule_for_all_pages_leaves_the_page_its_own_policy(tmp_path: Path) -> None:
    pages = {f"pages/p{number}.md": "---\ntitle: A\n---\n" for number in range(90)}
    site = _built(_shelf(tmp_path, "host: cloudflare\n", **pages))
    sent = re.findall(r"Content-Security-Policy: (.*)", site["_headers"].decode())
    assert sent == ["frame-ancestors 'none'"]


@pytest.mark.parametrize(
    ("url", "backend", "has_review"),
    [
        (GITHUB, {"name": "github", "repo": "o/r"}, True),
        (
            "https://github.example.org/o/r.git",
            {"name": "github", "repo": "o/r", "api_root": "https://github.example.org/api/v3"},
            True,
        ),
        (
            "https://gitlab.com/o/sub/r",
            {
                "name": "gitlab",
                "repo": "o/sub/r",
                "base_url": "https://gitlab.com",
                "api_root": "https://gitlab.com/api/v4",
            },
            True,
        ),
        (
            "https://codeberg.org/o/r",
            {
                "name": "gitea",
                "repo": "o/r",
                "base_url": "https://codeberg.org",
                "api_root": "https://codeberg.org/api/v1",
            },
            False,
        ),
    ],
)
def test_the_program_is_told_where_the_repository_is(
    url: str, backend: Settings, *, has_review: bool, tmp_path: Path
) -> None:
    settings = _settings(_shelf(tmp_path), repository=url)
    assert settings["backend"] == {**backend, "branch": "main", "auth_methods": ["token"]}
    assert ("publish_mode" in settings) is has_review


def test_branch_folder_and_service_for_signing_in_are_those_of_the_settings(tmp_path: Path) -> None:
    text = "repository: {branch: next, folder: a/shelf}\n"
    shelf = _shelf(tmp_path, text)
    file = shelf / "content/site.yaml"
    file.write_text(f"{text}admin: {{enabled: true, sign_in: 'https://in.example.org'}}\n", "utf-8")
    settings = _settings(shelf)
    assert settings["backend"]["branch"] == "next"
    assert settings["backend"]["base_url"] == "https://in.example.org"
    assert "auth_methods" not in settings["backend"]
    assert _collection(settings, "Papers")["folder"] == "a/shelf/content/papers"


def test_the_page_asks_nobody_but_the_host_of_the_code(tmp_path: Path) -> None:
    page = _built(_shelf(tmp_path))["admin/index.html"].decode()
    assert {*re.findall(r"https://[^ ;/\"]+", page)} == {
        "https://api.github.com",
        "https://avatars.githubusercontent.com",
        "https://github.com",
        "https://www.githubstatus.com",
    }
    assert "@font-face" not in page


def test_icons_are_a_font_of_the_shelf(tmp_path: Path) -> None:
    text = "admin: {enabled: true, icons: 'i/a\"b&<.woff2'}\n"
    shelf = _shelf(tmp_path, **{'static/i/a"b&<.woff2': "a font"})
    (shelf / "content/site.yaml").write_text(text, encoding="utf-8")
    page = _built(shelf)["admin/index.html"].decode()
    assert 'src: url("../i/a%22b%26%3C.woff2")' in page
    (shelf / 'content/static/i/a"b&<.woff2').unlink()
    (problem,) = (problem for problem in check(shelf)[0] if problem.rule == "admin")
    assert problem.message.startswith("admin.icons: there is no file")
    assert "material-symbols" in problem.hint


def test_a_program_from_elsewhere_is_the_only_one_that_may_run(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path)
    (shelf / "content/site.yaml").write_text(
        "admin: {enabled: true, script: 'https://s.example.org/cms.js', "
        f"integrity: '{DIGEST}'}}\n",
        encoding="utf-8",
    )
    page = _built(shelf)["admin/index.html"].decode()
    assert "script-src https://s.example.org;" in page
    assert (
        f'<script src="https://s.example.org/cms.js" integrity="{DIGEST}" crossorigin="anonymous">'
        in page
    )


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("script: 'https://s.example.org/a.js'", "not checked"),
        ("script: 'http://s.example.org/a.js'", "does not begin with https://"),
        ("script: ../a.js", "no file below content/static"),
        ("script: /a.js", "no file below content/static"),
        ("icons: ../a.woff2", "no file below content/static"),
        ("icons: 'https://s.example.org/a.woff2'", "no file below content/static"),
        ("integrity: sha384-AAAA", "no digest"),
        ("integrity: md5-AAAA", "no digest"),
        (f"integrity: '{DIGEST}\" onload=\"x'", "no digest"),
    ],
)
def test_settings_that_would_not_be_safe_are_refused(setting: str, message: str) -> None:
    _, problems = read_config(f"admin: {{{setting}}}\n", "content/site.yaml")
    assert [message in problem.message for problem in problems] == [True]
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/o",
        "https://gitea.example.org/git/o/r",
        "https://git.example.org/o/r",
        "https://bitbucket.org/o/r",
        "https://github.exämple.org/o/r",
    ],
)
def test_a_host_that_the_program_does_not_know_has_no_page(url: str, tmp_path: Path) -> None:
    problems: list[Problem] = []
    build(_shelf(tmp_path), repository=url, on_problem=problems.append)
    assert [(problem.rule, bool(problem.hint)) for problem in problems] == [("admin", True)]
    assert not (tmp_path / "site/admin").exists()


def test_without_a_repository_or_the_program_the_build_says_what_to_do(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path)
    (shelf / "content/static/sveltia-cms.js").unlink()
    problems: list[Problem] = []
    build(shelf, on_problem=problems.append)
    assert {problem.rule for problem in problems} == {"admin"}
    hints = " ".join(problem.hint for problem in problems)
    assert "--repository URL" in hints
    assert "dist/sveltia-cms.js" in hints


@pytest.mark.parametrize("path", ["pages/admin.md", "static/admin/index.html", "static/Admin/x.js"])
def test_a_page_or_a_file_of_the_shelf_at_its_address_collides(path: str, tmp_path: Path) -> None:
    shelf = _shelf(tmp_path, **{path: "---\ntitle: A\n---\n"})
    if path.endswith(".js"):
        # Another file in that folder is none of its own.
        assert "admin/index.html" in _built(shelf)
        return
    with pytest.raises(ContentError, match="admin"):
        build(shelf, repository=GITHUB)


def test_fields_come_from_the_schema_with_the_words_of_the_shelf(tmp_path: Path) -> None:
    files = {
        "topics.yaml": "- {id: maths, name: Mathematics, aliases: [sums]}\n",
        "collections/best.md": "---\ntitle: The best\n---\n",
    }
    settings = _settings(_shelf(tmp_path, **files))
    fields = _fields(_collection(settings, "Papers"))
    assert fields["title"]["required"]
    assert not fields["summary"]["required"]
    assert fields["type"]["widget"] == "select"
    assert fields["abstract"]["widget"] == fields["body"]["widget"] == "text"
    assert fields["topics"]["multiple"]
    assert [option["value"] for option in fields["topics"]["options"]] == [
        "maths",
        "Mathematics",
        "sums",
    ]
    assert fields["collections"]["options"] == [{"label": "The best (best)", "value": "best"}]
    assert [field["name"] for field in fields["links"]["fields"]] == [*LINK_KINDS]
    assert {field["widget"] for field in fields["ids"]["fields"]} == {"string"}
    assert re.fullmatch(fields["date"]["pattern"][0], "2015-06")
    assert "extra" not in fields
    assert "note" not in fields
    assert all(field["hint"] for name, field in fields.items() if name != "body")
    (lists,) = (each for each in settings["collections"] if each["name"] == "lists")
    assert [file["file"] for file in lists["files"]] == ["content/topics.yaml"]


@pytest.mark.parametrize("url", [GITHUB, "https://gitlab.com/o/sub/r", "https://codeberg.org/o/r"])
def test_the_settings_are_as_the_program_describes_them(url: str, tmp_path: Path) -> None:
    if not PROGRAM_SCHEMA.is_file():
        unavailable("Sveltia CMS is not installed: run `npm ci --prefix tests`.")
    hostile = "'<b onclick=\"x\">{{fields.x}} ${y} \\ [a](javascript:z) \U0001f9ea\u202e'"
    files = {
        "papers/odd.md": PAPER.format(hostile).replace("[Ada Lovelace]", "[{family: L}]"),
        "papers/a.yaml": f"title: {hostile}\nauthors: [A B]\nyear: 2020\n",
        "papers/a b (c)/d.md": PAPER.format("D"),
        "topics.yaml": f"- {{id: maths, name: {hostile}}}\n",
        "venues.yaml": "- {id: here, name: Here, 2020: there}\n",
        "collections/best.md": f"---\ntitle: {hostile}\n---\n",
    }
    shelf = _shelf(tmp_path, f"title: {hostile}\n", **files)
    build(shelf, repository=url, jobs=1, lenient=True)
    settings = json.loads((shelf / "site/admin/config.json").read_text("utf-8"))
    jsonschema.validate(settings, json.loads(PROGRAM_SCHEMA.read_text("utf-8")))
    lists = _collection(settings, "Lists")
    assert [file["name"] for file in lists["files"]] == ["topics"]
    assert lists["description"] == "1 file is not shown here, to be edited by hand."


def test_each_folder_and_ending_is_a_collection(tmp_path: Path) -> None:
    files = {
        "papers/a.yaml": "title: A\nauthors: [A B]\nyear: 2020\n",
        "papers/2021/b.md": PAPER.format("B"),
        "pages/docs/index.md": "---\ntitle: Docs\n---\n",
    }
    settings = _settings(_shelf(tmp_path, **files))
    found = {each["label"]: (each["folder"], each["extension"]) for each in settings["collections"]}
    assert found == {
        "Papers": ("content/papers", "md"),
        "Papers (YAML)": ("content/papers", "yaml"),
        "Papers (2021)": ("content/papers/2021", "md"),
        "Collections": ("content/collections", "md"),
        "Pages": ("content/pages", "md"),
        "Pages (docs)": ("content/pages/docs", "md"),
    }
    names = [each["name"] for each in settings["collections"]]
    assert len(names) == len(set(names))


def test_the_shape_that_most_entries_have_is_edited_and_the_others_are_left_alone(
    tmp_path: Path,
) -> None:
    files = {
        "papers/two.md": PAPER.format("Two"),
        "papers/in.parts.md": PAPER.format("C").replace("[Ada Lovelace]", "[{family: Lovelace}]"),
    }
    papers = _collection(_settings(_shelf(tmp_path, **files)), "Papers")
    assert _fields(papers)["authors"]["widget"] == "list"
    assert "fields" not in _fields(papers)["authors"]
    assert papers["description"] == "1 file is not shown here, to be edited by hand."
    shown = [
        name
        for name in ("one", "two", "in.parts", "new")
        if re.search(papers["filter"]["pattern"], name)
    ]
    assert papers["filter"]["field"] == "slug"
    assert shown == ["one", "two", "new"]


def test_a_list_of_papers_is_left_alone(tmp_path: Path) -> None:
    text = "- {id: a, title: A, authors: [A B], year: 2020}\n"
    papers = _collection(_settings(_shelf(tmp_path, **{"papers/all.yaml": text})), "Papers (YAML)")
    assert not re.search(papers["filter"]["pattern"], "all")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a: 1706.03760", False),
        ("a: '1706.03760'", True),
        ("a: 1706.03762", True),
        ("a: 007", False),
        ("a: 27", True),
        ("a: -3", True),
        ("a: +3", False),
        ("a: 1e3", False),
        ("a: 0x1f", False),
        ("a: .inf", False),
        ("a: 12345678901234567890", False),
        ("a: 2015-06-01", True),
        ("a: 10.1145/3539618", True),
        ("a: True", False),
        ("a: true", True),
        ("a: ~", True),
        ("a: ", True),
        ("a: no", True),
        ("a: [1, {b: [1.10]}]", False),
        ("a: {b.c: d}", False),
        ("a: {2020: d}", False),
        ("a: {'': d}", False),
        ("__proto__: d", False),
        ("a: |\n  007", True),
        ("a: |\n  007\n\n", True),
        ("a: ' b'", False),
        ("a: 'b '", False),
        ('a: "b\\u2028c"', False),
        ('a: "b\\Nc"', False),
        ('a: "b\\tc"', True),
    ],
)
def test_what_types_and_dotted_paths_would_change_is_known(text: str, *, kept: bool) -> None:
    assert is_kept(parse_yaml(text)) is kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("---\ntitle: A\n---\nText\n", True),
        ("---\ntitle: A\n---", True),
        ("---\ntitle: A\n---\n---\nText\n", True),
        ("---\r\ntitle: A\r\n---\r\nText\r\n", False),
        ("\ufeff---\ntitle: A\n---\nText\n", False),
        ("---\ntitle: |\n  A\n---\n", True),
        ("---\ntitle: A\n--- \nText\n", False),
        ("---\ntitle: [A\n---\n", False),
        ("no header\n", False),
    ],
)
def test_what_it_would_take_for_text_is_known(text: str, *, kept: bool, tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    path.write_text(text, encoding="utf-8", newline="")
    size = path.stat().st_size
    file = ContentFile("content/papers/one.md", str(path), size, 0)
    assert (read_written(file) is not None) is kept


def test_the_settings_follow_every_edit(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path)
    assert "filter" not in _collection(_settings(shelf), "Papers")
    (shelf / "content/papers/one.md").write_text(
        PAPER.format("One").replace("[Ada", "[{family: L}, Ada"), encoding="utf-8"
    )
    changed = _built(shelf)
    assert "filter" in _collection(json.loads(changed["admin/config.json"]), "Papers")
    assert changed == _built(shelf, clean=True)


def test_a_build_is_told_of_a_repository_where_the_settings_name_none(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path, "repository: {forms: true}\n")
    assert (
        b"Suggest a paper"
        not in _built(
            _shelf(
                tmp_path / "other", "repository: {url: 'https://codeberg.org/o/r', forms: true}\n"
            )
        )["index.html"]
    )
    first = _built(shelf)
    assert b"https://github.com/o/r/issues/new?template=suggest-paper.yml" in first["index.html"]
    page = first["papers/one/index.html"].decode()
    assert "Correct this entry" in page
    assert "Report a problem" not in page
    again = _built(shelf, repository="https://github.com/o/other")
    assert b"https://github.com/o/other/issues/new" in again["index.html"]
    assert again == _built(shelf, repository="https://github.com/o/other", clean=True)


def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"--repository: .* is not a web address"):
        build(_shelf(tmp_path), repository="/")


def test_no_token_in_the_address_of_a_repository_is_shown_or_published(tmp_path: Path) -> None:
    for address in (
        "https://user:s3cret@github.com/o/r",
        "https://s3cret@github.com/o/r",
        "https://user:s3cret{@github.com/o/r",
        "ssh://user:s3cret@github.com/o/r",
    ):
        with pytest.raises(UsageError) as refused:
            build(_shelf(tmp_path), repository=address)
        assert "s3cret" not in str(refused.value)


def test_an_address_in_the_settings_counts_more_than_what_the_build_is_told(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path, "repository: https://github.com/o/mine\n")
    assert _settings(shelf)["backend"]["repo"] == "o/mine"


def test_a_policy_cannot_be_broken_by_settings() -> None:
    editing = editing_of(
        _config(
            "repository: 'https://github.com/o/r'\nadmin: {enabled: true, script: 'a\"b;c<d.js'}\n"
        )
    )
    assert editing is not None
    assert not set(editing.policy) & set('"&<\n')
    assert editing.script == "a%22b%3Bc%3Cd.js"


def test_a_check_misses_the_program_but_not_what_only_a_build_is_told(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path)
    assert "admin" not in {problem.rule for problem in check(shelf)[0]}
    (shelf / "content/static/sveltia-cms.js").unlink()
    assert "admin" in {problem.rule for problem in check(shelf)[0]}


@pytest.mark.parametrize(
    ("host", "has_forms"),
    [("github", True), ("gitlab", True), ("cloudflare", False), ("plain", False)],
)
def test_a_new_shelf_leads_to_the_forms_that_its_host_has(
    host: str, *, has_forms: bool, tmp_path: Path
) -> None:
    make_shelf(tmp_path, title="My shelf", host=host)
    repository = _config((tmp_path / "content/site.yaml").read_text("utf-8")).repository
    assert bool(repository and repository.forms) is has_forms
