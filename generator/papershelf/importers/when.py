"""Dates as other formats write them, as ours: `2015`, `2015-06` or `2015-06-09`."""

import re
from types import MappingProxyType
from typing import Final

from papershelf.dates import parse_date

# English, German, French, Spanish, Italian, Portuguese and Dutch, also without accents.
_NAMES: Final = (
    "january januar jänner janvier enero gennaio janeiro januari"
    "|february februar feber février fevrier febrero febbraio fevereiro februari"
    "|march märz maerz mars marzo março maart"
    "|april avril abril aprile"
    "|may mai mayo maggio maio mei"
    "|june juni juin junio giugno junho"
    "|july juli juillet julio luglio julho"
    "|august août aout agosto augustus"
    "|september septembre septiembre setiembre settembre setembro"
    "|october oktober octobre octubre ottobre outubro"
    "|november novembre noviembre novembro"
    "|december dezember décembre decembre diciembre dicembre dezembro"
)
_CUT: Final = "janv genn|févr fevr febr febbr|mrz mrt||magg||juil juill lugl||sept sett|||"
"""What names are cut to, other than their first three letters."""
_MONTHS: Final = MappingProxyType(
    {
        word: number
        # Two months begin with "jui" in French: it is the earlier one.
        for number, names in reversed([*enumerate(_NAMES.split("|"), 1)])
        for name in names.split()
        for word in (name[:3], name)
    }
    | {word: number for number, words in enumerate(_CUT.split("|"), 1) for word in words.split()}
)
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_YEAR: Final = re.compile(r"(?<!\d)([12]\d{3})(?!\d)")
_ISO: Final = re.compile(
    r"([12]\d{3})(?:[-/.](0?[1-9]|1[0-2])(?:[-/.](0?[1-9]|[12]\d|3[01]))?)?(?!\d)"
)
_FIRST: Final = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])(?!\d)")
_EXACT: Final = re.compile(
    r"[12]\d{3}(?:[-/.]\d{1,2}){0,2}[-/.]{0,2}|\W*(?:\d{1,2}(?:st|nd|rd|th)?\W+)?"
    r"[^\W\d_]{3,12}\W*(?:\d{1,2}(?:st|nd|rd|th)?\W+)?[12]\d{3}\W*"
)


def read_date(text: str) -> tuple[str, bool]:
    """The date that a text gives, empty if none, and whether it says no more than that date."""
    text = text.strip()
    iso = _ISO.match(text)
    if iso:
        year, month, day = iso.groups()
        rest = text[iso.end() :].strip("/-. ")
        named = _month_in(rest) if not month and rest else 0
        if named:
            found, is_all = made_of(year, str(named), _day_in(rest))
            is_exact = _EXACT.fullmatch(text) or re.fullmatch(r"[^\W\d_]+\.?(\s\d+)?", rest)
            return found, is_all and bool(is_exact)
        found, is_all = made_of(year, month or "", day or "")
        return found, is_all and not rest
    years = _YEAR.findall(text)
    if not years:
        return "", not text
    without = _YEAR.sub(" ", text)
    month, has_words = _month_in(without), _WORD.search(without) is not None
    found, is_all = made_of(years[0], str(month or ""), _day_in(without) if month else "")
    is_all = is_all and len(years) == 1 and has_words == bool(month)
    return found, is_all and bool(_EXACT.fullmatch(text))


def read_month(text: str) -> tuple[str, str, bool]:
    """The month and day that a text gives, as numbers, and whether it says no more than these."""
    text = text.strip().strip(".,")
    if re.fullmatch(r"\d{1,2}", text):
        is_one = 1 <= int(text) <= 12
        # Zero is how some programs write that they do not know.
        return (str(int(text)) if is_one else ""), "", is_one or int(text) == 0
    numbers = re.fullmatch(r"(\d{1,2})[\s./-]+(\d{1,2})", text)
    if numbers and 1 <= int(numbers[1]) <= 12:
        return str(int(numbers[1])), numbers[2], True
    month = _month_in(text)
    if not month:
        return "", "", not text
    days = _FIRST.findall(text)
    is_all = len(days) < 2 and len(_WORD.findall(text)) == 1
    return str(month), days[0] if days else "", is_all


def made(year: str, month: str = "", day: str = "") -> str:
    """The date of these numbers, as far as they make one; empty without a year."""
    for parts in ((year, month, day), (year, month), (year,)):
        if all(parts):
            try:
                return parse_date("-".join([parts[0], *(part.zfill(2) for part in parts[1:])])).iso
            except ValueError:
                continue
    return ""


def made_of(year: str, month: str = "", day: str = "") -> tuple[str, bool]:
    """The date of these numbers as far as they make one, and whether it says all of them."""
    found = made(year, month, day)
    return found, bool(found) and len([*filter(None, found.split("-"))]) == len(
        [*filter(None, (year, month, day))]
    )


def _month_in(text: str) -> int:
    for word in _WORD.findall(text.lower()):
        found = _MONTHS.get(word)
        if found:
            return found
    return 0


def _day_in(text: str) -> str:
    found = _FIRST.search(text)
    return found[1] if found else ""
