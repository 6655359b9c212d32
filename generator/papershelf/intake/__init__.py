"""Drafts → checked entries → files."""

from papershelf.intake.faulty import Faulty
from papershelf.intake.filling import Filler
from papershelf.intake.intake import ON_DUPLICATE, PUBLISHED, Intake, Outcome, Settings, Taken
from papershelf.intake.known import OUR_MARKS
from papershelf.intake.shelf import ShelfFacts, read_shelf
from papershelf.intake.tidy import Tidied, tidy
from papershelf.intake.write import EntryFiles, EntryList, Nowhere, Writer, list_path

__all__ = [
    "ON_DUPLICATE",
    "OUR_MARKS",
    "PUBLISHED",
    "EntryFiles",
    "EntryList",
    "Faulty",
    "Filler",
    "Intake",
    "Nowhere",
    "Outcome",
    "Settings",
    "ShelfFacts",
    "Taken",
    "Tidied",
    "Writer",
    "list_path",
    "read_shelf",
    "tidy",
]
