"""A digest as page, Markdown and plain text: as it was, safe, and readable.

After a change of wording or look: PAPERSHELF_GOLDEN=write pytest tests/unit/digests
"""

import os
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import html
from markdown_it import MarkdownIt
from tests.support.digested import ADDRESS, add, digest_of, empty_shelf, introduce, loaded, made_up
from tests.support.shelves import HOSTILE

from papershelf.digests.forms import read_forms
from papershelf.digests.wrapping import WIDTH, columns_of, wrapped
from papershelf.theme import load_theme

GOLDEN = Path(__file__).parent / "golden"
_STYLE = re.compile(r"(?s)(?<=<style>).*?(?=</style>)|(?<='sha256-)[^']*")


def _forms(shelf: Path, key: str = "2026-W11") -> dict[str, str]:
    theme, _ = load_theme(shelf, loaded(shelf).config)
    return dict(read_forms(digest_of(shelf, key), theme))


@pytest.mark.parametrize("ending", [".html", ".md", ".txt"])
def test_each_form_is_as_it_was(ending: str, tmp_path: Path) -> None:
    # The look of the theme has tests of its own.
    found = _STYLE.sub("…", _forms(made_up(tmp_path))[ending])
    golden = GOLDEN / f"2026-W11{ending}"
    if os.environ.get("PAPERSHELF_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(found.encode())
    assert found == golden.read_bytes().decode()


def _hostile(folder: Path) -> Path:
    shelf = empty_shelf(folder)
    for number, text in enumerate(HOSTILE):
        quoted = text.replace("'", "''")
        add(
            shelf,
            f"p{number}",
            "2026-03-10",
            f"title: '{quoted}'\nsummary: '{quoted}'\nvenue: '{quoted}'",
        )
    introduce(shelf, "2026-W11", "\n\n".join(HOSTILE) + "\n\n@everyone #12 www.evil.example :x:\n")
    return shelf


def test_nothing_hostile_becomes_an_element_of_the_page(tmp_path: Path) -> None:
    page = html.document_fromstring(_forms(_hostile(tmp_path))[".html"].encode())
    elements = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert not elements & {"script", "img", "iframe", "base", "form", "svg", "object", "input"}
    assert len(page.xpath("//style")) == 1
    names = {name for element in page.iter() for name in element.attrib}
    assert not any(name.startswith("on") for name in names)
    assert "style" not in names


def test_the_page_asks_for_nothing_and_its_policy_allows_its_style_alone(tmp_path: Path) -> None:
    page = html.document_fromstring(_forms(made_up(tmp_path))[".html"].encode())
    assert not page.xpath("//@src")
    assert page.xpath("//link/@rel") == ["canonical"]
    (style,) = page.xpath("//style/text()")
    assert "url(" not in style
    digest = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def test_all_links_of_the_page_are_whole(tmp_path: Path) -> None:
    page = html.document_fromstring(_forms(made_up(tmp_path))[".html"].encode())
    links = page.xpath("//a/@href")
    assert len(links) > 10
    assert all(link.startswith("https://") for link in links)


def test_markdown_of_hostile_texts_holds_no_html_and_mentions_nobody(tmp_path: Path) -> None:
    markdown = _forms(_hostile(tmp_path))[".md"]
    rendered = MarkdownIt("commonmark").render(markdown)
    page = html.fromstring(f"<div>{rendered}</div>")
    elements = {element.tag for element in page.iter()}
    assert elements <= {"div", "h1", "h2", "p", "ul", "li", "strong", "a", "br", "hr", "b", "em"}
    assert not re.search(r"@everyone|(?<!&)#12|\bwww\.evil|:x:", markdown)
    assert all(link.startswith("https://") for link in page.xpath(".//a/@href"))


def test_a_sign_before_a_link_makes_no_picture_of_it_in_markdown(tmp_path: Path) -> None:
    shelf = empty_shelf(tmp_path)
    introduce(shelf, "2026-W11", "Look\\![here](https://evil.example/a.png)! And &amp;lt; too!\n")
    markdown = _forms(shelf)[".md"]
    page = html.fromstring(MarkdownIt("commonmark").render(markdown))
    assert not page.xpath("//img")
    assert "Look!here! And &lt; too!" in page.text_content()
    assert "(https://evil.example/a.png)! And" in markdown
    assert "too!\n" in markdown


@pytest.mark.parametrize("text", ["# One\n\n## Two\n", "## One\n\n### Two\n"])
def test_headings_have_the_same_levels_in_each_form(text: str, tmp_path: Path) -> None:
    shelf = empty_shelf(tmp_path)
    introduce(shelf, "2026-W11", text)
    digest = digest_of(shelf, "2026-W11")
    assert digest.introduction is not None
    assert digest.introduction.markdown == "### One\n\n#### Two"
    assert re.findall("<h([1-6])", digest.introduction.html) == ["3", "4"]


def test_text_that_looks_like_a_list_stays_text_in_markdown(tmp_path: Path) -> None:
    shelf = empty_shelf(tmp_path)
    introduce(shelf, "2026-W11", "\\- no item\n\n1\\. no number\n\n\\# no heading\n")
    markdown = _forms(shelf)[".md"]
    rendered = MarkdownIt("commonmark").render(markdown)
    assert "<p>- no item</p>\n<p>1. no number</p>\n<p># no heading</p>" in rendered


def test_plain_text_is_as_wide_as_a_mail_and_its_addresses_are_whole(tmp_path: Path) -> None:
    shelf = made_up(tmp_path)
    add(
        shelf,
        "wide",
        "2026-03-10",
        f"title: '{'学习如何完成任务，' * 20}'\nsummary: {'word ' * 50}",
    )
    text = _forms(shelf)[".txt"]
    for line in text.split("\n"):
        assert columns_of(line) <= WIDTH or "https://" in line
    assert f"  {ADDRESS}papers/wide/\n" in text
    assert "**" not in text


def test_plain_text_turns_nothing_around(tmp_path: Path) -> None:
    shelf = empty_shelf(tmp_path)
    introduce(shelf, "2026-W11", "Hello \u202egpj.exe \u2066x\n\n```\n\u202ecode\x1b[31m\n```\n")
    for form in _forms(shelf).values():
        text = form if "<html" not in form else html.document_fromstring(form).text_content()
        assert "\x1b" not in text
    text = _forms(shelf)[".txt"]
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)


def test_an_introduction_says_the_same_in_each_form(tmp_path: Path) -> None:
    shelf = empty_shelf(tmp_path)
    add(shelf, "a", "2026-03-10")
    text = 'See [it](../papers/a.md "T"), ![a figure](/figure.png).\n\n> said\n\n2. two\n3. three\n'
    introduce(shelf, "2026-W11", text)
    digest = digest_of(shelf, "2026-W11")
    assert digest.introduction is not None
    assert f'<a href="{ADDRESS}papers/a/">it</a>' in digest.introduction.html
    assert f'<a href="{ADDRESS}figure.png"' in digest.introduction.html
    assert digest.introduction.markdown == (
        f"See [it]({ADDRESS}papers/a/), [a figure]({ADDRESS}figure.png).\n\n"
        "> said\n\n2. two\n3. three"
    )
    assert digest.introduction.text == (
        f"See it [{ADDRESS}papers/a/], a figure [{ADDRESS}figure.png].\n\n"
        "> said\n\n2. two\n3. three"
    )


def test_an_introduction_does_not_lead_to_drafts(tmp_path: Path) -> None:
    shelf = empty_shelf(tmp_path)
    add(shelf, "secret", "2026-03-10", "status: draft")
    introduce(shelf, "2026-W11", "See [it](../papers/secret.md) and [that](/papers/secret/).\n")
    for form in _forms(shelf).values():
        assert "papers/secret" not in form


def test_a_very_long_introduction_is_written_as_paragraphs(tmp_path: Path) -> None:
    shelf = empty_shelf(tmp_path)
    introduce(shelf, "2026-W11", "**word** " * 20_000)
    forms = _forms(shelf)
    assert all("word" in form for form in forms.values())
    assert "&#42;&#42;word" in forms[".md"]


def test_words_are_broken_only_where_a_script_has_no_spaces() -> None:
    assert wrapped("aaa bbb ccc", width=7) == ["aaa bbb", "ccc"]
    assert wrapped("学习任务", width=4) == ["学习", "任务"]
    assert wrapped("x https://example.org/long/address y", width=10) == [
        *("x", "https://example.org/long/address", "y")
    ]
    assert wrapped("", width=7) == [""]
    assert wrapped("one two", width=5, first="- ", rest="  ") == ["- one", "  two"]


def test_items_of_lists_are_wrapped_however_deep_and_code_never_is(tmp_path: Path) -> None:
    shelf = empty_shelf(tmp_path)
    long, code = "word " * 30, "x = " * 30 + "1"
    introduce(
        shelf,
        "2026-W11",
        f"- a\n  - b\n    - c\n      - {long}\n\n```\n{code}\n```\n\n> - {long}\n",
    )
    lines = _forms(shelf)[".txt"].split("\n")
    assert f"    {code}" in lines
    assert all(len(line) <= WIDTH or line.strip() == code or "://" in line for line in lines)
    assert sum(line.startswith("        word") for line in lines) >= 2
    assert sum(line.startswith(">   word") for line in lines) >= 1
    assert "\t" not in "".join(lines)
