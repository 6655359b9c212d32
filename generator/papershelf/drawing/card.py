"""Draw a card: warm paper, a masthead between two rules, a title, and the books of the shelf."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from papershelf.drawing import CARD_SIZE
from papershelf.drawing.colours import Colour, ramp, read_colour, readable
from papershelf.drawing.fonts import Fonts
from papershelf.drawing.lines import Lines, fitted, shortened
from papershelf.drawing.look import CardColours, CardLook
from papershelf.drawing.texts import CardText
from papershelf.errors import MachineError

WIDTH, HEIGHT = CARD_SIZE
MARGIN = 72
"""Dots around, which stay empty."""
_INNER = WIDTH - 2 * MARGIN
_SIZES = (84, 76, 70, 64, 58, 53, 48, 44, 40)
"""Ems of titles, in dots."""
_MOST_LINES = 5
_LEADING = 1.14
"""From line to line of a title, in its ems."""
_BELOW_SIZE, _BELOW_LEADING, _GAP = 31, 42, 20
"""Em and leading of the lines below it, and the room between, in dots."""
_HEAD, _FOOT = 132, 564
"""The line below the masthead, and the one that the books stand on."""
_BOOKS = ((0, 11, 8, 25), (10, 6, 9, 30))
"""Left, top, width and height of the upright books, in dots of a picture 48 wide."""
_LEANING = ((23.0, 10.5), (30.5, 8.5), (37.0, 34.6), (29.6, 36.0))
_BOOK_WIDTH, _BOOK_HEIGHT = 76, 72


@dataclass(frozen=True, slots=True)
class _Ink:
    """A colour of the palette: the place of its first shade, and how many it has."""

    first: int
    shades: int


_TEXT, _MUTED, _ACCENT, _RULE = _Ink(1, 6), _Ink(7, 4), _Ink(11, 4), _Ink(15, 1)
"""With the page 16 colours: half the bytes of more, and a third of the time."""
_BITS = 4


def draw_card(text: CardText, look: CardLook) -> bytes:
    """The PNG of a card, 1200 by 630 dots: the same bytes for the same with the same Pillow.

    Raises MachineError for a font whose letters cannot be drawn.
    """
    out = BytesIO()
    # Level 9 takes ten times as long for a twentieth less.
    drawn_card(text, look).save(out, "PNG", bits=_BITS, compress_level=6)
    return out.getvalue()


def drawn_card(text: CardText, look: CardLook) -> Image.Image:
    """The same as a picture of 16 colours, for whoever draws more on it or makes it smaller."""
    sheet = _Sheet()
    try:
        _draw_masthead(sheet, text, look.fonts)
        _draw_middle(sheet, text, look.fonts)
        _draw_foot(sheet, text, look.fonts)
    except OSError as error:
        names = ", ".join(font.path.name for font in look.fonts.shelf)
        raise MachineError(
            f'cannot draw the card "{text.title}": {error}; '
            f"take the broken font out of card_fonts ({names})"
        ) from None
    sheet.image.putpalette(_palette(look.colours))
    return sheet.image


class _Sheet:
    """A picture whose dots are places of the palette: 0 for the page, then the ramps."""

    def __init__(self) -> None:
        self.image = Image.new("P", (WIDTH, HEIGHT), 0)
        self.drawing = ImageDraw.Draw(self.image)

    def write(
        self, lines: Lines, baseline: float, ink: _Ink, *, leading: float = 0, from_right: bool
    ) -> None:
        """Put lines down from a baseline on, at the left margin or ending at the right one.

        `leading`: from line to line, in dots.
        """
        for number, text in enumerate(lines.texts):
            letters, left, above = lines.pen.draw(text)
            x = WIDTH - MARGIN - lines.pen.width(text) if from_right else MARGIN
            y = baseline + number * leading
            self.stamp(letters, (round(x) - left, round(y) - above), ink)

    def bar(self, box: tuple[int, int, int, int], ink: _Ink) -> None:
        """Fill a box: left, top, width and height."""
        left, top, width, height = box
        full = ink.first + ink.shades - 1
        self.drawing.rectangle((left, top, left + width - 1, top + height - 1), fill=full)

    def stamp(self, greys: Image.Image, place: tuple[int, int], ink: _Ink) -> None:
        """Put a picture in shades of grey down, without its white: lines may overlap."""
        shades, inked = _tables(ink)
        self.image.paste(greys.point(shades), place, greys.point(inked))


@lru_cache(maxsize=8)
def _tables(ink: _Ink) -> tuple[list[int], list[int]]:
    """For each grey its place in the palette, and 255 where it is a shade at all."""
    steps = [round(grey / 255 * ink.shades) for grey in range(256)]
    return [ink.first + max(0, step - 1) for step in steps], [255 * (step > 0) for step in steps]


@lru_cache(maxsize=8)
def _palette(colours: CardColours) -> list[int]:
    paper = _colour(colours.page)
    accent = readable(_colour(colours.accent), paper)
    inks = {
        _TEXT: _colour(colours.text),
        _MUTED: _colour(colours.muted),
        _ACCENT: accent,
        _RULE: _colour(colours.rule),
    }
    shades = [paper]
    for ink, colour in inks.items():
        shades += ramp(paper, colour, ink.shades)
    return [part for shade in shades for part in shade]


def _colour(texts: Sequence[str]) -> Colour:
    return next((colour for colour in map(read_colour, texts) if colour), (0, 0, 0))


def _draw_masthead(sheet: _Sheet, text: CardText, fonts: Fonts) -> None:
    sheet.bar((MARGIN, 64, _INNER, 6), _TEXT)
    if text.shelf:
        sheet.bar((MARGIN, _HEAD, _INNER, 2), _TEXT)
        line = shortened(text.shelf, fonts.title, _INNER, 32)
        sheet.write(line, 112, _TEXT, from_right=line.pen.is_rtl)


def _draw_middle(sheet: _Sheet, text: CardText, fonts: Fonts) -> None:
    below = _below(text, fonts)
    gap = _GAP if below else 0
    taken = _BELOW_LEADING * len(below.texts) if below else 0
    room = _FOOT - _BOOK_HEIGHT - 26 - (_HEAD + 26) - gap - taken
    title = _title(text, fonts, room)
    size, tall = title.pen.size, _height(title)
    # Above the middle, where eyes take it for the middle.
    top = _HEAD + 26 + max(0, room - tall) * 0.42
    from_right = title.pen.is_rtl
    baseline = top + size * 0.84
    sheet.write(title, baseline, _TEXT, leading=size * _LEADING, from_right=from_right)
    if below:
        baseline = top + tall + gap + _BELOW_SIZE
        sheet.write(below, baseline, _MUTED, leading=_BELOW_LEADING, from_right=from_right)


def _title(text: CardText, fonts: Fonts, room: float) -> Lines:
    """The title in the largest size whose lines there is room for."""
    choices = [(size, min(_MOST_LINES, _lines_within(size, room))) for size in _SIZES]
    return fitted(text.title, fonts.title, _INNER, choices)


def _lines_within(size: int, room: float) -> int:
    return int((room - size) / (size * _LEADING)) + 1


def _height(lines: Lines) -> float:
    return lines.pen.size * (1 + _LEADING * (len(lines.texts) - 1))


def _below(text: CardText, fonts: Fonts) -> Lines | None:
    """What stands below the title, in the first version that fits on two lines."""
    lines = None
    for line in text.below:
        lines = fitted(line, fonts.text, _INNER, [(_BELOW_SIZE, 2)])
        if lines.is_whole:
            break
    return lines


def _draw_foot(sheet: _Sheet, text: CardText, fonts: Fonts) -> None:
    sheet.bar((MARGIN, _FOOT, _INNER, 2), _RULE)
    if text.place:
        room = _INNER - 2 * _BOOK_WIDTH
        line = shortened(text.place, fonts.title, room, 28)
        sheet.write(line, _FOOT - 22, _ACCENT, from_right=False)
    _draw_books(sheet, WIDTH - MARGIN - _BOOK_WIDTH, _FOOT - _BOOK_HEIGHT)


def _draw_books(sheet: _Sheet, left: int, top: int) -> None:
    """Three books on the line of the foot: the sign of Papershelf."""
    for x, y, width, height in _BOOKS:
        sheet.bar((left + 2 * x, top + 2 * y, 2 * width, 2 * height), _TEXT)
    finer = 4
    sign = Image.new("L", (2 * 40 * finer, 2 * 37 * finer))
    corners = [(2 * finer * x, 2 * finer * y) for x, y in _LEANING]
    ImageDraw.Draw(sign).polygon(corners, fill=255)
    sign = sign.reduce(finer)
    sheet.stamp(sign, (left, top), _ACCENT)
