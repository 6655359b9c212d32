"""Language files: what they lack is English and a warning, and what is wrong in them is told."""

import pytest

from papershelf.errors import Problem, Severity
from papershelf.language_files import LanguageFile, wording_of
from papershelf.packaged import packaged_themes
from papershelf.wording import Wording

ENGLISH = """
lists:
  papers:
    one: "{count} paper"
    other: "{count} papers"
  page: Page {number}
  none: Nothing
moved:
  label: Moved
"""


def _file(language: str, text: str | bytes, theme: str = "base") -> LanguageFile:
    content = text if isinstance(text, bytes) else text.encode()
    return LanguageFile(language, f"themes/{theme}/i18n/{language}.yaml", content)


def _read(language: str, *files: LanguageFile) -> tuple[Wording, list[str]]:
    """The words, and the problems but for those that name what is missing."""
    wording, problems = wording_of(language, [*files, _file("en", ENGLISH)])
    assert all(problem.severity is Severity.WARNING for problem in problems)
    told = [_told(problem) for problem in problems]
    return wording, [each for each in told if "words are missing" not in each]


def _told(problem: Problem) -> str:
    return f"{problem.location}: {problem.message} — {problem.hint}"


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "zh"])
def test_each_language_of_the_packaged_themes_has_every_word(language: str) -> None:
    folder = packaged_themes() / "base/i18n"
    files = [
        LanguageFile(path.stem, path.name, path.read_bytes()) for path in folder.glob("*.yaml")
    ]
    wording, problems = wording_of(language, files)
    assert (wording.written, problems) == (language, [])


def test_words_are_those_of_the_language_of_the_site() -> None:
    wording, told = _read("de", _file("de", "moved:\n  label: Umgezogen\n"))
    assert (wording.say("moved.label"), wording.written, told) == ("Umgezogen", "de", [])


def test_a_missing_word_is_english_and_one_warning_names_it() -> None:
    files = [_file("de", "lists:\n  none: Nichts\n"), _file("en", ENGLISH)]
    wording, problems = wording_of("de", files)
    assert wording.say("lists.papers", 1234) == "1.234 papers"
    assert [_told(problem) for problem in problems] == [
        "themes/base/i18n/de.yaml: words are missing, so the English ones stand in: "
        '"lists.papers", "lists.page", "moved.label" — add them, or lay a file with them over it '
        "in a theme of the shelf"
    ]


def test_of_many_missing_words_the_first_are_named() -> None:
    english = "w:\n" + "".join(f"  word{number}: x\n" for number in range(30))
    files = [_file("de", "w:\n  word0: y\n"), _file("en", english)]
    [problem] = wording_of("de", files)[1]
    assert problem.message.endswith('"w.word8" and 21 more')


def test_a_word_that_there_is_not_is_told_with_its_line_and_the_nearest() -> None:
    wording, told = _read("de", _file("de", "moved:\n  labl: Umgezogen\n"))
    assert told == [
        'themes/base/i18n/de.yaml:2:3: there is no word "moved.labl" — did you mean "moved.label"?'
    ]
    assert wording.say("moved.label") == "Moved"


def test_a_blank_that_nobody_fills_is_told_and_the_english_word_stands_in() -> None:
    wording, told = _read("de", _file("de", "lists:\n  page: Seite {nummer}\n"))
    assert told == [
        'themes/base/i18n/de.yaml:2:3: "lists.page" has a blank {nummer} that nobody fills — its '
        "blanks are {number}"
    ]
    assert wording.say("lists.page", number="7") == "Page 7"


def test_a_blank_may_be_left_out() -> None:
    wording, told = _read("de", _file("de", "lists:\n  page: Eine Seite\n"))
    assert (wording.say("lists.page", number="7"), told) == ("Eine Seite", [])


@pytest.mark.parametrize(
    "word", ['{one: "{count} Artikel"}', "[a, b]", '""', "{other: [x]}", "{andere: x, other: y}"]
)
def test_what_is_no_word_is_told_and_the_english_one_stands_in(word: str) -> None:
    wording, told = _read("de", _file("de", f"lists:\n  papers: {word}\n"))
    assert wording.say("lists.papers", 2) == "2 papers"
    assert len(told) == 1
    assert told[0].endswith(
        '"lists.papers" is neither a text nor its plural forms — write a text, or one for each of: '
        "one, other"
    )


def test_a_rare_form_may_be_left_to_the_form_that_every_language_has() -> None:
    text = 'lists:\n  papers:\n    one: "{count} article"\n    other: "{count} articles"\n'
    wording, told = _read("fr", _file("fr", text))
    assert wording.say("lists.papers", 0) == "0 article"
    assert wording.say("lists.papers", 1_000_000).endswith(" articles")
    assert told == []


def test_forms_that_a_language_does_not_have_are_never_shown() -> None:
    text = 'lists:\n  papers:\n    one: eins\n    other: "{count} 篇"\n'
    wording, _ = _read("zh", _file("zh", text))
    assert wording.say("lists.papers", 1) == "1 篇"
    assert wording.forms("lists.papers") == {"other": "{count} 篇"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"lists: {", "themes/base/i18n/de.yaml:1"),
        (b"moved:\n  label: caf\xe9\n", "themes/base/i18n/de.yaml: is not UTF-8"),
        (b"- a\n- b\n", "a map of sections belongs here"),
        (b"lists: Listen\n", "a map of words belongs here"),
    ],
)
def test_a_file_that_is_none_is_told_and_all_words_are_english(
    content: bytes, message: str
) -> None:
    wording, told = _read("de", _file("de", content))
    assert wording.say("moved.label") == "Moved"
    assert len(told) == 1
    assert message in told[0]


def test_an_empty_file_is_a_beginning() -> None:
    assert _read("de", _file("de", "# Noch nichts\n"))[1] == []


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("zh-Hans-CN", "zh-Hans"),
        ("zh-SG", "zh"),
        ("ZH-hans-cn", "zh-Hans"),
        ("DE-at", "de"),
        ("de-CH", "de"),
        ("de", "de"),
        ("en-US", "en"),
    ],
)
def test_the_nearest_file_is_that_without_region_then_without_script(
    language: str, written: str
) -> None:
    files = [_file(each, "moved:\n  label: X\n") for each in ("zh-Hans", "zh", "de")]
    assert _read(language, *files)[0].written == written


@pytest.mark.parametrize(("language", "script"), [("zh-Hant", "Hant"), ("zh-TW", "Hant")])
def test_words_in_another_script_are_better_than_english_and_told(
    language: str, script: str
) -> None:
    wording, told = _read(language, _file("zh", "moved:\n  label: 已移动\n"))
    assert wording.say("moved.label") == "已移动"
    assert told == [
        f'content/site.yaml: the words for the interface in "{language}" are those of "zh", in '
        f"another script (Hans, not {script}) — others go to themes/NAME/i18n/{language}.yaml"
    ]


@pytest.mark.parametrize("language", ["DE", "En", "zH-sG"])
def test_capitals_make_no_other_language(language: str) -> None:
    files = [_file(each, ENGLISH) for each in ("de", "zh")]
    wording, told = _read(language, *files)
    assert (wording.locale, told) == (_read(language.lower(), *files)[0].locale, [])


def test_a_file_named_in_capitals_is_read() -> None:
    wording, told = _read("de", _file("DE", "moved:\n  label: Umgezogen\n"))
    assert (wording.say("moved.label"), told) == ("Umgezogen", [])


def test_a_language_without_words_is_english_with_one_warning() -> None:
    wording, problems = wording_of("tlh", [_file("de", ""), _file("en", ENGLISH)])
    assert (wording.say("moved.label"), wording.number(1234)) == ("Moved", "1,234")
    assert [_told(problem) for problem in problems] == [
        'content/site.yaml: there are no words for the interface in "tlh", so it is English — the '
        "languages are de, en; another goes to themes/NAME/i18n/tlh.yaml"
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("de.yml", "rename it to de.yaml"),
        ("german.yaml", "its name is that of a language: en.yaml, de-CH.yaml or zh-Hant.yaml"),
        ("de_CH.yaml", "its name is that of a language: en.yaml, de-CH.yaml or zh-Hant.yaml"),
    ],
)
def test_a_file_that_no_site_would_read_is_told(name: str, hint: str) -> None:
    path = f"themes/mine/i18n/{name}"
    odd = LanguageFile(name.partition(".")[0], path, b"moved:\n  label: Umgezogen\n")
    wording, told = _read("de", odd, _file("de", "moved:\n  label: Verschoben\n"))
    assert wording.say("moved.label") == "Verschoben"
    assert told == [f"{path}: is not read — {hint}"]


def test_a_theme_that_has_no_language_files_needs_none() -> None:
    wording, problems = wording_of("de", [])
    assert (wording.number(1234), problems) == ("1,234", [])


def test_a_shelf_changes_one_word_and_keeps_the_others() -> None:
    own = _file("de", "moved:\n  label: Woanders\n", "default")
    theirs = _file("de", "moved:\n  label: Umgezogen\nlists:\n  none: Nichts\n")
    wording, told = _read("de", own, theirs)
    assert (wording.say("moved.label"), wording.say("lists.none")) == ("Woanders", "Nichts")
    assert told == []


def test_a_shelf_changes_one_english_word() -> None:
    wording, told = _read("en", _file("en", "moved:\n  label: Gone elsewhere\n", "default"))
    assert (wording.say("moved.label"), wording.say("lists.none")) == ("Gone elsewhere", "Nothing")
    assert told == []


def test_a_broken_word_of_a_shelf_leaves_that_of_the_theme_below() -> None:
    own = _file("de", "lists:\n  page: Blatt {zahl}\n", "default")
    theirs = _file("de", "lists:\n  page: Seite {number}\n")
    wording, told = _read("de", own, theirs)
    assert wording.say("lists.page", number="2") == "Seite 2"
    assert len(told) == 1


def test_the_digest_changes_with_a_word_and_with_the_language() -> None:
    file = _file("de", "moved:\n  label: Umgezogen\n")
    other = _file("de", "moved:\n  label: Verzogen\n")
    digests = [
        _read("de", file)[0].digest,
        _read("de", other)[0].digest,
        _read("de-AT", file)[0].digest,
        _read("en", file)[0].digest,
    ]
    assert len(set(digests)) == len(digests)
    assert _read("de", file)[0].digest == digests[0]
