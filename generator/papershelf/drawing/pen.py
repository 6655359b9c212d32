"""A text of one size: how wide it is, and its letters in shades of grey."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from papershelf.drawing.drawable import is_shaped, whole_font
from papershelf.drawing.fonts import Font

_FINER = 2
"""Letters are drawn so many times larger: they then stand where they belong, not at whole dots."""
_ABOVE, _BELOW = 1.1, 0.4
"""Room above and below the line that letters stand on, in ems."""
_ASIDE = 8
"""Dots beside a line that overhanging letters may take."""


@lru_cache(maxsize=64)
def _face(path: str, size: int, *, shaped: bool) -> ImageFont.FreeTypeFont:
    # Where the shaping engine is missing letters would stand elsewhere, so that plain scripts are
    # set without it everywhere.
    engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(path, size, layout_engine=engine)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Letters of one font without kerning between them, drawn at once."""

    face: ImageFont.FreeTypeFont
    text: str
    direction: str | None
    closer: float
    """How far the piece moves, in dots of the finer drawing."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes lines of one size: `size` is the em in dots."""

    fonts: Sequence[Font]
    size: int
    is_rtl: bool = False
    """Whether the text that the lines are of is written from the right."""
    _widths: dict[str, float] = field(default_factory=dict)

    def width(self, text: str) -> float:
        """How wide a line is, in dots."""
        width = self._widths.get(text)
        if width is None:
            width = self._widths[text] = sum(_advance(p) for p in self._pieces(text)) / _FINER
        return width

    def draw(self, text: str) -> tuple[Image.Image, int, int]:
        """A line in shades of grey, and how far left and above its start the picture begins."""
        fine = self.size * _FINER
        pieces = list(self._pieces(text))
        ends = round(sum(map(_advance, pieces)))
        above = round(_ABOVE * fine / _FINER) * _FINER
        size = (ends + 2 * _ASIDE * _FINER, above + round(_BELOW * fine))
        image = Image.new("L", (size[0] + size[0] % _FINER, size[1] + size[1] % _FINER))
        drawing = ImageDraw.Draw(image)
        x = float(_ASIDE * _FINER)
        for piece in pieces:
            x += piece.closer
            place = (round(x), above)
            drawing.text(place, piece.text, 255, piece.face, anchor="ls", direction=piece.direction)
            x += _advance(piece) - piece.closer
        return image.reduce(_FINER), _ASIDE, above // _FINER

    def _pieces(self, text: str) -> Iterator[_Piece]:
        fine = self.size * _FINER
        if is_shaped(text):
            font = whole_font(text, self.fonts)
            if font is not None:
                face = _face(str(font.path), fine, shaped=True)
                direction = "rtl" if self.is_rtl else "ltr"
                yield _Piece(face, text, direction, 0.0)
                return
        started: Font | None = None
        letters = ""
        closer = 0.0
        for character in text:
            font = self._font(character)
            if font is None:
                continue
            same = font is started
            moved = font.closer(letters[-1], character) if same else 0.0
            if letters and (not same or moved):
                yield self._piece(started, letters, closer)
                letters, closer = "", moved * fine
            started = font
            letters += character
        if letters:
            yield self._piece(started, letters, closer)

    def _piece(self, font: Font | None, letters: str, closer: float) -> _Piece:
        font = font or self.fonts[0]
        face = _face(str(font.path), self.size * _FINER, shaped=False)
        return _Piece(face, letters, None, closer)

    def _font(self, character: str) -> Font | None:
        code = ord(character)
        return next((font for font in self.fonts if code in font.glyphs), None)


def _advance(piece: _Piece) -> float:
    return piece.face.getlength(piece.text, direction=piece.direction) + piece.closer
