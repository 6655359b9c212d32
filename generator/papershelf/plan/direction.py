"""Which way a language is written."""

import re

_SCRIPTS = re.compile("adlm|arab|aran|hebr|mand|mend|nkoo|rohg|samr|syrc|thaa|yezi")
"""ISO 15924 codes of the scripts that run from right to left."""
_LANGUAGES = re.compile(
    "ar|arc|azb|bal|ckb|dv|fa|glk|he|iw|ji|ks|lrc|mzn|nqo|pnb|prs|ps|sd|syr|ug|ur|yi"
)
"""Languages that are written in one of them unless their tag names another script.

With the tags that Hebrew and Yiddish had before, iw and ji.
"""


def is_right_to_left(language: str) -> bool:
    """Whether a language (BCP 47) is written from right to left."""
    primary, *subtags = language.lower().replace("_", "-").split("-")
    script = next((tag for tag in subtags[:2] if len(tag) == 4 and tag.isalpha()), "")
    return bool(_SCRIPTS.fullmatch(script) if script else _LANGUAGES.fullmatch(primary))
