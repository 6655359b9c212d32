"""The fonts of cards: what they have, what can be drawn with them, and files that are none."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.fonts import font_for

from papershelf.drawing.card import draw_card
from papershelf.drawing.drawable import Drawable, drawable
from papershelf.drawing.fonts import Fonts
from papershelf.drawing.look import CardLook
from papershelf.drawing.sfnt import FontFileError, glyphs_of, kerning_of
from papershelf.drawing.texts import CardText

HAN = "注意力机制"


@pytest.mark.parametrize(
    "title",
    [
        *("x\u202ex", "x\u2066x\u2069", "x\u200bx", "xx\0", "\ufeffxx", "x\U0001f389x", "x\ue000x"),
        *("x\ud800x", "x\U000e0001x", "\u0301\u0301xx", "x\u0378x", " x\ufe0fx\t"),
    ],
)
def test_what_has_no_shape_is_left_out(title: str) -> None:
    assert drawable(title, Fonts()) == Drawable("xx")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("e\u0301", "\u00e9"),
        ("\ufb01rst \uff21\u33a5", "\ufb01rst Am3"),
        ("x" + "\u0301" * 2_000 + "y", "x\u0301\u0301y"),
        ("word " * 50_000, "word " * 119 + "word…"),
        ("\u1f03\U0001d4aa", "\u1f03\U0001d4aa"),
    ],
)
def test_what_another_way_of_writing_has_is_written_so(title: str, text: str) -> None:
    assert drawable(title, Fonts()) == Drawable(text)


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_no_text_needs_a_box(text: str) -> None:
    fonts = Fonts()
    found = drawable(text, fonts)
    assert all(character == " " or fonts.has(character) for character in found.text)
    assert draw_card(CardText(found.text), CardLook())


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_a_damaged_font_is_refused_or_read(data: st.DataObject) -> None:
    whole = font_for(HAN) if data.draw(st.booleans()) else Fonts().text[-1].path.read_bytes()
    font = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    ends = [*range(min(300, len(font))), *range(max(0, len(font) - 200), len(font))]
    for place in data.draw(st.lists(st.sampled_from(ends), max_size=8)) if ends else ():
        font[place] = data.draw(st.integers(0, 255))
    hint, glyphs = "", dict[int, int]()
    try:
        glyphs = glyphs_of(bytes(font))
    except FontFileError as refused:
        hint = refused.hint
    assert bool(glyphs) is not bool(hint)
    assert all(0 <= character <= 0x10FFFF for character in glyphs)
    assert isinstance(kerning_of(bytes(font)), dict)


def test_a_font_that_claims_endless_tables_is_refused() -> None:
    segments = struct.pack(">HHHHHHH", 4, 0, 0, 2 * 400, 0, 0, 0) + b"\xff\xfe" * 400 + b"\0\0"
    segments += b"\0\0" * 400 * 3
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + segments
    font = b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0)
    font += struct.pack(">4sIII", b"cmap", 0, 28, len(cmap)) + cmap
    with pytest.raises(FontFileError, match="broken"):
        glyphs_of(font)


def test_the_fonts_that_come_along_have_what_titles_need() -> None:
    fonts = Fonts()

    def letters(first: int, last: int) -> str:
        return "".join(map(chr, range(first, last)))

    needed = letters(0x21, 0x7F) + letters(0xC0, 0x180) + letters(0x1EA0, 0x1EFA)
    needed += letters(0x3B1, 0x3CA) + letters(0x410, 0x460) + "≤≥≠≈∈∉∀∃∑∏∫√∞∂∇→⇒⊂∪∩×·±°²ⁿ₂ℝℕ𝒪𝔼—…“”"
    assert [character for character in needed if not fonts.has(character)] == []
