"""The line by which a YAML file names its schema to editors."""

from pathlib import PurePosixPath

SCHEMAS = ".papershelf/schema"
"""Where the schemas of a shelf are kept for editors."""
_LISTS = frozenset({"authors", "metrics", "site", "topics", "venues"})


def modeline(path: str) -> str:
    """The first line for a new file at a path of the shelf, without its end.

    It is empty for Markdown: no editor looks for it in a header, and none for a file that no schema
    describes.
    """
    place = PurePosixPath(path)
    if place.suffix not in {".yaml", ".yml"} or place.parts[:1] != ("content",):
        return ""
    if place.parts[1:2] == ("papers",):
        kind = "entry"
    elif len(place.parts) == 2 and place.stem in _LISTS:
        kind = place.stem
    else:
        return ""
    up = "../" * len(place.parent.parts)
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{kind}.json"
