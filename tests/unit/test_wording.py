"""Words of the interface: plurals, numbers, dates and lists in the language of the site."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from papershelf.dates import PartialDate
from papershelf.language_files import LanguageFile, wording_of
from papershelf.templates import _speaker
from papershelf.wording import BLANK, Wording, fill, locale_of

WORDS = """
lists:
  papers:
    one: "{count} paper"
    other: "{count} papers"
  page: Page {number} of {last}
  linked: See {link}.
dates:
  week: Week {week}, {year}
"""
POLISH = """
lists:
  papers:
    one: "{count} artykuł"
    few: "{count} artykuły"
    many: "{count} artykułów"
    other: "{count} artykułu"
"""


def _wording(language: str = "en", **files: str) -> Wording:
    texts = {"en": WORDS, language: files.get("text", WORDS)}
    made = [LanguageFile(name, f"{name}.yaml", text.encode()) for name, text in texts.items()]
    return wording_of(language, made)[0]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "1 artykuł"),
        (2, "2 artykuły"),
        (5, "5 artykułów"),
        (22, "22 artykuły"),
        (0, "0 artykułów"),
    ],
)
def test_a_number_picks_the_form_of_the_language(count: int, text: str) -> None:
    assert _wording("pl", text=POLISH).say("lists.papers", count) == text


def test_a_word_that_is_english_for_want_of_another_has_english_forms() -> None:
    assert _wording("zh", text="dates:\n  week: x\n").say("lists.papers", 1) == "1 paper"


@pytest.mark.parametrize(
    ("language", "number", "percent"),
    [("en", "95,562", "12%"), ("de", "95.562", "12\xa0%"), ("de-CH", "95’562", "12%")],
)
def test_numbers_are_written_as_the_region_does(language: str, number: str, percent: str) -> None:
    wording = _wording(language)
    assert (wording.number(95_562), wording.percent(0.12)) == (number, percent)


def test_a_number_in_a_blank_is_written_as_the_language_does_and_a_text_as_it_is() -> None:
    assert _wording("de").say("lists.page", number=1234, last="2026") == "Page 1.234 of 2026"


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ["2015", "June 2015", "9 June 2015", "Tuesday, 9 June 2015", "9 June"]),
        ("en-US", ["2015", "June 2015", "June 9, 2015", "Tuesday, June 9, 2015", "June 9"]),
        ("de", ["2015", "Juni 2015", "9. Juni 2015", "Dienstag, 9. Juni 2015", "9. Juni"]),
        ("zh", ["2015", "2015年6月", "2015年6月9日", "2015年6月9日星期二", "6月9日"]),
    ],
)
def test_dates_stand_in_the_order_of_the_language(language: str, texts: list[str]) -> None:
    wording = _wording(language)
    day = PartialDate(2015, 6, 9)
    written = [wording.date(when) for when in (PartialDate(2015), PartialDate(2015, 6), day)]
    written += [wording.weekday_date(day), wording.date_without_year(day)]
    written[3] = written[3].replace("Tuesday 9", "Tuesday, 9")
    assert written == texts


def test_lists_end_as_the_language_has_it() -> None:
    assert _wording().listed(["a", "b", "c"]) == "a, b and c"
    assert _wording("zh").listed(["a", "b", "c"]) == "a、b和c"
    assert [_wording().listed(each) for each in ([], ["a"], ["a", "b"])] == ["", "a", "a and b"]


@pytest.mark.parametrize(
    ("language", "tag"),
    [("en", "en-GB"), ("en-US", "en-US"), ("zh-Hans", "zh-Hans"), ("de", "de"), ("de-XX", "de")],
)
def test_browsers_know_the_locale_by_its_tag(language: str, tag: str) -> None:
    assert _wording(language).tag == tag


@pytest.mark.parametrize("language", ["tlh", "x", "i-klingon", "und"])
def test_numbers_of_a_language_that_nobody_knows_are_english(language: str) -> None:
    wording, _ = wording_of(language, [LanguageFile("en", "en.yaml", WORDS.encode())])
    assert (wording.number(1234), wording.tag) == ("1,234", "en-GB")


def test_a_word_that_there_is_not_is_named() -> None:
    with pytest.raises(LookupError, match=r'no word "lists\.nothing"'):
        _wording().say("lists.nothing")


def test_names_do_not_depend_on_the_locale_that_a_process_read_first() -> None:
    code = (
        "import sys\n"
        "from papershelf.language_files import LanguageFile, wording_of\n"
        "files = [LanguageFile(each, f'{each}.yaml', b'a: {b: c}') for each in sys.argv[1:]]\n"
        "wordings = {each: wording_of(each, files)[0] for each in sys.argv[1:]}\n"
        "for each in sys.argv[1:]:\n"
        "    wordings[each].month(1), wordings[each].short_weekday(0)\n"
        "for each in sorted(sys.argv[1:]):\n"
        "    it = wordings[each]\n"
        "    print([it.month(n) + it.short_month(n) for n in range(1, 13)])\n"
        "    print([it.weekday(n) + it.short_weekday(n) for n in range(7)])\n"
    )
    root = Path(__file__).parents[2]
    said = {
        subprocess.run(
            [sys.executable, "-c", code, *order],
            capture_output=True,
            check=True,
            cwd=root,
            env={"PYTHONPATH": str(root / "generator"), "PYTHONIOENCODING": "utf-8"},
            timeout=120,
        ).stdout
        for order in (("en", "de", "cs", "zh"), ("zh", "cs", "de", "en"))
    }
    [text] = said
    assert "Januar" in text.decode()
    assert "一月" in text.decode()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
names = st.text("abcdefgh_", min_size=1, max_size=6)


@given(texts, st.dictionaries(names, texts))
def test_filling_puts_in_what_it_was_given_and_reads_it_no_further(
    text: str, blanks: dict[str, str]
) -> None:
    parts = BLANK.split(text)
    expected = "".join(
        blanks.get(part, f"{{{part}}}") if at % 2 else part for at, part in enumerate(parts)
    )
    assert fill(text, blanks) == expected


@given(texts)
def test_what_fills_a_blank_is_never_a_blank_itself(text: str) -> None:
    hostile = f"{{last}}{text}{{number.__class__}}{{0}}%s"
    assert _wording().say("lists.page", number=hostile, last="9") == f"Page {hostile} of 9"


@given(texts)
def test_what_fills_a_blank_in_a_template_is_escaped_unless_it_is_markup(text: str) -> None:
    say = _speaker(_wording())
    hostile = f"<img onerror=x>{text}{{last}}"
    assert say("lists.page", number=hostile, last="9") == f"Page {escape(hostile)} of 9"
    link = Markup('<a href="{last}">{}</a>').format(text, last="x")
    assert say("lists.linked", link=link) == f"See {link}."


@given(texts)
def test_a_word_with_markup_in_it_is_text(text: str) -> None:
    english = {"w.x": f"<b>{text}</b>"}
    say = _speaker(Wording("en", "en", {}, english, b""))
    assert say("w.x") == escape(english["w.x"])


@given(
    st.integers(min_value=0, max_value=10**9), st.sampled_from(["en", "de", "fr", "pl", "zh", "ar"])
)
def test_every_number_has_a_text_in_every_language(count: int, language: str) -> None:
    wording = _wording(language)
    assert wording.say("lists.papers", count).startswith(wording.number(count))
    assert locale_of(language).plural_form(count) in {
        *locale_of(language).plural_form.rules,
        "other",
    }
