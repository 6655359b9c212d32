"""The line by which a file names the schema of its YAML to editors."""

from pathlib import PurePosixPath

SCHEMAS = ".papershelf/schema"
"""Where the schemas of a shelf are kept for editors."""
_LISTS = frozenset({"authors", "metrics", "site", "topics", "venues"})


def modeline(path: str) -> str:
    """The first line for a new file at a path of the shelf, without its end.

    In Markdown it is the first line of the header. It is empty for a file that no schema describes.
    """
    place = PurePosixPath(path)
    is_yaml = place.suffix in {".yaml", ".yml"}
    if place.parts[:1] != ("content",):
        return ""
    if place.parts[1:2] == ("papers",) and (is_yaml or place.suffix == ".md"):
        kind = "entry"
    elif is_yaml and len(place.parts) == 2 and place.stem in _LISTS:
        kind = place.stem
    else:
        return ""
    up = "../" * len(place.parent.parts)
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{kind}.json"
