"""Comments on the pages of papers."""

import re
from hashlib import sha1
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.checking import check
from papershelf.comments import comments_mark, comments_term
from papershelf.config import read_config
from papershelf.errors import Problem
from papershelf.model import Paper
from papershelf.plan import POLICY

PAPER = "title: {}\nauthors: [Ada Lovelace]\ndate: 2020\n"
SETTINGS = """comments:
  repository: someone/shelf
  repository_id: R_kgDOexample
  category: "Say & <do>"
  category_id: DIC_kwDOexample
"""


def test_a_discussion_is_found_by_the_id_of_its_paper_and_nothing_else() -> None:
    paper = Paper("vaswani-2017", "Attention is all you need", year=2017)
    assert comments_term(paper) == "papers/vaswani-2017"
    assert comments_term(Paper("vaswani-2017", "Another title", year=2018)) == comments_term(paper)


def test_a_paper_keeps_its_discussion_when_its_id_changes_again_and_again() -> None:
    first = comments_term(Paper("first", "A"))
    assert comments_term(Paper("second", "A", aliases=("first",))) == first
    assert comments_term(Paper("third", "A", aliases=("first", "second"))) == first


def test_an_id_means_the_same_discussion_however_it_is_spelt() -> None:
    spellings = ("Été 2024", "été_2024", "ete-2024")
    assert {comments_term(Paper(spelling, "A")) for spelling in spellings} == {"papers/ete-2024"}


def test_the_mark_of_a_discussion_is_the_digest_of_its_term() -> None:
    paper = Paper("论文", "A")
    assert comments_mark(paper) == sha1("papers/论文".encode(), usedforsecurity=False).hexdigest()


def _shelf(folder: Path, settings: str = SETTINGS) -> Path:
    files = {
        "site.yaml": f"title: A\nhost: cloudflare\n{settings}",
        "papers/one.yaml": PAPER.format("One"),
        "papers/two.yaml": PAPER.format("Two") + "aliases: [deux]\n",
        "papers/hidden.yaml": PAPER.format("Hidden") + "status: hidden\n",
        "papers/retracted.yaml": PAPER.format("Retracted") + "status: retracted\n",
        "pages/about.md": "---\ntitle: About\n---\nText.\n",
    }
    for name, text in files.items():
        target = folder / "content" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def _built(shelf: Path) -> dict[str, bytes]:
    problems: list[Problem] = []
    build(shelf, jobs=1, on_problem=problems.append)
    # Giscus speaks languages that the interface has no words in.
    assert [str(problem) for problem in problems if problem.rule != "words"] == []
    return files_of(shelf / "site")


def _page(site: dict[str, bytes], paper: str) -> str:
    return site[f"papers/{paper}/index.html"].decode()


def _frame(page: str) -> tuple[str, dict[str, str]]:
    """The address of the frame, and its parameters."""
    (address,) = re.findall('data-comments="([^"]*)"', page)
    parts = urlsplit(unescape(address))
    return f"{parts.scheme}://{parts.netloc}{parts.path}", dict(parse_qsl(parts.query))


def _policy(page: bytes) -> str:
    (policy,) = re.findall(rb'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    return str(policy, "utf-8")


def test_a_shelf_has_no_comments_unless_it_asks_for_them(tmp_path: Path) -> None:
    site = _built(_shelf(tmp_path, ""))
    pages = {path: page for path, page in site.items() if path.endswith((".html", "_headers"))}
    assert len(pages) > 8
    for path, page in pages.items():
        assert not re.search(rb"giscus|omments|frame-src|github\.com", page), path
    assert {_policy(page) for path, page in pages.items() if path.endswith(".html")} == {POLICY}


def test_switching_comments_on_changes_the_pages_of_papers_and_what_tells_of_privacy(
    tmp_path: Path,
) -> None:
    before = _built(_shelf(tmp_path, ""))
    after = _built(_shelf(tmp_path))
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {
        "papers/one/index.html",
        "papers/two/index.html",
        "papers/retracted/index.html",
        "privacy/index.html",
        "_headers",
    }
    assert before.keys() == after.keys()
    assert _built(_shelf(tmp_path, "")) == before


@pytest.mark.parametrize("name", ["repository", "repository_id", "category", "category_id"])
def test_a_build_after_a_change_of_settings_equals_a_clean_one(tmp_path: Path, name: str) -> None:
    shelf = _shelf(tmp_path / "kept")
    _built(shelf)
    values = {"repository": "a/b", "category": "Other"}
    changed = re.sub(rf" {name}: .*", f" {name}: {values.get(name, 'R-other')}", SETTINGS)
    assert changed != SETTINGS
    site = _built(_shelf(shelf, changed))
    assert site == _built(_shelf(tmp_path / "clean", changed))


def test_only_pages_with_comments_may_show_a_frame(tmp_path: Path) -> None:
    site = _built(_shelf(tmp_path))
    wide = {path for path, page in site.items() if path.endswith(".html") and b"frame-src" in page}
    assert wide == {f"papers/{paper}/index.html" for paper in ("one", "two", "retracted")}
    for path in wide:
        assert _policy(site[path]) == f"{POLICY}; frame-src https://giscus.app"


def test_headers_let_papers_show_the_frame_and_no_other_folder(tmp_path: Path) -> None:
    rules = _built(_shelf(tmp_path))["_headers"].decode().split("\n/")
    wide = [rule.splitlines()[0] for rule in rules if "frame-src" in rule]
    assert wide == ["papers/*"]


def test_the_frame_is_asked_for_the_discussion_of_the_paper(tmp_path: Path) -> None:
    site = _built(_shelf(tmp_path))
    assert _frame(_page(site, "one")) == (
        "https://giscus.app/widget",
        {
            "repo": "someone/shelf",
            "repoId": "R_kgDOexample",
            "category": "Say & <do>",
            "categoryId": "DIC_kwDOexample",
            "term": "papers/one",
            "strict": "1",
            "reactionsEnabled": "1",
            "emitMetadata": "0",
            "inputPosition": "bottom",
        },
    )
    assert _frame(_page(site, "two"))[1]["term"] == "papers/deux"


def test_the_link_for_people_finds_the_discussion_that_the_frame_shows(tmp_path: Path) -> None:
    page = _page(_built(_shelf(tmp_path)), "two")
    mark = sha1(b"papers/deux", usedforsecurity=False).hexdigest()
    address = f"https://github.com/someone/shelf/discussions?discussions_q=in%3Abody%20{mark}"
    assert f'<a href="{address}">discussions of someone/shelf</a>' in page


def test_nothing_outside_the_section_and_its_script_tells_of_comments(tmp_path: Path) -> None:
    before = _page(_built(_shelf(tmp_path, "")), "one")
    after = _page(_built(_shelf(tmp_path)), "one")
    after = re.sub('<section class="part comments".*?</section>\n', "", after, flags=re.DOTALL)
    after = re.sub('<script type="module" src="[^"]*/comments.js"></script>\n', "", after)
    assert after.replace("; frame-src https://giscus.app", "") == before


@pytest.mark.parametrize(
    ("language", "folder"),
    [
        ("en", ""),
        ("en-GB", ""),
        ("de-AT", "/de"),
        ("pt-BR", "/pt"),
        ("zh", "/zh-CN"),
        ("zh-Hans-CN", "/zh-CN"),
        ("zh-Hant-TW", "/zh-TW"),
        ("zh-HK", "/zh-HK"),
        ("zh-Hant-HK", "/zh-HK"),
        ("cs", "/cs"),
        ("el", "/gr"),
        ("hr-HR", "/hbs"),
        ("sr-Cyrl", "/hbs"),
        ("km", "/kh"),
        ("kh", ""),
        ("cy", ""),
    ],
)
def test_giscus_speaks_the_language_of_the_site_where_it_can(
    tmp_path: Path, language: str, folder: str
) -> None:
    site = _built(_shelf(tmp_path, f"language: {language}\n{SETTINGS}"))
    assert _frame(_page(site, "one"))[0] == f"https://giscus.app{folder}/widget"


def test_a_paper_that_takes_over_another_id_keeps_its_own_discussion(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path)
    entry = PAPER.format("One") + "aliases: [one, uno]\n"
    (shelf / "content/papers/one.yaml").write_text(entry, encoding="utf-8")
    site = _built(shelf)
    assert _frame(_page(site, "one"))[1]["term"] == "papers/one"
    assert "papers/one/" in _page(site, "uno")


def test_its_own_id_behind_another_alias_is_a_mistake(tmp_path: Path) -> None:
    shelf = _shelf(tmp_path)
    entry = PAPER.format("One") + "aliases: [uno, one]\n"
    (shelf / "content/papers/one.yaml").write_text(entry, encoding="utf-8")
    messages = [problem.message for problem in check(shelf)[0]]
    assert 'the alias "one" is taken' in messages


@pytest.mark.parametrize("written", ["true", "false", "someone/shelf", "[]", "{}"])
def test_what_is_no_setting_is_answered_with_the_four_lines(written: str) -> None:
    config, problems = read_config(f"comments: {written}\n", "content/site.yaml")
    assert config.comments is None
    (problem,) = problems
    assert problem.message == "comments: needs repository, repository_id, category, category_id"
    for name in ("repository: ", "repository_id: ", "category: ", "category_id: ", "giscus.app"):
        assert name in problem.hint


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("repository", "https://github.com/someone/shelf", "write OWNER/NAME"),
        ("repository", "someone", "write OWNER/NAME"),
        ("repository", "../../evil", "write OWNER/NAME"),
        ("repository", "someone/..", "write OWNER/NAME"),
        ("repository", "someone/shelf.git", "write OWNER/NAME"),
        ("repository_id", 'R_"><script>', "https://giscus.app"),
        ("category_id", "Announcements!", "https://giscus.app"),
        ("category_id", "R_kgDOexample", "begin with R_"),
        ("repository_id", "DIC_kwDOexample", "begin with R_"),
    ],
)
def test_a_wrong_value_is_told_with_what_would_do(name: str, value: str, words: str) -> None:
    settings = re.sub(rf" {name}: .*", lambda _: f" {name}: '{value}'", SETTINGS)
    config, problems = read_config(settings, "content/site.yaml")
    assert config.comments is None
    (problem,) = problems
    assert words in problem.hint


def test_an_empty_setting_asks_for_nothing() -> None:
    config, problems = read_config("comments:\n", "content/site.yaml")
    assert (config.comments, problems) == (None, [])
