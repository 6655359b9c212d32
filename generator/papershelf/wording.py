"""The words of the interface in the language of the site, with its plurals, numbers and dates."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from papershelf.dates import PartialDate

FALLBACK: Final = "en"
"""The language of the words that stand in for those that another one lacks."""
OTHER: Final = "other"
"""The plural form that every language has."""
_SCRIPT_LETTERS: Final = 4
BLANK: Final = re.compile(r"\{([a-z_]+)\}")

Word = str | Mapping[str, str]
"""A text with blanks in braces, or one for each plural form of a language."""


@dataclass(frozen=True)
class Wording:
    """The words of one language, and how it writes numbers, dates and lists.

    Words are named `section.word`, as in the language files of themes.
    """

    language: str
    """Of the site (BCP 47): "de", "zh-Hans"."""
    written: str
    """The language that the words are in: that of the file they come from."""
    words: Mapping[str, Word]
    fallback: Mapping[str, Word]
    """The English words, for what the others lack."""
    digest: bytes
    """Changes whenever a word or the language does."""

    def say(self, word: str, count: int | None = None, /, **blanks: str | int) -> str:
        """The text of a word; `count` picks its plural form and fills its blank of that name.

        Numbers among the blanks are written as the language does. Raises LookupError for a word
        that there is not.
        """
        text = self.template(word, count)
        if count is not None:
            blanks = {"count": count, **blanks}
        return fill(text, {name: self.shown(value) for name, value in blanks.items()})

    def has(self, word: str) -> bool:
        """Whether there is a word of that name."""
        return word in self.fallback

    def template(self, word: str, count: int | None = None) -> str:
        """The text of a word in the form for a number, with its blanks still in it."""
        found, locale = self._found(word)
        if isinstance(found, str):
            return found
        form = OTHER if count is None else locale.plural_form(count)
        return found.get(form) or found[OTHER]

    def forms(self, word: str) -> Mapping[str, str]:
        """All texts of a word by plural form, for scripts; "" where it has no forms."""
        found, _ = self._found(word)
        return {"": found} if isinstance(found, str) else found

    def shown(self, value: str | int) -> str:
        """What stands in a blank."""
        return self.number(value) if isinstance(value, int) else value

    def number(self, number: int) -> str:
        """A whole number: "95,562"."""
        return _decimal(number, self.locale)

    def decimal(self, number: float, digits: int) -> str:
        """A number with so many digits after the point: "0.50"."""
        pattern = f"#,##0.{'0' * digits}"
        return str(format_decimal(number, pattern, locale=self.locale))

    def percent(self, share: float) -> str:
        """A share of 1 in whole percent: "12%"."""
        return str(format_percent(share, locale=self.locale))

    def listed(self, texts: Sequence[str]) -> str:
        """Texts one after the other: "one, two and three"."""
        return str(format_list(list(texts), locale=self.locale))

    def list_texts(self, count: int) -> tuple[str, ...]:
        """What stands before, between and after so many texts in a list; one more than these."""
        return tuple(str(format_list(["\0"] * count, locale=self.locale)).split("\0"))

    def date(self, when: PartialDate) -> str:
        """A date as in prose: "2015", "June 2015", "9 June 2015"."""
        if not when.month:
            return str(when.year)
        if not when.day:
            return _formatted(date(when.year, when.month, 1), self._month_pattern, self.locale)
        return _formatted(_day(when), "long", self.locale)

    def weekday_date(self, when: PartialDate) -> str:
        """As at the head of a newspaper: "Tuesday, 9 June 2015"; without a day as `date`."""
        return _formatted(_day(when), "full", self.locale) if when.day else self.date(when)

    def date_without_year(self, when: PartialDate) -> str:
        """Where the year is known: "9 June"; a month or a year as `date`."""
        return (
            _formatted(_day(when), self._day_pattern, self.locale) if when.day else self.date(when)
        )

    def short_date_without_year(self, when: PartialDate) -> str:
        """A day for a tight place: "9 Jun"; a month or a year as `date`."""
        if not when.day:
            return self.date(when)
        return _formatted(_day(when), self._short_day_pattern, self.locale)

    def week(self, year: int, week: int) -> str:
        """What a week is called: "Week 11, 2026"."""
        return self.say("dates.week", week=str(week), year=str(year))

    # Never the stand-alone names: Babel 2.18 gives those of the locale that a process read first.
    def month(self, month: int) -> str:
        """The name of a month, counted from 1."""
        return _formatted(date(2024, month, 1), "MMMM", self.locale)

    def short_month(self, month: int) -> str:
        """The short name of a month, counted from 1."""
        return _formatted(date(2024, month, 1), "MMM", self.locale)

    def weekday(self, day: int) -> str:
        """The name of a day of the week, 0 for Monday."""
        return _formatted(date(2024, 1, 1 + day), "EEEE", self.locale)

    def short_weekday(self, day: int) -> str:
        """The shortest name of a day of the week that is clear, 0 for Monday: "Mo"."""
        return _formatted(date(2024, 1, 1 + day), "EEEEEE", self.locale)

    @cached_property
    def locale(self) -> Locale:
        """What Babel knows of the language of the words, as the site's region writes it."""
        names = {language.split("-")[0].lower() for language in (self.language, self.written)}
        is_regional = len(names) == 1
        return locale_of(self.language if is_regional else self.written)

    @property
    def tag(self) -> str:
        """How browsers call the language that numbers, dates and plurals follow: "en-GB"."""
        return str(self.locale).replace("_", "-")

    @cached_property
    def _month_pattern(self) -> str:
        return _skeleton("yMMMM", self.locale)

    @cached_property
    def _day_pattern(self) -> str:
        return _skeleton("MMMMd", self.locale)

    @cached_property
    def _short_day_pattern(self) -> str:
        return _skeleton("MMMd", self.locale)

    def _found(self, word: str) -> tuple[Word, Locale]:
        if (found := self.words.get(word)) is not None:
            return found, self.locale
        if (found := self.fallback.get(word)) is not None:
            return found, locale_of(FALLBACK)
        raise LookupError(f'there is no word "{word}"')


def fill(text: str, blanks: Mapping[str, str]) -> str:
    """A text with its blanks filled; one that nobody fills stays as it is."""
    return BLANK.sub(lambda found: blanks.get(found[1], found[0]), text)


@lru_cache(64)
def locale_of(language: str) -> Locale:
    """What Babel knows of a language, or of the nearest that it knows."""
    # English without a country is read everywhere: days stand before months.
    parts = ["en", "GB"] if language.lower() == "en" else language.split("-")
    while len(parts) > 1:
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (UnknownLocaleError, ValueError):
            parts.pop()
    try:
        return Locale.parse(parts[0])
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def script_of(language: str) -> str:
    """In which script a language is written, usually or as it says: "Hans"; "" if not known."""
    locale = locale_of(language)
    if locale.script:
        return str(locale.script)
    likely = get_global("likely_subtags").get(locale.language, "")
    return next((part for part in likely.split("_") if len(part) == _SCRIPT_LETTERS), "")


def _skeleton(skeleton: str, locale: Locale) -> str:
    """The pattern of a date of these parts, in the order of the language."""
    return str(locale.datetime_skeletons[skeleton].pattern)


def _day(when: PartialDate) -> date:
    return date(when.year, when.month, when.day)


# Formatting a day takes 20 µs, and days of papers repeat; a locale of Babel knows its hash.
@lru_cache(16_384)
def _formatted(day: date, pattern: str, locale: Locale) -> str:
    return str(format_date(day, pattern, locale=locale))


@lru_cache(4_096)
def _decimal(number: int, locale: Locale) -> str:
    return str(format_decimal(number, locale=locale))
