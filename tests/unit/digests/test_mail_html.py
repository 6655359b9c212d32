"""The HTML of a mail.

After a change of wording or style: PAPERSHELF_GOLDEN=write pytest
tests/unit/digests/test_mail_html.py, then read the difference.
"""

import json
import os
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import asdict, replace
from tests.support import digests
from tests.support.node import ROOT, unavailable
from tests.support.wording import english

from papershelf.digests.mail_html import MOST_BYTES, mail_html
from papershelf.digests.mail_look import MailLook, contrast, mail_look
from papershelf.digests.mail_markup import mail_markup
from papershelf.digests.texts import one_line
from papershelf.drawing.colours import Colour, read_colour
from papershelf.drawing.look import CardColours
from papershelf.errors import MachineError
from papershelf.markup import to_html

GOLDEN = Path(__file__).parent / "mail"
_KINDS = tuple(digests.EVERY)
_LOOKS = {
    "default": MailLook(),
    "base": mail_look(CardColours()),
    "green": mail_look(
        CardColours(("#f7fbf4",), ("#101810",), ("#607060",), ("#ccddcc",), ("#1f8a3a",))
    ),
    "journal": mail_look(
        CardColours(("#fdfbf5",), ("#14120f",), ("#5c564c",), ("#d5cdbd",), ("#1d4a70",))
    ),
    "yellow": mail_look(CardColours(accent=("#ffee00",))),
    "dark": mail_look(CardColours(("#000",), ("#fff",), ("#999",), ("#333",), ("#0ff",))),
    "faint": mail_look(CardColours(("#fff",), ("#ccc",), ("#ddd",), ("#eee",), ("#aaa",))),
    "unknown": mail_look(CardColours(("var(--x)",), ("url(evil)",), (), (), ())),
}


def tree_of(name: str) -> html.HtmlElement:
    return html.document_fromstring(mail_html(digests.EVERY[name], english()).encode())


@pytest.mark.parametrize("name", ["full", "bare", "plain", "rtl"])
def test_a_mail_is_as_it_was(name: str) -> None:
    file = GOLDEN / f"{name}.html"
    found = mail_html(digests.EVERY[name], english())
    if os.environ.get("PAPERSHELF_GOLDEN") == "write":
        file.write_bytes(found.encode())
    assert found == file.read_bytes().decode()


@pytest.mark.parametrize("name", _KINDS)
def test_a_mail_loads_nothing_and_runs_nothing(name: str) -> None:
    tree = tree_of(name)
    assert not tree.xpath("//script | //img | //link | //iframe | //form | //svg | //base | //math")
    assert not tree.xpath("//@src | //@srcset | //@background | //@*[starts-with(name(), 'on')]")
    styles = "".join((*tree.xpath("//style/text()"), *tree.xpath("//@style")))
    assert "url(" not in styles
    assert "@import" not in styles
    assert all(re.match("https?://|mailto:", link) for link in tree.xpath("//@href"))


@pytest.mark.parametrize("name", _KINDS)
def test_every_text_has_its_style_at_its_element(name: str) -> None:
    tree = tree_of(name)
    for element in tree.xpath("//h1 | //h2 | //h3 | //td//p | //body//a"):
        assert element.get("style"), html.tostring(element)[:200]
    assert all("!important" not in style for style in tree.xpath("//@style"))


def test_only_what_no_element_can_hold_stays_in_a_style_element() -> None:
    [style] = tree_of("full").xpath("//style/text()")
    assert style.count("@media") == 2
    assert "prefers-color-scheme: dark" in style


@pytest.mark.parametrize("name", _KINDS)
def test_tables_are_for_looks_only_but_those_of_the_curator(name: str) -> None:
    tables = tree_of(name).xpath("//table[not(@class='table')]")
    assert tables
    assert all(table.get("role") == "presentation" for table in tables)


def test_the_preview_comes_before_all_that_is_seen() -> None:
    first = tree_of("full").find("body")[0]
    assert first.text_content().startswith("Efficient Controllable")
    assert "display:none" in first.get("style")


def test_it_says_what_a_digest_says() -> None:
    text = " ".join(tree_of("full").text_content().split())
    for words in (
        "The Task Shelf",
        "Week 11, 2026",
        "12 new papers by Ada Lovelace and Bo",
        "A week of dials",
        "In-Context Meta LoRA Generation",
        "42 upvotes and 12 stars in 7 days",
        "and 3 more on the site",
        "All 12 papers on the site",
        "because you asked for the weekly digest of The Task Shelf",
        "12 St James's Square",
    ):
        assert words in text


def test_the_foot_leads_to_all_that_a_reader_may_want() -> None:
    links = tree_of("full").xpath("//a[contains(@class, 'foot__link')]")
    assert {link.text: link.get("href") for link in links} == {
        "Unsubscribe": "https://lists.example.org/leave?list=weekly&who={address}",
        "Read on the web": "https://shelf.example.org/weekly/2026-W11/",
        "Feed": "https://shelf.example.org/weekly/feed.xml",
        "Forwarded to you? Subscribe": "https://shelf.example.org/subscribe/",
    }


def test_a_day_without_papers_says_so_in_the_words_of_other_forms() -> None:
    made = mail_html(digests.bare(), english())
    assert "No new papers" in made
    assert not html.document_fromstring(made.encode()).xpath("//h2[.='New']")
    assert html.document_fromstring(mail_html(digests.full(), english()).encode()).xpath(
        "//h2[.='New']"
    )


def test_a_title_without_a_language_runs_as_its_letters_do() -> None:
    digest = digests.right_to_left()
    latin = replace(digest.new[0], title="Pointer", title_html="Pointer", direction="ltr")
    made = mail_html(replace(digest, new=(latin, digest.new[0]), trending=()), english())
    ways = html.document_fromstring(made.encode()).xpath("//td[.//h3]/@dir")
    assert ways == ["ltr"]


def test_links_of_a_paper_begin_where_its_text_does() -> None:
    links = tree_of("rtl").xpath("//td[@dir='ltr']//a[contains(@class, 'link')]")
    assert links
    assert all("padding:0 10px 0 0" in link.get("style") for link in links)


def test_maths_in_a_title_is_written_in_letters() -> None:
    titles = [title.text_content().strip() for title in tree_of("full").xpath("//h3")]
    assert titles[1] == "Attention with O(n log n) cost is all you need"


def test_maths_in_an_introduction_is_written_in_letters() -> None:
    made = to_html(
        r"$\frac{a+b}{c_1} \le x^2$, $\sqrt{x}$, $\sum_{i=1}^n x_i$",
        wording=english(),
        resolve=lambda _: None,
    )
    assert mail_markup(made) == (
        "<p>(a + b)/c<sub>1</sub> ≤ x<sup>2</sup>, √(x), "
        "∑<sub>i = 1</sub><sup>n</sup>x<sub>i</sub></p>\n"
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<script>alert(1)</script>", "alert(1)"),
        ('<p onclick="x" id="a" style="b">c</p>', "<p>c</p>"),
        ('<a href="javascript:x">c</a>', "c"),
        ('<a href="relative/">c</a>', "c"),
        ("<p>never closed <em>here", "<p>never closed <em>here</em></p>"),
        ("</p></p>stray", "stray"),
        ("<p>a</em></p>", "<p>a</p>"),
        ('<img src="https://evil.example/" alt="x">', ""),
        ("<math><mi>x", "x"),
        ("</math>x", "x"),
        ("a \u202eb\ud800", "a b?"),
    ],
)
def test_of_html_only_stays_what_mails_show(given: str, expected: str) -> None:
    assert mail_markup(given) == expected


def test_deep_maths_and_lists_come_to_an_end() -> None:
    deep = 20_000
    assert mail_markup("<math>" + "<msup>" * deep + "x") == "x"
    assert mail_markup("<ul><li>" * deep).endswith("</li></ul>")


def test_a_line_has_no_controls_and_turns_nothing_around() -> None:
    assert one_line("a\r\nb\x00c\u2028d\u202ee\ud800\x85 f") == "a b c de f"
    assert one_line("👩‍🔬 می‌خواهم") == "👩‍🔬 می‌خواهم"


def test_a_digest_of_twenty_papers_and_five_hundred_words_is_not_clipped() -> None:
    full = digests.full()
    words = digests.introduction("\n\n".join(["All these words are there to be read. "] * 63))
    new = (full.new * 3)[:20]
    made = mail_html(replace(full, new=new, total=20, introduction=words), english())
    assert len(made.encode()) < MOST_BYTES
    assert "more on the site" not in made


def test_a_digest_that_is_too_long_shows_fewer_papers_and_says_how_many_more() -> None:
    full = digests.full()
    made = mail_html(replace(full, new=full.new * 30, total=270), english())
    assert MOST_BYTES * 0.9 < len(made.encode()) <= MOST_BYTES
    shown = len(html.document_fromstring(made.encode()).xpath("//h3")) - len(full.trending)
    assert f"and {270 - shown} more on the site" in made


@pytest.mark.parametrize(
    "introduction",
    [
        "",
        "\n\n".join(["a"] * 3_500),
        "\n\n".join(["字" * 1_000] * 28),
        "| a | b | c |\n|---|---|---|\n" + "| 1 | 2 | 3 |\n" * 400,
        "- a\n" * 3_000,
    ],
    ids=["none", "paragraphs", "eastern", "table", "list"],
)
def test_nothing_makes_a_mail_so_long_that_programs_cut_it(introduction: str) -> None:
    wide = [
        replace(item, title="題" * 300, title_html="題" * 300, facts="字" * 400, summary="字" * 300)
        for item in digests.full().new
    ]
    made = mail_html(
        replace(
            digests.full(),
            introduction=digests.introduction(introduction) if introduction else None,
            new=tuple(wide * 10),
            trending=tuple(wide * 5),
            total=500,
        ),
        english(),
    )
    assert len(made.encode()) <= MOST_BYTES
    tree = html.document_fromstring(made.encode())
    assert len(tree.xpath("//h3[not(preceding::h2[.='Trending'])]")) >= 10


def test_of_a_long_introduction_only_the_beginning_is_shown() -> None:
    long = digests.introduction("\n\n".join(["A paragraph of some words."] * 4_000))
    made = mail_html(replace(digests.full(), introduction=long), english())
    assert len(made.encode()) < MOST_BYTES
    assert "Read on, on the site" in made


def test_the_same_digest_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "from tests.support import digests; from tests.support.wording import english;"
        "from papershelf.digests.mail_html import mail_html;"
        "import sys; sys.stdout.buffer.write(mail_html(digests.hostile(), english()).encode())"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'generator'}{os.pathsep}{ROOT}"}
    made = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**environment, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert made == {mail_html(digests.hostile(), english()).encode()}


def test_without_css_inline_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "css_inline", None)
    with pytest.raises(MachineError, match=r"pip install 'papershelf\[mail\]'"):
        mail_html(digests.full(), english())


@pytest.mark.parametrize("name", _LOOKS)
def test_every_pair_of_colours_can_be_read_even_turned_over(name: str) -> None:
    look = {role: _colour(text) for role, text in asdict(_LOOKS[name]).items()}
    pairs = [
        *product(("text", "muted"), ("page", "sheet")),
        ("accent", "sheet"),
        ("text", "tint"),
        ("on_accent", "accent"),
    ]
    for ink, ground in pairs:
        for night in ("", "night_"):
            one, other = look[night + ink], look[night + ground]
            assert contrast(one, other) >= 4.5, (ink, ground, night)
        one, other = _inverted(look[ink]), _inverted(look[ground])
        assert contrast(one, other) >= 4.5, (ink, ground)
    assert not {(0, 0, 0), (255, 255, 255)} & set(look.values())


def test_the_accent_of_a_theme_is_that_of_its_mails() -> None:
    made = mail_html(digests.full(), english(), _LOOKS["green"])
    assert f"color:{_LOOKS['green'].accent}" in made
    assert MailLook().accent not in made


@pytest.mark.parametrize("name", _KINDS)
def test_it_is_valid_html_but_for_what_mails_need(name: str, tmp_path: Path) -> None:
    program = ROOT / "tests/node_modules/html-validate/bin/html-validate.mjs"
    if not program.is_file():
        unavailable("html-validate is not installed: run `npm ci --prefix tests`.")
    file, answer = tmp_path / "mail.html", tmp_path / "answer.json"
    file.write_text(mail_html(digests.EVERY[name], english()), encoding="utf-8")
    config = Path(__file__).parent / "htmlvalidate.json"
    with answer.open("wb") as stdout:
        subprocess.run(
            ["node", program, "--config", config, "--formatter", "json", file],
            stdout=stdout,
            check=False,
        )
    assert [
        (message["ruleId"], message["message"], message.get("selector"))
        for found in json.loads(answer.read_bytes())
        for message in found["messages"]
    ] == []


def _colour(text: str) -> Colour:
    colour = read_colour(text)
    assert colour is not None
    return colour


def _inverted(colour: Colour) -> Colour:
    """A colour as programs turn it over: of the same hue, as dark as it was light."""
    least, most = min(colour), max(colour)
    red, green, blue = (255 - least - most + part for part in colour)
    return red, green, blue
