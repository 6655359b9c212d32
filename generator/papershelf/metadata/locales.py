"""Languages as Open Graph names them: with a country."""

from types import MappingProxyType
from typing import Final

_LOCALES: Final = (
    "ar_AR cs_CZ da_DK de_DE el_GR en_US es_ES et_EE fa_IR fi_FI fr_FR he_IL hi_IN hr_HR hu_HU "
    "id_ID it_IT ja_JP ko_KR nb_NO nl_NL pl_PL pt_PT ro_RO ru_RU sk_SK sl_SI sv_SE th_TH tr_TR "
    "uk_UA vi_VN zh_CN"
)
_COUNTRIES: Final = MappingProxyType(dict(locale.split("_") for locale in _LOCALES.split()))
_DEFAULT: Final = "en_US"


def locale_of(language: str) -> str:
    """The locale of a BCP 47 tag; empty for the default one and where no country is known."""
    first, *others = language.split("-")
    country = next((part.upper() for part in others if len(part) == 2), None)
    country = country or _COUNTRIES.get(first.lower(), "")
    locale = f"{first.lower()}_{country}"
    return locale if country and locale != _DEFAULT else ""
