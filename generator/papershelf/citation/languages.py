"""Languages by the names that LaTeX's babel and libraries have for them: the one table."""

import re
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
# What else babel and polyglossia call them.
_OTHER_NAMES: Final = (
    "american en-US usenglish en-US usaenglish en-US british en-GB ukenglish en-GB australian "
    "en-AU canadian en-CA newzealand en-NZ ngerman de austrian de-AT naustrian de-AT "
    "swissgerman de-CH nswissgerman de-CH francais fr acadian fr-CA canadien fr-CA brazil "
    "pt-BR brazilian pt-BR portuges pt mexican es-MX farsi fa magyar hu slovenian sl "
    "norwegian no turkce tr"
)
# ISO 639-2, as libraries and PubMed write it; some languages have two codes there.
_CODES: Final = (
    "ara ar bul bg cat ca ces cs chi zh cze cs dan da deu de dut nl ell el eng en est et eus eu "
    "fas fa fin fi fra fr fre fr ger de gre el heb he hin hi hrv hr hun hu ice is ind id isl is "
    "ita it jpn ja kor ko lat la lav lv lit lt nld nl nor no per fa pol pl por pt ron ro rum ro "
    "rus ru slk sk slo sk slv sl spa es srp sr swe sv tha th tur tr ukr uk vie vi zho zh"
)
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_BY_TAG: Final = MappingProxyType(dict(zip(_WORDS[::2], _WORDS[1::2], strict=True)))
_OTHERS: Final = _OTHER_NAMES.split()
_CODED: Final = _CODES.split()
_BY_NAME: Final = MappingProxyType(
    dict(zip(_CODED[::2], _CODED[1::2], strict=True))
    | dict(zip(_OTHERS[::2], _OTHERS[1::2], strict=True))
    | dict(zip(reversed(_WORDS[1::2]), reversed(_WORDS[::2]), strict=True))
)


def babel_name(tag: str) -> str:
    """What babel calls the language of a BCP 47 tag; empty where it is not in the table."""
    return _BY_TAG.get(tag.partition("-")[0].lower(), "")


def tag_of(name: str) -> str:
    """The BCP 47 tag of a language by its name in LaTeX or English, its ISO 639 code or its tag.

    Empty where it is not in the table.
    """
    name = name.strip()
    if _TAG.fullmatch(name) and babel_name(name):
        return name
    return _BY_NAME.get(name.lower(), "")
