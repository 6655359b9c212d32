"""Languages by the names that LaTeX's babel has for them: the one table."""

from types import MappingProxyType
from typing import Final

_NAMES: Final = (
    "ar arabic bg bulgarian ca catalan cs czech da danish de german el greek en english "
    "eo esperanto es spanish et estonian eu basque fa persian fi finnish fr french ga irish "
    "gl galician he hebrew hi hindi hr croatian hu hungarian hy armenian id indonesian "
    "is icelandic it italian ja japanese ko korean la latin lt lithuanian lv latvian nb norsk "
    "nl dutch nn nynorsk no norsk pl polish pt portuguese ro romanian ru russian sk slovak "
    "sl slovene sr serbian sv swedish th thai tr turkish uk ukrainian vi vietnamese zh chinese"
)
_WORDS: Final = _NAMES.split()
_BY_TAG: Final = MappingProxyType(dict(zip(_WORDS[::2], _WORDS[1::2], strict=True)))


def babel_name(tag: str) -> str:
    """What babel calls the language of a BCP 47 tag; empty where it is not in the table."""
    return _BY_TAG.get(tag.partition("-")[0].lower(), "")
