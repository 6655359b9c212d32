"""Fonts for other scripts, made from one of ours: its letters stand for theirs."""

import struct

from papershelf.drawing.fonts import Fonts

_OURS = Fonts().title[0]


def font_for(characters: str) -> bytes:
    """A font that has these characters, each drawn as some Latin letter; and the space."""
    font = bytearray(_OURS.path.read_bytes())
    glyphs = {" ": _OURS.glyphs[ord(" ")]}
    for place, character in enumerate(characters):
        glyphs[character] = _OURS.glyphs[ord("A") + place % 26]
    groups = b"".join(
        struct.pack(">III", ord(character), ord(character), glyphs[character])
        for character in sorted(glyphs)
    )
    table = struct.pack(">HHHHI", 0, 1, 3, 10, 12)
    table += struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(glyphs)) + groups
    (count,) = struct.unpack_from(">H", font, 4)
    font += b"\0" * (-len(font) % 4)
    for place in range(12, 12 + 16 * count, 16):
        if font[place : place + 4] == b"cmap":
            struct.pack_into(">II", font, place + 8, len(font), len(table))
    return bytes(font + table)
