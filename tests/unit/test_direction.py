"""Which way a language is written."""

import pytest

from papershelf.plan.direction import is_right_to_left


@pytest.mark.parametrize(
    "language", ["ar", "he", "fa-IR", "ur", "az-Arab", "ku-arab-IQ", "yi", "iw", "ji"]
)
def test_languages_of_the_semitic_scripts_run_from_right_to_left(language: str) -> None:
    assert is_right_to_left(language)


@pytest.mark.parametrize(
    "language", ["en", "de-AT", "zh-Hant-TW", "ja", "az", "ar-Latn", "en-arabic", ""]
)
def test_all_others_run_from_left_to_right_also_in_another_script(language: str) -> None:
    assert not is_right_to_left(language)
