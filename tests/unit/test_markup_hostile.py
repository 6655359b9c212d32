"""Hostile texts: nothing but allow-listed elements and attributes ever comes out."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.wording import english

from papershelf.markup import (
    block_to_text,
    internal_links,
    problems,
    to_html,
    to_inline,
    to_text,
)
from papershelf.markup.links import Kind, kind_of
from papershelf.markup.mathml import ATTRIBUTES as MATHS_ATTRIBUTES
from papershelf.markup.mathml import ELEMENTS as MATHS_ELEMENTS

INLINE_ELEMENTS = MATHS_ELEMENTS | {"em", "strong", "s", "br", "a", "span"}
BLOCK_NAMES = (
    "p ul ol li blockquote hr pre table thead tbody tr th td div section sup img h1 h2 h3 h4 h5 h6"
)
BLOCK_ELEMENTS = INLINE_ELEMENTS | set(BLOCK_NAMES.split())
ATTRIBUTES = {
    "a": {"href", "rel", "class", "aria-label", "id"},
    "img": {"src", "alt", "width", "height", "loading", "decoding"},
    "ol": {"start"},
    "li": {"id"},
    "pre": {"tabindex"},
    "code": {"class"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "section": {"class", "aria-label"},
    "span": {"class", "role", "tabindex", "aria-label"},
    "sup": {"class"},
    "th": {"class"},
    "td": {"class"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
VOID = {"br", "hr", "img"}
CLASSES = ("math-", "align-", "language-", "table", "anchor", "footnote")
TARGETS = ("/base/", "http://", "https://", "mailto:", "#h-", "#fn-", "#fnref-")


class Checker(HTMLParser):
    """Fails on anything that the writer has no business to write."""

    def __init__(self, elements: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.elements = elements
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.elements, tag
        assert not (tag == "a" and "a" in self.open), "a link within a link"
        assert not (tag == "div" and "p" in self.open), "a block within a paragraph"
        allowed = ATTRIBUTES.get(tag, set())
        if tag in MATHS_ELEMENTS:
            allowed = allowed | MATHS_ATTRIBUTES | {"class"}
        for name, value in attrs:
            assert name in allowed, (tag, name)
            if value is None:
                assert name not in ("href", "src", "id", "class"), (tag, name)
                continue
            if name in ("href", "src"):
                address = value.lower()
                assert address.startswith(TARGETS) or (tag == "a" and address[:1] == "#"), value
                assert value.isprintable(), value
            if name == "src":
                assert value.startswith("/base/"), value
            if name == "id":
                assert value.startswith(("h-", "fn-", "fnref-")), value
                self.ids.append(value)
            if name == "class":
                assert all(word.startswith(CLASSES) for word in value.split()), value
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in MATHS_ELEMENTS, tag
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag, tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")


def check(html: str, elements: frozenset[str] = BLOCK_ELEMENTS) -> None:
    html.encode()
    checker = Checker(elements)
    checker.feed(html)
    checker.close()
    assert checker.open == []
    assert len(checker.ids) == len(set(checker.ids))


def resolve(target: str) -> str:
    return f"/base/{target}"


def everything(text: str) -> None:
    """Every public function takes the text, and what is HTML is safe."""
    check(to_html(text, wording=english(), resolve=resolve))
    check(to_inline(text, wording=english(), resolve=resolve), INLINE_ELEMENTS)
    check(to_inline(text, wording=english(), resolve=resolve, links=False), INLINE_ELEMENTS - {"a"})
    for plain in (to_text(text), block_to_text(text)):
        plain.encode()
    problems(text, block=True)
    problems(text, block=False)
    internal_links(text)


TARGETS_REFUSED = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java\0script:alert(1)",
    "\x01javascript:alert(1)",
    "\u00a0javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    " javascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&#58;alert(1)",
    "javascript&#x3a;alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "vbscript:msgbox(1)",
    "livescript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "data:image/svg+xml;base64,AAAA",
    "DATA:image/png;base64,AAAA",
    "blob:https://x.org/1",
    "filesystem:https://x.org/1",
    "feed:javascript:alert(1)",
    "feed:https://x.org",
    "view-source:https://x.org",
    "jar:https://x.org!/",
    "file:///etc/passwd",
    "ftp://x.org",
    "intent://x#Intent;end",
    "about:blank",
    "ws://x.org",
    "tel:1",
    "//evil.org",
    "///evil.org",
    "\\\\evil.org",
    "/\\evil.org",
    "\\/evil.org",
    "https:\\\\evil.org",
    "https:evil.org",
    "https:/evil.org",
    "https:///evil.org",
    "http://",
    "https://trusted.org@evil.org",
    "https://a:b@evil.org/",
    "%2f%2fevil.org",
    "/%2fevil.org",
    "%252f%252fevil.org",
    "/%09/evil.org",
    "%5cevil.org",
    "..%5c..%5cx",
    "javascript%3aalert(1)",
    "%6aavascript:alert(1)",
    "java%0ascript:alert(1)",
    "java%73cript%3aalert(1)",
    "a%00b",
    "x:y",
    ":x",
    "mailto:",
    "mailto:a@b@c",
]


@pytest.mark.parametrize("target", TARGETS_REFUSED)
@pytest.mark.parametrize("form", ["[a]({})", "[a](<{}>)", "<{}>", "![a]({})", "[a]\n\n[a]: {}"])
def test_no_hostile_target_becomes_a_link(target: str, form: str) -> None:
    text = form.format(target)
    everything(text)
    html = to_html(text, wording=english(), resolve=lambda _: None)
    assert "<img" not in html
    assert "evil.org" not in html.partition("href=")[2].partition(">")[0]


@pytest.mark.parametrize("target", [t for t in TARGETS_REFUSED if "&" not in t])
def test_hostile_targets_are_refused_by_the_policy_itself(target: str) -> None:
    assert kind_of(target) is Kind.REFUSED


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("https://x.org", Kind.EXTERNAL),
        ("HTTP://x.org:8080/a@b?c=https://d#e", Kind.EXTERNAL),
        ("https://müller.example/é", Kind.EXTERNAL),
        ("mailto:a@b.org?subject=x", Kind.EXTERNAL),
        ("a/b.md#c", Kind.RELATIVE),
        ("../a", Kind.RELATIVE),
        ("/a", Kind.RELATIVE),
        ("?q=a:b", Kind.RELATIVE),
        ("a/b:c", Kind.RELATIVE),
        ("#a", Kind.FRAGMENT),
        ("", Kind.REFUSED),
    ],
)
def test_honest_targets_are_told_apart(target: str, kind: Kind) -> None:
    assert kind_of(target) is kind


PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "<!-- --><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE x>",
    "</p></div><script>alert(1)</script>",
    "<style>@import 'https://evil.org'</style>",
    "<base href=https://evil.org>",
    "<meta http-equiv=refresh content=0>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    '`<script>alert(1)</script>` `" onclick="x`',
    "```\n</code></pre><script>alert(1)</script>\n```",
    '```x" onload="alert(1)\na\n```',
    "```<script>\na\n```",
    "~~~ &quot; onclick=alert(1)\na\n~~~",
    "    <script>alert(1)</script>",
    '[a](b "\\" onclick=\\"alert(1)")',
    "[a](b 'x' onclick=alert(1))",
    '[a](b"onclick="alert(1))',
    "[a](<b\" onclick='alert(1)'>)",
    '[a](https://x.org/"onclick="alert(1))',
    "[<script>alert(1)</script>](b)",
    '![" onerror="alert(1)](b.png)',
    '![a](b.png"onerror="alert(1))',
    "![<script>](b.png)",
    '![`"onerror=alert(1)`](b)',
    "[![a](javascript:alert(1))](javascript:alert(1))",
    "[a]\n\n[a]: javascript:alert(1) '\"><script>'",
    "[a][b]\n\n[b]: <data:text/html,x>",
    "<javascript:alert(1)>",
    '<https://x.org/"onclick=alert(1)>',
    "<https://x.org/<script>>",
    '<a@b.org"onclick>',
    "# <script>alert(1)</script>",
    '# " onclick="alert(1)',
    "# cookie\n# location\n# <img name=cookie>",
    'a[^"><script>]\n\n[^"><script>]: <script>',
    "a[^1][^1]\n\n[^1]: [^1] b[^2]\n\n[^2]: [^1]",
    "^[<script>alert(1)</script>]",
    "|<script>|\n|:-:|\n|<img onerror=x>|",
    '|a|\n|:-" onclick="x|\n|b|',
    "999999999. x\n1000000000. <b>",
    "$\\text{<script>alert(1)</script>}$",
    "$<script>alert(1)</script>$",
    "$</math><script>alert(1)</script>$",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\url{javascript:alert(1)}$",
    "$\\unicode{x3c}script\\unicode{x3e}$",
    "$\\begin{equation}x\\label{h-x}\\end{equation}\\eqref{h-x}$",
    "$\\begin{equation}x\\tag{<b>}\\end{equation}$",
    "$\\color{red;background:url(//evil.org)}x$",
    "$\\style{position:fixed}{x}$",
    "$\\class{evil}{x}$",
    "$\\text{&lt;script&gt;}$",
    "$\\verb|<script>|$",
    "$$\n</div><script>alert(1)</script>\n$$",
    '$$x$$ ("onclick=alert(1))',
    "$\\foo<script>$",
    "$\\includegraphics{https://evil.org/x.png}$",
    "$\\require{unsafe}\\href{x}{y}$",
    "$\\def\\a{\\a\\a}\\a$",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#0; &#xD800; &#x110000; &#xFFFF;",
    "\u2028<script>\u2029",
    "\ud800\udc00 \udfff $\ud800$ [\ud800](\ud800) `\ud800`",
    "\0\x01\x1b[31m\x7f\x85\ufffe\uffff",
    "\ufeff# a",
    "\u202e[a](b)\u202c",
    "{{ 7*7 }} {% include 'x' %} ${7*7} #{7*7}",
    "[a](b)\\<script>",
    "\\<script>\\</script>",
    "<<script>script>alert(1)<</script>/script>",
    "<scr\0ipt>alert(1)</scr\0ipt>",
    '[a](\\"onclick=alert)',
    "*<b onclick=x>*_</em>_",
]


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) + len(set(TARGETS_REFUSED)) >= 120


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_gets_through(payload: str) -> None:
    for text in (payload, f"a {payload} b", f"> - {payload}", f"*{payload}*", f"[{payload}](x)"):
        everything(text)


FRAGMENTS = st.sampled_from(
    [
        *["*", "**", "_", "`", "```", "~~", "~~~", "[", "]", "](", ")", "![", "<", ">", "|", "\n"],
        *["\n\n", "$", "$$", "\\", "&", "&lt;", "#", "# ", "- ", "1. ", "> ", "    ", "\t", "^["],
        *["[^1]", "[^1]: ", "[a]: ", "(b)", "https://x.org", "<https://x.org>", "javascript:x"],
        *["|-|", "|a|\n|-|\n", "x", "é", "1", " ", '"', "'", "\0", "\ud800", "{", "}", "^", "_1"],
        *["\\frac", "\\text{", "\\begin{array}{c}", "\\end{array}", "\\left(", "\\right)", "&"],
        *["![a](https://x.org)", "[a](b)", "<b>", "---\n", "\\color{red}", "\\hline", "\\label{a}"],
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(FRAGMENTS, max_size=24).map("".join))
def test_no_mixture_of_signs_writes_more_than_is_allowed(text: str) -> None:
    everything(text)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_no_text_writes_more_than_is_allowed(text: str) -> None:
    everything(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(FRAGMENTS, max_size=12).map("".join))
def test_no_formula_writes_more_than_is_allowed(tex: str) -> None:
    everything(f"$\\alpha{tex}$\n\n$$\n{tex}\n$$")


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_no_target_writes_more_than_is_allowed(label: str, target: str) -> None:
    everything(f"[{label}](<{target}>) ![{label}]({target})\n\n[{label}]: {target}")


@pytest.mark.parametrize("depth", [101, 1_000, 10_000])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        *[("[", "]"), ("![", "](x)"), ("[", "](x)"), ("*a ", " b*"), ("**", "**"), ("(", ")")],
        *[("> ", ""), ("- ", ""), ("`[", "]`"), ("_", "_"), ("~~", "~~"), ("<", ">")],
    ],
)
def test_deep_nesting_ends_in_text(opening: str, closing: str, depth: int) -> None:
    text = opening * depth + "x" + closing * depth
    check(to_html(text, wording=english(), resolve=resolve))
    check(to_inline(text, wording=english(), resolve=resolve), INLINE_ELEMENTS)


@pytest.mark.parametrize("sign", [*"*[`$>_~<&|#-\\!]", "$$", "![", "- ", "[a](", "[^1]"])
def test_a_hundred_kilobytes_of_one_sign_are_just_text(sign: str) -> None:
    text = (sign * 100_000)[:100_000]
    check(to_html(text, wording=english(), resolve=resolve))
    problems(text, block=True)


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 1_000 + "x" + "}" * 1_000,
        r"\sqrt" * 390 + "x",
        r"\hat" * 490 + "x",
        r"\left(" * 300,
        r"\begin{array}{c}" * 120,
        r"\begin{array}{||||||||c}" + r"a\\" * 600 + r"\end{array}",
        r"\nicefrac{" * 90 + "x" + "}{y}" * 90,
        "x^" * 900,
        "&" * 1_900,
        r"\substack{" * 90 + "x" + "}" * 90,
    ],
)
def test_no_formula_breaks_the_converter(tex: str) -> None:
    everything(f"$${tex}$$")
