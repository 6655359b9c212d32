"""content/site.yaml of a shelf → its settings."""

from papershelf.config import Config, read_config
from papershelf.content_files import ContentFiles
from papershelf.errors import Problem
from papershelf.load import decode, read_bytes

_SETTINGS = "content/site.yaml"


def read_settings(files: ContentFiles) -> tuple[Config, list[Problem]]:
    """The settings of a shelf with all problems; defaults where they are wrong, or missing."""
    text, unreadable = "", list[Problem]()
    if files.config:
        text, unreadable = decode(read_bytes(files.config), files.config.path)
    config, wrong = read_config(text, _SETTINGS)
    return config, [*unreadable, *wrong]
