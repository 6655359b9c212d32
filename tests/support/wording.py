"""The words of the interface, for tests without a theme."""

from functools import cache

from papershelf.language_files import LanguageFile, wording_of
from papershelf.packaged import packaged_themes
from papershelf.wording import Wording


@cache
def english() -> Wording:
    """The English words of `base`."""
    return in_language("en")


def in_language(language: str) -> Wording:
    """The words of `base` in a language."""
    folder = packaged_themes() / "base" / "i18n"
    files = [LanguageFile(p.stem, p.name, p.read_bytes()) for p in sorted(folder.glob("*.yaml"))]
    wording, _ = wording_of(language, files)
    return wording
