"""Fields of LaTeX become Unicode and Markdown, and nothing of them is dropped silently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.laws.settings import few

from papershelf.citation.letters import MATHS, TEXT
from papershelf.importers.latex import plain_address, read_latex
from papershelf.importers.markdown import text_to_markdown
from papershelf.markup import to_text
from papershelf.markup.parse import clean


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\'e} \'{e} \'e \' e", "é é é é"),
        (r"{\v{c}} \v{c} \v c {\v c}", "č č č č"),
        (r"\c c \c{c} \k{a} \H{o} \r a \d{s} \b{d} \u{g}", "ç ç ą ő å ṣ ḏ ğ"),
        (r"Stra{\ss}e, \O re, \ae\oe\AA, \L\'od\'z", "Straße, Øre, æœÅ, Łódź"),
        (r"na\"{\i}ve na{\"\i}ve na\"ive \'\i", "naïve naïve naïve í"),
        (r"\'{\^e} \'\^e", "ế ế"),
        (r"\i\j{} \~{} \^{} \'{}", "ıȷ ~ ^ ´"),
        (r"a--b---c ``q'' `s' don't ,,d''", "a–b—c “q” ‘s’ don't „d”"),
        (r"A~B\ C\,D\\E", "A B C D E"),
        (r"\& \% \$ \# \_ \{ \}", "& % $ # _ { }"),
        (r"\textendash\textemdash \ldots{} \LaTeX{} x", "–—… LaTeX x"),
        (r"\cyrzh\CYRA \textexclamdown", "жА¡"),
        ("5% of_it", "5% of_it"),
        (r"-{}- {{deep}} }", "-- deep"),
        (r"{$\alpha$} {$\mathbb{R}$} {$^{n}$}", "α ℝ ⁿ"),
        (r"{[U+6570 U+5B66]}", "数学"),
        (r"x\textsuperscript{2} H\textsubscript{2}O 19\textsuperscript{th}", "x² H₂O 19th"),
        (r"\enquote{so} \texorpdfstring{a}{b} \noopsort{z}y", "“so” a y"),
    ],
)
def test_commands_become_letters(latex: str, text: str) -> None:
    read = read_latex(latex)
    assert read.text == text
    assert read.unknown == ()


@pytest.mark.parametrize(
    ("latex", "markdown"),
    [
        (r"\emph{Deep} \textbf{x} {\em it} {\bf b}", "*Deep* **x** *it* **b**"),
        (r"\textit{ blank }x", "*blank* x"),
        (r"\texttt{a_b}", "`a_b`"),
        (r"$O(n^2)$ and \(x_1\)", "$O(n^2)$ and $x_1$"),
        (r"\ensuremath{x} $ x^2 $", "$x$ $x^2$"),
        (r"costs $5 and $10", "costs $5 and $10"),
        (r"3$\times$3 and 10$^5$", "3×3 and 10⁵"),
        (r"2$\frac{1}{2}$", r"&#50;$\frac{1}{2}$"),
        (r"A* search", "A* search"),
        (r"*so* [x](y) a\_b \_c\_", r"\*so\* \[x](y) a_b \_c\_"),
        (r"\url{http://a.b/c%20_d}", "<http://a.b/c%20_d>"),
        (r"\href{http://x.y/a\_b}{here}", "[here](http://x.y/a_b)"),
    ],
)
def test_marks_and_formulas_become_markdown(latex: str, markdown: str) -> None:
    assert read_latex(latex).markdown == (markdown, True)


def test_unknown_commands_stay_and_are_told() -> None:
    read = read_latex(r"A \foo{bar} and \baz[x] \foo{z}")
    assert read.text == r"A \foo{bar} and \baz[x] \foo{z}"
    assert read.unknown == (r"\foo", r"\baz")


def test_words_that_our_export_would_not_protect_are_remembered() -> None:
    assert read_latex("{BERT} for {B}ayesian {Hidden Markov} models").protected == (
        "Bayesian",
        "Hidden",
        "Markov",
    )
    assert read_latex("{All of it is guarded, Bayes}").protected == ()
    assert read_latex(r"Paul Erd{\H o}s").protected == ()


def test_braces_guard_a_word_wherever_it_stands_and_no_quotation_marks() -> None:
    assert read_latex("A study of vitamin {A}: {B}ayes").protected == ("A",)
    assert read_latex("{``}Cats{''} of {`}Paris{'} and {\"}Rome{\"}").protected == ()
    assert read_latex(r"On \emph{E. {C}oli}").protected == ("Coli",)


def test_what_a_day_is_today_is_not_asked() -> None:
    assert read_latex(r"\today").unknown == (r"\today",)


def test_every_letter_of_our_own_tables_comes_back() -> None:
    lost = {sign for sign, command in TEXT.items() if read_latex(f"{{{command}}}").text != sign}
    # Both dashes share a command.
    assert lost == {"―"}
    assert {
        sign for sign, command in MATHS.items() if read_latex(f"{{${command}$}}").text != sign
    } == set()


def test_addresses_lose_their_escapes_only() -> None:
    assert plain_address(r"http://a.b/~x\_y\%20\#z?a=1&b=\&") == "http://a.b/~x_y%20#z?a=1&b=&"
    assert plain_address(r"http://a.b/{\_}\~{}") == "http://a.b/_~"


@pytest.mark.parametrize(
    "latex",
    [
        "{" * 50_000,
        r"\'{" * 20_000,
        r"\emph{" * 20_000,
        "$" * 50_001,
        r"\(" * 50_000,
        r"\foo{" * 20_000,
        "`a" * 30_000,
        r"\textbf{\emph{" * 5_000 + "}" * 10_000,
    ],
)
def test_deep_and_unclosed_groups_are_read(latex: str) -> None:
    assert isinstance(read_latex(latex).text, str)


_SIGNS = st.text(alphabet="ab1 \\{}$~-`'*_[]()<&!#^%\"\n.,é\u0301", max_size=60)


@few(300)
@given(text=_SIGNS)
def test_any_plain_text_is_shown_by_its_markdown(text: str) -> None:
    assert to_text(text_to_markdown(text)) == " ".join(clean(text).split())


@few(300)
@given(latex=_SIGNS)
def test_any_field_is_read(latex: str) -> None:
    read = read_latex(latex)
    assert isinstance(read.text, str)
    assert isinstance(read.markdown[0], str)
    assert isinstance(read.paragraphs[0], str)
