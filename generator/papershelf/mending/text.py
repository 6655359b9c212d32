"""A file with the edits that keep its meaning."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from papershelf.content_files import ContentFile
from papershelf.errors import Location
from papershelf.mending.edited import Edit, changed
from papershelf.mending.files import Mending
from papershelf.mending.items import Items


@dataclass(slots=True)
class Text:
    """What is edited, and what is set aside because an entry would be another paper with it."""

    file: ContentFile
    content: bytes
    """As it is on disk."""
    before: str = ""
    """With its line ends mended."""
    edits: Sequence[Edit] = ()
    is_text: bool = True
    aside: dict[int, list[Edit]] = field(default_factory=dict)
    """By the place of the entry in the file."""

    after: str = ""
    """With its edits."""

    def take(self, edits: Sequence[Edit], after: str | None = None) -> None:
        """Have these edits and no others; `after`: the text with them, where it is known."""
        self.edits = edits
        self.after = self._with(edits) if after is None else after

    def _with(self, edits: Sequence[Edit]) -> str:
        after = changed(self.before, sorted(edits, key=lambda edit: edit[:2])) if edits else None
        return self.before if after is None else after

    @property
    def has_new(self) -> bool:
        """Whether an edit says another thing than what was there."""
        return any(fix.is_new for _, _, fix in self.edits)

    def renewed(self) -> bytes:
        """The text with no edits but those that say another thing."""
        return self._with([edit for edit in self.edits if edit[2].is_new]).encode()

    def drop_new(self, positions: Collection[int], mending: Mending) -> None:
        """Refuse the edits that say another thing of entries, given by their places."""
        place = self._places()
        bad = [edit for edit in self.edits if edit[2].is_new and place(edit) in positions]
        self.refuse(bad, mending)
        self.take([edit for edit in self.edits if edit not in bad])

    def _places(self) -> Callable[[Edit], int]:
        items = Items(self.file.path, self.before)
        return lambda edit: max(items.place(edit[0]) - 1, 0)

    def set_aside(self, positions: Collection[int]) -> None:
        """Leave out the edits of entries, given by their places, that are to say the same."""
        place = self._places()
        kept: list[Edit] = []
        for edit in self.edits:
            position = place(edit)
            if position in positions and not edit[2].is_new:
                self.aside.setdefault(position, []).append(edit)
            else:
                kept.append(edit)
        self.take(kept)

    def tried(self) -> bytes:
        """The text with one more edit of each entry that has some set aside."""
        return self._with([*self.edits, *(edits[0] for edits in self.aside.values())]).encode()

    def settle(self, bad: Collection[int], mending: Mending) -> None:
        """Take the edits that were tried, but for those of entries that became other papers."""
        good = [edits[0] for place, edits in self.aside.items() if place not in bad]
        self.refuse([edits[0] for place, edits in self.aside.items() if place in bad], mending)
        self.take([*self.edits, *good])
        self.aside = {position: rest for position, (_, *rest) in self.aside.items() if rest}

    def refuse(self, edits: Sequence[Edit], mending: Mending) -> None:
        """Tell that edits are left out for good."""
        for line, column, fix in edits:
            made = "an entry with errors" if fix.is_new else "another paper"
            told = f"the fix would make {made} of it; mend it by hand"
            mending.refused.append((Location(self.file.path, line, column), told))
