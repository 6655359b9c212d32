"""The settings of Sveltia CMS for one shelf."""

import json
from pathlib import Path
from typing import Any

from papershelf.admin.collections import collections_of
from papershelf.config import Config
from papershelf.content_files import find_files
from papershelf.model import Library
from papershelf.plan.editing import Editing
from papershelf.shelf_words import words_of


def editing_config(shelf: Path, library: Library, config: Config, editing: Editing) -> bytes:
    """What the page for editing is told: where the files are, and which fields they have."""
    folder = config.repository.folder if config.repository else ""
    prefix = f"{folder}/" if folder else ""
    settings: dict[str, Any] = {
        "backend": dict(editing.backend),
        "app_title": config.title,
        "media_folder": f"{prefix}content/static",
        "public_folder": "/static",
        "output": {"omit_empty_optional_fields": True},
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 80},
        "editor": {"preview": False},
        "collections": collections_of(find_files(shelf)[0], words_of(shelf, library), prefix),
    }
    if editing.has_review:
        settings["publish_mode"] = "editorial_workflow"
    return (json.dumps(settings, ensure_ascii=False, indent=1) + "\n").encode()
