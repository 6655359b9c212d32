"""What a site has for programs that read it for people: robots.txt, llms.txt, Markdown."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from tests.support.odd_shelf import ODD_PAPERS, odd_shelf
from tests.support.shelf_files import files_of

from papershelf import build
from papershelf.agents import robots
from papershelf.agents.plain import escaped, fenced, link, quoted
from papershelf.checking import check
from papershelf.errors import Severity
from papershelf.serve.rebuild import Builder

BASE = "https://example.org/small/"
HEADINGS = [
    *("Summary", "Note", "Abstract", "Citation", "Collections", "Versions and relations"),
    *("References", "Related papers"),
]


def _built(shelf: Path, **options: object) -> dict[str, bytes]:
    build(shelf, jobs=1, **options)  # type: ignore[arg-type]
    return files_of(shelf / "site")


def _without_address(shelf: Path) -> Path:
    _set(shelf, base_url=None)
    return shelf


def _set(shelf: Path, **settings: str | None) -> None:
    path = shelf / "content/site.yaml"
    lines = path.read_text("utf-8").splitlines()
    lines = [line for line in lines if line.partition(":")[0] not in settings]
    lines += [f"{name}: {value}" for name, value in settings.items() if value is not None]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def _headings(text: bytes) -> list[tuple[str, str]]:
    """The headings of Markdown outside of quotations, as any reader of Markdown sees them."""
    tokens = MarkdownIt().parse(text.decode())
    return [
        (token.tag, tokens[place + 1].content)
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0
    ]


def test_robots_may_read_everything_and_find_the_sitemap() -> None:
    assert robots("/", "https://a.example/sitemap.xml").decode() == (
        "User-agent: *\nAllow: /\n\nSitemap: https://a.example/sitemap.xml\n"
    )
    assert robots("/", "").decode() == "User-agent: *\nAllow: /\n"


def test_robots_txt_below_a_path_says_that_it_counts_at_the_root_of_a_host_only() -> None:
    text = robots("/repo/", "https://a.example/repo/sitemap.xml").decode()
    assert "root of a host only" in text
    assert "begins at /repo/" in text
    assert all(
        line.startswith(("#", "User-", "Allow", "Sitemap")) for line in text.split("\n") if line
    )


def test_a_copy_that_nobody_shall_find_lets_robots_read_that_and_names_no_sitemap(
    small: Path,
) -> None:
    build(small, jobs=1, base_url="https://a.example/", noindex=True)
    files = files_of(small / "site")
    assert files["robots.txt"].decode() == "User-agent: *\nAllow: /\n"
    assert b'<meta name="robots" content="noindex">' in files["index.html"]
    assert "sitemap.xml" not in files


def test_the_guide_has_the_form_that_llmstxt_org_proposes(small: Path) -> None:
    files = _built(small)
    lines = files["llms.txt"].decode().splitlines()
    assert lines[0] == "# A small shelf"
    assert lines[2] == "> Six papers for tests"
    headings = [line for line in lines if line.startswith("#")]
    assert headings == [
        "# A small shelf",
        *(
            f"## {name}"
            for name in ("Data", "Newest papers", "Collections", "Topics", "Pages", "Optional")
        ),
    ]
    listed = [line for line in lines[lines.index("## Data") :] if line and line[0] != "#"]
    assert listed
    assert all(re.match(r"- \[.+\]\(https://example\.org/small/\S*\)(: |$)", x) for x in listed)


def test_the_guide_names_only_files_that_are_there(small: Path) -> None:
    text = _built(small)["llms.txt"].decode()
    assert "](https://example.org/small/papers.bib)" in text
    assert "](https://example.org/small/feed.xml)" in text
    _set(small, exports="{formats: []}", per_paper="{markdown: false}")
    files = _built(small)
    text = files["llms.txt"].decode()
    assert "papers.bib" not in text
    assert "index.md" not in text
    assert not any(path.endswith("index.md") for path in files)


def test_a_guide_without_an_address_leads_by_relative_links(small: Path) -> None:
    text = _built(_without_address(small))["llms.txt"].decode()
    assert "](papers.bib)" in text
    assert "](papers/novak-2015/index.md)" in text
    assert "start at the folder" in text
    assert "http" not in text


def test_an_empty_shelf_has_a_guide_too(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    text = _built(tmp_path)["llms.txt"].decode()
    assert text.startswith("# A shelf of papers\n")
    assert "0 papers" in text


def test_the_markdown_of_a_paper_says_what_its_page_says(small: Path) -> None:
    text = _built(small)["papers/novak-2015/index.md"].decode()
    assert text.startswith("# Čísla a stroje: on \\\\sqrt{2} and machines\n")
    for line in (
        "- Authors: Jiří Novák, Anaïs Müller",
        "- DOI: [10.1145/3539618.3591631](https://doi.org/10.1145/3539618.3591631)",
        "- arXiv: [1506.03134](https://arxiv.org/abs/1506.03134)",
        "- PDF: <https://example.org/small/novak.pdf>",
        "- Code: <https://example.org/code>",
        "- Published: 2015-06-09",
        "- On the shelf since: 2015-06-10",
        "- Page: <https://example.org/small/papers/novak-2015/>",
        "## Note",
        "## Citation",
        "```bibtex",
        "## Collections",
    ):
        assert f"{line}\n" in text
    assert re.search(r"\(Origins, \d of \d\): Where it begins\.\n", text)


def test_links_in_the_markdown_of_a_paper_lead_where_those_of_its_page_do(small: Path) -> None:
    entry = small / "content/papers/novak-2015.md"
    entry.write_text(
        entry.read_text("utf-8") + "\n\nSee [this](lovelace-1843.md), [that](<../pages/about.md>) "
        "and ![a picture](../static/novak.svg). Not [gone](gone.md) but [named][n].\n\n"
        "[n]: ../collections/first-steps.md\n",
        "utf-8",
    )
    text = _built(small)["papers/novak-2015/index.md"].decode()
    assert "[this](https://example.org/small/papers/lovelace-1843/)" in text
    assert "[that](https://example.org/small/about/)" in text
    assert "![a picture](https://example.org/small/novak.svg)" in text
    assert "Not gone but [named][n]." in text
    assert "> [n]: https://example.org/small/collections/first-steps/\n" in text
    text = _built(_without_address(small))["papers/novak-2015/index.md"].decode()
    assert "[this](../../papers/lovelace-1843/)" in text
    assert "- PDF: <../../novak.pdf>" in text


def test_an_edit_renews_the_markdown_of_a_paper_and_of_those_that_name_it(small: Path) -> None:
    before = _built(small)
    entry = small / "content/papers/novak-2015.md"
    entry.write_text(entry.read_text("utf-8").replace("Jiří", "Jiřina"), "utf-8")
    after = _built(small)
    changed = {p for p in after if p.endswith("index.md") and after[p] != before[p]}
    assert "papers/novak-2015/index.md" in changed
    assert len(changed) < sum(path.endswith("index.md") for path in after)
    build(small, jobs=1, clean=True)
    assert files_of(small / "site") == after


def test_no_content_breaks_the_frame_of_its_markdown(tmp_path: Path) -> None:
    files = _built(odd_shelf(tmp_path, day=5, authors=3000))
    texts = {path: text for path, text in files.items() if path.endswith("index.md")}
    assert {path.split("/")[1] for path in texts} >= set(ODD_PAPERS)
    for path, text in texts.items():
        (first, *rest) = _headings(text)
        assert first[0] == "h1", path
        assert [name for _, name in rest] == [h for h in HEADINGS if ("h2", h) in rest], path
        assert {tag for tag, _ in rest} <= {"h2"}, path
        html = MarkdownIt("commonmark").render(text.decode())
        assert "<script" not in html, path
        assert 'href="javascript' not in html, path
    assert b" and 2,901 more\n" in files["papers/very-many-authors/index.md"]


@pytest.mark.parametrize(
    "text",
    [
        "# heading",
        "*stress* **b** `code` ~~x~~",
        "[link](https://evil.example)",
        "<script>alert(1)</script>",
        "&lt;b&gt;",
        "a | b",
        "back\\slash\\",
        "two\nlines\r\n# three",
    ],
)
def test_an_escaped_text_is_shown_as_it_is(text: str) -> None:
    html = MarkdownIt().render(f"- {escaped(text)}")
    shown = re.sub(r"<li>|</li>|<ul>|</ul>|\n", "", html)
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    assert shown == " ".join(text.split())


def test_a_link_holds_any_label_and_any_address() -> None:
    html = MarkdownIt().render(link("a](x) [b", "https://a.example/(x) y<z>"))
    assert html == '<p><a href="https://a.example/%28x%29%20y%3Cz%3E">a](x) [b</a></p>\n'
    assert link("alone", "") == "alone"


@pytest.mark.parametrize(
    "text",
    [
        "# one\n\n## Citation\n\nlies",
        "```\nnever closed",
        "<!-- never closed",
        "<div>\n\n</div>",
        "a\u2028# b\u0085# c\x0b# d",
        "> deeper\nlazy",
        "[a]: https://evil.example\n\n- [ ] x",
        "$a<b$ and <b onclick=x> </style>",
    ],
)
def test_a_quotation_holds_whatever_is_in_it(text: str) -> None:
    quotation = "\n".join(quoted(text, str))
    html = MarkdownIt("commonmark").render(f"{quotation}\n\n## Ours\n\nPDF [a]\n")
    assert html.startswith("<blockquote>\n")
    after = html.rpartition("</blockquote>\n")[2]
    assert after.startswith("<h2>Ours</h2>\n")
    assert not re.search("<(b|div|script|style|!--)[ >]", html)


def test_a_text_with_links_that_are_not_allowed_is_quoted_without_marks() -> None:
    text = "*Look* [here](javascript:alert(1)) and [there](https://a.example/)"
    assert [*quoted(text, str)] == ["> Look here and there"]


def test_a_block_of_code_ends_where_we_end_it() -> None:
    assert [*fenced("a\n````\nb\n", "bibtex")] == ["`````bibtex", "a", "````", "b", "`````"]


@pytest.mark.parametrize("name", ["robots.txt", "llms.txt", ".nojekyll"])
def test_a_file_of_the_shelf_takes_the_place_of_ours(name: str, small: Path) -> None:
    static = small / "content/static"
    static.mkdir(exist_ok=True)
    (static / name).write_bytes(b"mine\n")
    assert _built(small)[name] == b"mine\n"
    site = Builder(small, None, drafts=False).build(None, key="one").site
    found = site.find(name)
    assert found is not None
    assert found.content == (static / name).resolve()


def test_the_preview_holds_what_the_build_writes(small: Path) -> None:
    files = _built(small)
    site = Builder(small, None, drafts=False).build(None, key="one").site
    for path in ("robots.txt", "papers/lovelace-1843/index.md"):
        found = site.find(path)
        assert found is not None
        assert found.content == files[path]


def test_only_hidden_files_that_hosts_look_for_are_published(small: Path, tmp_path: Path) -> None:
    static = small / "content/static"
    published = (".well-known/security.txt", ".nojekyll", ".htaccess", "CNAME", "_headers")
    leftovers = (".DS_Store", ".git/HEAD", ".env", "a/.nojekyll", ".well-known/.DS_Store")
    for name in (*published, *leftovers):
        (static / name).parent.mkdir(parents=True, exist_ok=True)
        (static / name).write_text(name)
    files = _built(small)
    assert {name: files.get(name) for name in published} == {
        name: name.encode() for name in published
    }
    assert not any(name in files for name in leftovers)


def test_nothing_hidden_leads_out_of_the_content(small: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/key").write_text("secret")
    static = small / "content/static"
    (static / ".well-known").symlink_to(tmp_path / "secret")
    (static / ".htaccess").symlink_to("../../../secret/key")
    problems, _ = check(small)
    assert [p.location.path for p in problems if "leads out" in p.message] == [
        "content/static/.htaccess",
        "content/static/.well-known",
    ]


@pytest.mark.parametrize(
    ("base_url", "domain", "message"),
    [
        ("https://papers.example/", "papers.example\n", ""),
        ("https://papers.example/", "Papers.Example", ""),
        ("https://papers.example/", "other.example", '"other.example", but base_url'),
        (None, "papers.example", "but site.yaml has no base_url"),
        ("https://papers.example/", "https://papers.example", "is no domain"),
        ("https://papers.example/", "a b\nc", "is no domain"),
    ],
)
def test_a_file_cname_names_the_domain_of_the_site(
    base_url: str | None, domain: str, message: str, small: Path
) -> None:
    _set(small, base_url=base_url)
    (small / "content/static").mkdir(exist_ok=True)
    (small / "content/static/CNAME").write_text(domain)
    found = [p for p in check(small)[0] if p.location.path == "content/static/CNAME"]
    assert len(found) == bool(message)
    for problem in found:
        assert message in problem.message
        assert problem.severity is Severity.ADVICE
