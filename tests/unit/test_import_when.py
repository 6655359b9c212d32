"""Dates in words: the names of months, and words that only begin like one."""

import pytest

from papershelf.importers.when import read_date, read_month


@pytest.mark.parametrize(
    "text", ["Marburg 2019", "Augsburg, 2019", "Marc 2019", "Junior 2019", "2019 Octopus"]
)
def test_a_word_that_begins_like_a_month_is_none(text: str) -> None:
    assert read_date(text) == ("2019", False)


def test_a_word_that_begins_like_a_month_is_none_in_a_month_field() -> None:
    assert read_month("Marburg") == ("", "", False)


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (1, "January Jan. Januar Jänner Jän janvier janv. enero ene gennaio genn. janeiro januari"),
        (2, "February Feb febr. Feber février fevrier févr. fév fev febrero febbraio fevereiro"),
        (3, "March Mar März Maerz Mär Mrz mars marzo março maart mrt. maa"),
        (4, "April Apr avril avr. abril abr aprile"),
        (5, "May Mai mayo maggio mag magg. maio mei"),
        (6, "June Jun. Juni juin jui junio giugno giu junho"),
        (7, "July Jul Juli juillet juil. juill. julio luglio lug lugl. julho"),
        (8, "August Aug. août aout aoû agosto ago augustus"),
        (9, "September Sep Sept. septembre septiembre setiembre set settembre sett. setembro"),
        (10, "October Oct Oktober Okt octobre octubre ottobre ott outubro out"),
        (11, "November Nov. novembre noviembre novembro"),
        (12, "December DEC Dezember Dez décembre decembre déc diciembre dic dicembre dezembro"),
    ],
)
def test_months_are_read_by_their_names_and_usual_abbreviations(month: int, names: str) -> None:
    for name in names.split():
        assert read_date(f"{name} 2019") == (f"2019-{month:02}", True), name
        assert read_month(name) == (str(month), "", True), name
