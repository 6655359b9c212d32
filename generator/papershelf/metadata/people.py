"""Names of people as reference managers take them apart again."""

from papershelf.citation.texts import line
from papershelf.names import Name


def inverted(name: Name) -> str:
    """ "van Beethoven, Ludwig", "King, Martin, Jr.", or a literal name as it is; on one line."""
    if name.literal or not name.last:
        return _whole(name.display)
    last, given = _whole(name.last), _whole(name.given)
    if " " in last and " " in given:
        # Zotero takes "van Dyke, Mary Ann" for two people, but not if the spaces do not break.
        last = last.replace(" ", "\N{NO-BREAK SPACE}")
    return ", ".join(part for part in (last, given, _whole(name.suffix)) if part)


def _whole(text: str) -> str:
    # A semicolon ends a name.
    return line(text).replace(";", ",")
