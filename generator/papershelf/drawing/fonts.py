"""The fonts of cards: those that come with Papershelf, and those of a shelf for more scripts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path

from papershelf.drawing.sfnt import FontFileError, glyphs_of, kerning_of
from papershelf.errors import Location, MachineError, Problem

MAX_FONT_BYTES = 64 * 1024 * 1024
FONT_FOLDER = "content/fonts"
"""Where a shelf has its fonts; they are no part of the site."""
_OURS = Path(__file__).parent / "fonts"


@dataclass(frozen=True)
class Font:
    """A font file as it was when it was read."""

    path: Path
    digest: bytes
    glyphs: Mapping[int, int]
    """The number of the glyph of each character."""

    @cached_property
    def kerning(self) -> Mapping[tuple[int, int], float]:
        """How far the second of two glyphs moves, in ems."""
        try:
            return kerning_of(self.path.read_bytes())
        except OSError:
            return {}

    def closer(self, left: str, right: str) -> float:
        """How far the second of two characters moves, in ems: less than 0 for closer."""
        glyphs = self.glyphs
        return self.kerning.get((glyphs.get(ord(left), 0), glyphs.get(ord(right), 0)), 0.0)


@dataclass(frozen=True, eq=False)
class Fonts:
    """The fonts of a shelf's cards."""

    shelf: Sequence[Font] = ()
    """Those of the shelf, asked for what ours lack."""

    @cached_property
    def title(self) -> Sequence[Font]:
        """What titles are set in: of the fonts that have a character the first."""
        return (_ours("title.ttf"), *self._others)

    @cached_property
    def text(self) -> Sequence[Font]:
        """What all else is set in."""
        return (_ours("text.ttf"), *self._others)

    @cached_property
    def _others(self) -> Sequence[Font]:
        return (_ours("letters.ttf"), _ours("signs.otf"), *self.shelf)

    @cached_property
    def digest(self) -> bytes:
        """Changes whenever one of the fonts does."""
        fonts = (self.title[0], *self.text)
        return blake2b(b"".join(font.digest for font in fonts), digest_size=16).digest()

    def __reduce__(self) -> tuple[type["Fonts"], tuple[Sequence[Font]]]:
        """Another process reads those that come with Papershelf itself."""
        return Fonts, (self.shelf,)

    def has(self, character: str) -> bool:
        """Whether any font has a character."""
        return any(ord(character) in font.glyphs for font in self.text)


@cache
def _ours(name: str) -> Font:
    return _read(_OURS / name)


def _read(path: Path) -> Font:
    if path.stat().st_size > MAX_FONT_BYTES:
        raise FontFileError("is larger than 64 MB", "take a font of fewer scripts")
    content = path.read_bytes()
    return Font(path, blake2b(content, digest_size=16).digest(), glyphs_of(content))


def shelf_fonts(shelf: Path, names: Sequence[str]) -> tuple[Fonts, list[Problem]]:
    """The fonts for a shelf's cards with the problems of those that it names.

    `names`: paths below content/fonts. Raises MachineError for what cannot be read.
    """
    root = shelf / FONT_FOLDER
    fonts: list[Font] = []
    problems: list[Problem] = []
    for name in dict.fromkeys(names):
        place = Location(f"{FONT_FOLDER}/{name}")
        path = root / name
        if not path.resolve().is_relative_to(root.resolve()):
            hint = f"put the font itself into {FONT_FOLDER}"
            problems.append(Problem(place, "is a font outside of its folder", hint))
        elif not path.is_file():
            hint = f"put the font there, or mend card_fonts in content/site.yaml; {_found(root)}"
            problems.append(Problem(place, "is named by card_fonts and not there", hint))
        else:
            try:
                fonts.append(_read(path))
            except FontFileError as error:
                problems.append(Problem(place, str(error), error.hint))
            except OSError as error:
                raise MachineError(f"cannot read {place}: {error.strerror}") from None
    return Fonts(tuple(fonts)), problems


def _found(root: Path) -> str:
    names = sorted(path.name for path in root.glob("*") if not path.name.startswith("."))
    return f"there are {', '.join(names[:5])}" if names else f"{FONT_FOLDER} is empty"
