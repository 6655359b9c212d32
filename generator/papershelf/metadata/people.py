"""Names of people as reference managers take them apart again."""

from papershelf.citation.texts import line
from papershelf.names import Name


def inverted(name: Name) -> str:
    """ "van Beethoven, Ludwig", "King, Martin, Jr.", or a literal name as it is; on one line."""
    if name.literal or not name.last:
        return _whole(name.display)
    parts = (name.last, name.given, name.suffix)
    return ", ".join(part for part in map(_whole, parts) if part)


def alone(name: str) -> str:
    """An inverted name as it must be written where there is no other.

    Zotero takes a single "van Dyke, Mary Ann" for two people, but not if the spaces do not break.
    """
    last, comma, rest = name.partition(",")
    if " " in last and " " in rest.strip():
        return last.replace(" ", "\N{NO-BREAK SPACE}") + comma + rest
    return name


def _whole(text: str) -> str:
    # A semicolon ends a name.
    return line(text).replace(";", ",")
