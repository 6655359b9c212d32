"""Markdown and maths: what is written, as it is shown."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.wording import english, in_language

from papershelf import markup
from papershelf.markup import (
    Trouble,
    block_to_text,
    internal_links,
    parse,
    problems,
    section_id,
    to_html,
    to_inline,
    to_text,
)
from papershelf.markup.mathml import CLASSES, UnexpectedOutputError, rewrite
from papershelf.markup.maths import convert

SCROLLED = 'role="group" tabindex="0" aria-label="Formula"'


def resolve(target: str) -> str | None:
    return None if target.startswith("missing") else f"/base/{target}"


def block(text: str, **options: Any) -> str:
    return to_html(text, wording=english(), resolve=resolve, **options).strip()


def inline(text: str, **options: bool) -> str:
    return to_inline(text, wording=english(), resolve=resolve, **options)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        (
            "*a* **b** ~~c~~ `d<`",
            "<p><em>a</em> <strong>b</strong> <s>c</s> <code>d&lt;</code></p>",
        ),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("---", "<hr>"),
        ("<b>&amp;", "<p>&lt;b&gt;&amp;</p>"),
        ("", ""),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert block(text) == html


def test_code_keeps_its_language_and_loses_everything_else() -> None:
    code = block('```python evil="1"\n<b>\n```')
    assert code == '<pre tabindex="0"><code class="language-python">&lt;b&gt;\n</code></pre>'
    assert block('```a"b\nx\n```') == '<pre tabindex="0"><code>x\n</code></pre>'


def test_a_table_can_scroll_and_is_aligned_by_classes() -> None:
    table = block("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert table.startswith(
        '<div class="table" role="group" tabindex="0" aria-label="Table"><table>'
    )
    assert '<th class="align-center">a</th>' in table
    assert '<td class="align-right">2</td>' in table
    assert "style" not in table


def test_headings_are_shifted_so_that_the_highest_has_the_wanted_level() -> None:
    assert [line[:3] for line in block("# a\n## b\n###### c").splitlines()] == ["<h2", "<h3", "<h6"]
    assert block("### a", headings=2).startswith("<h2 ")
    assert block("# a", headings=4).startswith("<h4 ")


def test_headings_have_prefixed_unique_anchors() -> None:
    html = block("# Who & *what*\n# Who & what")
    assert html.splitlines()[0] == (
        '<h2 id="h-who-what">Who &amp; <em>what</em> <a class="anchor" href="#h-who-what" '
        'aria-label="Link to the section “Who &amp; what”">#</a></h2>'
    )
    assert 'id="h-who-what-2"' in html
    assert 'id="h-section"' in block("# !")


def test_the_link_of_a_heading_names_it_in_plain_text() -> None:
    for source, name in (
        ('# A "quoted" <b> & `code`', "the section “A &quot;quoted&quot; &lt;b&gt; &amp; code”"),
        ("# Of $a^2$ and [more](/x/)", "the section “Of a² and more”"),
        ("# ", "this section"),
    ):
        assert f'aria-label="Link to {name}">#</a>' in block(source)


def test_footnotes_have_identifiers_of_their_text() -> None:
    one, two = block("a[^x]\n\n[^x]: b"), block("c[^x]\n\n[^x]: d")
    assert '<sup class="footnote-ref"><a href="#fn-' in one
    assert '<section class="footnotes" aria-label="Footnotes">' in one
    identifier = one.split('id="')[1].split('"')[0]
    assert identifier.startswith("fnref-")
    assert identifier not in two


def test_citation_marks_are_no_footnotes() -> None:
    assert block("shown^[3] and [^4]") == "<p>shown^[3] and [^4]</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a](b.md)", '<a href="/base/b.md">a</a>'),
        ("[a](missing.md)", "a"),
        (
            "[a](https://x.org/?q=1&r)",
            '<a href="https://x.org/?q=1&amp;r" rel="external noopener">a</a>',
        ),
        ("<https://x.org>", '<a href="https://x.org" rel="external noopener">https://x.org</a>'),
        ("[a](mailto:x@y.org)", '<a href="mailto:x@y.org" rel="external noopener">a</a>'),
        (
            "[a](<https://x.org/a b%>)",
            '<a href="https://x.org/a%20b%25" rel="external noopener">a</a>',
        ),
        ('[a](b "title")', '<a href="/base/b">a</a>'),
        ("[a]()", "a"),
        ("https://x.org", "https://x.org"),
        ("[a <https://x.org> b](c)", '<a href="/base/c">a https://x.org b</a>'),
    ],
)
def test_links_are_resolved_or_dropped(text: str, html: str) -> None:
    assert block(text) == f"<p>{html}</p>"


@pytest.mark.parametrize("fragment", ["#who", "#h-who", "#Who"])
def test_a_fragment_leads_to_a_heading_of_the_text(fragment: str) -> None:
    assert '<a href="#h-who">x</a>' in block(f"# Who\n\n[x]({fragment})")


def test_a_fragment_without_heading_is_no_link() -> None:
    assert block("[x](#main)") == "<p>x</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("![a *b*](c.png)", '<img src="/base/c.png" alt="a b" loading="lazy" decoding="async">'),
        ("![a](missing.png)", "a"),
        (
            "![a](https://x.org/i.png)",
            '<a href="https://x.org/i.png" rel="external noopener">a</a>',
        ),
        (
            "![](https://x.org/i.png)",
            '<a href="https://x.org/i.png" rel="external noopener">image</a>',
        ),
        ("[![a](https://x.org/i.png)](b)", '<a href="/base/b">a</a>'),
        ("![a](data:image/png;base64,AAAA)", "a"),
    ],
)
def test_no_image_makes_a_request_to_another_site(text: str, html: str) -> None:
    assert block(text) == f"<p>{html}</p>"


MATHS = "<math><msup><mi>x</mi><mn>2</mn></msup></math>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a $x^2$ b", f"a {MATHS} b"),
        ("$x^2$ in 2024", f"{MATHS} in 2024"),
        ("*$x^2$*", f"<em>{MATHS}</em>"),
        ("costs $5 and $10", "costs $5 and $10"),
        ("$5/$6 and US$7", "$5/$6 and US$7"),
        ("a $ b $ c", "a $ b $ c"),
        (r"\$x^2\$", "$x^2$"),
        ("`$x^2$`", "<code>$x^2$</code>"),
        (r"$\foo$", r'<code class="math-error">\foo</code>'),
        ("$x<y", "$x&lt;y"),
    ],
)
def test_dollars_are_maths_only_where_they_enclose_some(text: str, html: str) -> None:
    assert inline(text) == html


def test_displayed_maths_stands_in_a_scrolling_block() -> None:
    shown = f'<div class="math-display" {SCROLLED}><math display="block"><mi>x</mi></math></div>'
    assert block("$$x$$") == shown
    assert block("$$\nx\n$$") == shown
    assert block("a\n$$\nx\n$$\nb") == f"<p>a</p>\n{shown}\n<p>b</p>"
    assert block("> $$\n> x\n> $$") == f"<blockquote>\n{shown}\n</blockquote>"


def test_displayed_maths_within_a_line_makes_no_block() -> None:
    assert block("a $$x$$ b") == (
        f'<p>a <span class="math-display" {SCROLLED}><math display="block"><mi>x</mi></math>'
        "</span> b</p>"
    )


@pytest.mark.parametrize(
    ("tex", "part"),
    [
        (r"\nicefrac12", "<mn>1</mn>"),
        (r"\mathds{1}", "𝟙"),
        (r"\mathbbm 1", "𝟙"),
        (r"\begin{cases}a&b\end{cases}", '<mtd class="math-left math-close-right math-gap">'),
        (
            r"\begin{array}{|l:r}\hline a&b\end{array}",
            '<mtable class="math-line-left math-line-top"',
        ),
        (r"\begin{array}{l:r}a&b\end{array}", '<mtd class="math-left math-dash-right">'),
        (r"\begin{align}a&=b\end{align}", 'class="math-wide"'),
        (r"\boxed{x}", '<mrow class="math-box"><mi>x</mi></mrow>'),
        (r"\xcancel{x}", '<mrow class="math-strike-up math-strike-down"><mi>x</mi></mrow>'),
        (r"a\!b", '<mspace class="math-back-3"/>'),
        (r"x\mathrel{R}y", 'class="math-before-5 math-after-5"'),
        (r"\cfrac12", 'class="math-cfrac"'),
        (r"\cramped{x}", 'class="math-cramped"'),
        (r"\textsc{a}", '<span class="math-small-caps">'),
        (r"\textsf{a}", '<span class="math-sans">'),
        (r"\text{\tiny a}", 'class="math-size-50"'),
        (r"\color{red}x", "<mrow><mi>x</mi></mrow>"),
        (r"\begin{equation}x\label{main}\end{equation}\eqref{main}", "<mtext>(1)</mtext>"),
        (r"\sum_{\substack{a\\b}}", '<mtd class="math-tight">'),
    ],
)
def test_maths_has_classes_instead_of_styles_and_no_identifiers(tex: str, part: str) -> None:
    formula = convert(tex, display=False)
    assert not formula.reason
    assert part in formula.html
    for forbidden in (" style=", " id=", "href", "menclose"):
        assert forbidden not in formula.html


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\foo", 'Unknown command "\\foo"'),
        ("x" * 2001, "it is longer than 2,000 characters"),
        ("{" * 101 + "}" * 101, "it is nested deeper than 100 levels"),
        (r"\left(" * 101 + r"\right)" * 101, "it is nested deeper than 100 levels"),
        (r"\def\a{x}\a", "definitions of commands are not allowed"),
        (r"\newcommand{\a}{x}\a", "definitions of commands are not allowed"),
        (r"\begin{array}{||||||||||c}a\end{array}", "it has too many lines between columns"),
        (r"\href{javascript:alert(1)}{x}", 'Unknown command "\\href"'),
    ],
)
def test_maths_that_is_refused_is_shown_as_code_with_a_reason(tex: str, reason: str) -> None:
    formula = convert(tex, display=True)
    assert formula.reason == reason
    assert formula.html.startswith('<code class="math-error">')


def test_sizes_that_could_cover_the_page_are_dropped() -> None:
    assert "voffset" not in convert(r"\raisebox{1000pt}{x}", display=False).html
    assert "width" not in convert(r"\hspace{1000em}", display=False).html
    assert "linethickness" not in convert(r"\genfrac{}{}{100pt}{}{a}{b}", display=False).html
    assert 'width="2em"' in convert(r"\hspace{2em}", display=False).html


@pytest.mark.parametrize("mathml", ["<math><script></math>", "<math>a<b", "<math onload='x'>"])
def test_what_the_converter_should_never_write_is_refused(mathml: str) -> None:
    with pytest.raises(UnexpectedOutputError):
        rewrite(mathml)


def test_an_unknown_style_is_dropped() -> None:
    assert rewrite('<mi style="position:fixed;color:#FF0000;" evil="1">x</mi>') == "<mi>x</mi>"


def test_every_class_of_maths_is_documented() -> None:
    documentation = markup.__doc__ or ""
    for name in CLASSES:
        stem = name.rstrip("0123456789")
        assert name in documentation or stem in documentation, name


def test_a_line_has_no_block_and_no_image() -> None:
    assert inline("# a") == "# a"
    assert inline("- a ![b](c.png)") == "- a b"


def test_a_line_for_a_link_has_no_link() -> None:
    assert inline("*a* [b](c) <https://x.org>", links=False) == "<em>a</em> b https://x.org"


PLAIN = st.text(st.characters(exclude_characters="\\`*_~[<&$\n\r"))


@given(PLAIN | st.text())
def test_the_fast_path_for_a_line_equals_the_slow_one(text: str) -> None:
    fast = inline(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parse, "is_plain", lambda _: False)
        assert inline(text) == fast
        slow_text = to_text(text)
    assert to_text(text) == slow_text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("*Attention* is `all` [you](x) need", "Attention is all you need"),
        ("a\n  b", "a b"),
        ("&copy; \\*", "© *"),
        ("$x^2$-norm", "x²-norm"),
        ("$10^{-3}$", "10⁻³"),
        (r"$\alpha$-$\beta$", "α-β"),
        (r"$O(n \log n)$", "O(n log n)"),
        (r"$\mathcal{L}_1 \leq \epsilon$", "L₁ ≤ ϵ"),
        (r"$\frac{a}{b}$", r"\frac{a}{b}"),
        ("![a *b*](c)", "a b"),
        ("<b>bold</b>", "<b>bold</b>"),
        ("~~a~~ **b**", "a b"),
    ],
)
def test_a_line_as_plain_text(text: str, plain: str) -> None:
    assert to_text(text) == plain


def test_a_text_as_plain_text_has_a_line_for_each_block() -> None:
    text = (
        "# A *b*\n\nc\nd[^1] $x^2$\n\n- e\n\n```\nf\ng\n```\n\n"
        "$$\\alpha$$\n\n| h |\n|---|\n| i |\n\n[^1]: j"
    )
    assert block_to_text(text).splitlines() == ["A b", "c d x²", "e", "f g", "α", "h", "i", "j"]


def test_troubles_have_their_lines_and_a_remedy() -> None:
    text = (
        "a\nb $\\foo$ [x](javascript:1)\n\n[d](#no)\n\n$$\n\\href{x}{y}\n$$\n\n<feed:javascript:x>"
    )
    found = problems(text, block=True)
    assert [trouble.line for trouble in found] == [1, 1, 3, 5, 9]
    assert found[0] == Trouble(
        1,
        'the maths “\\foo” cannot be converted: Unknown command "\\foo"',
        "correct the TeX, or write `\\$` for a dollar sign",
    )
    assert found[1].message == "the link “javascript:1” is not allowed"
    assert found[2].message == "the link “#no” names no heading of this text"
    assert all(trouble.hint for trouble in found)


def test_a_line_has_troubles_too() -> None:
    assert [t.line for t in problems("[x](//evil)\n$\\foo$", block=False)] == [0, 1]


def test_good_texts_have_no_troubles() -> None:
    text = "# A\n\n[a](b) [c](#a) <https://x.org> $x$ costs $5\n\n| $a$ |\n|---|"
    assert problems(text, block=True) == []
    assert problems("plain", block=True) == []


def test_a_text_that_is_too_long_is_a_trouble_and_is_shown_plain() -> None:
    text = "*a* <b>\n\n" * 20_000
    assert to_html(text, wording=english(), resolve=resolve).startswith(
        "<p>*a* &lt;b&gt;</p>\n<p>*a*"
    )
    assert [trouble.line for trouble in problems(text, block=True)] == [0]
    assert to_inline("*" * 100_001, wording=english(), resolve=resolve) == "*" * 100_001
    assert block_to_text(text).startswith("*a* <b>\n*a*")
    assert internal_links("[a](b)" * 20_000) == ()


def test_internal_links_are_those_within_the_site() -> None:
    text = "[a](b.md#c) ![d](e.png) [f](#g) [h](http://i) [j][k] [a](b.md#c) [x](//y)\n\n[k]: /l"
    assert internal_links(text) == ("b.md#c", "e.png", "/l")
    assert internal_links("none") == ()


def test_a_section_is_found_only_where_its_heading_is_shown() -> None:
    assert section_id("# Who", "#who") == "h-who"
    assert section_id("# Who", "what") is None
    assert section_id("# Who\n" + "a" * 100_000, "who") is None


@pytest.mark.parametrize("text", ["[^1]: - [^1]: ", "[^2]: a\n\n    [^1]: b\n\nx[^1][^2]"])
def test_a_footnote_in_a_footnote_is_text(text: str) -> None:
    html = to_html(text, wording=english(), resolve=lambda target: target)
    for tag in ("li", "ul", "ol", "section", "p"):
        assert len(re.findall(f"<{tag}[ >]", html)) == html.count(f"</{tag}>")


@given(st.text(st.sampled_from("aZé中 .,;:!?'\"()]{}|+-=#>^%@/1٣\u00a0\u2028\u0085")))
def test_a_line_is_the_same_paragraph_whether_or_not_a_rule_follows(line: str) -> None:
    text = f"A{line}"
    assert f"{block(text)}\n<hr>" == block(f"{text}\n\n***")
    assert block_to_text(text) == block_to_text(f"{text}\n\n***")


def test_what_listeners_are_told_is_in_the_language_of_the_site() -> None:
    text = "# A\n\n| a |\n| - |\n| b |\n\n$$x$$\n\nb[^1] ![](https://a.example/b)\n\n[^1]: c"
    html = to_html(text, wording=in_language("de"), resolve=resolve)
    assert re.findall(r'aria-label="(.*?)"', html) == [
        "Link zum Abschnitt „A“",
        "Tabelle",
        "Formel",
        "Fußnoten",
        "Zurück zu Verweis 1",
    ]
    assert ">Bild</a>" in html


def test_a_text_that_is_read_elsewhere_leads_to_its_page() -> None:
    text = "# One\n\nSee [this](#one).[^1] ![A *cat*](cat.png)\n\n[^1]: A note."
    html = block(text, page="https://example.org/?a&b")
    targets = re.findall('href="([^"]*)"', html)
    assert len(targets) == 3
    assert all(target.startswith("https://example.org/?a&amp;b#") for target in targets)
    ids = set(re.findall('id="(.*?)"', html))
    assert {target.partition("#")[2] for target in targets} <= ids
    assert "A cat" in html
    assert "<img" not in html
    assert 'class="anchor"' not in html
