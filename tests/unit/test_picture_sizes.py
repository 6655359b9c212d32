"""How large pictures are, by what independent writers put into their heads, and by damaged ones."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from papershelf import build
from papershelf.picture_sizes import size_in
from papershelf.plan.pictures import Pictures

KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "a.png": ("PNG", {}),
    "a.PNG": ("PNG", {}),
    "a.gif": ("GIF", {}),
    "a.jpg": ("JPEG", {}),
    "progressive.jpeg": ("JPEG", {"progressive": True, "icc_profile": b"x" * 100_000}),
    "lossy.webp": ("WEBP", {}),
    "lossless.webp": ("WEBP", {"lossless": True}),
    "extended.webp": ("WEBP", {"exif": b"Exif\0\0II*\0", "lossless": True}),
}


def _picture(name: str, width: int = 300, height: int = 7) -> bytes:
    kind, options = KINDS[name]
    written = BytesIO()
    Image.new("RGB", (width, height), "#8c2f1b").save(written, kind, **options)
    return written.getvalue()


@pytest.mark.parametrize("name", KINDS)
def test_the_size_is_what_the_head_of_the_file_says(name: str) -> None:
    assert size_in(name, BytesIO(_picture(name))) == (300, 7)


@pytest.mark.parametrize(("turn", "size"), [(1, (300, 7)), (3, (300, 7)), (6, (7, 300))])
def test_a_photograph_is_as_large_as_it_stands_upright(turn: int, size: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    exif[0x0112] = turn
    written = BytesIO()
    Image.new("RGB", (300, 7)).save(written, "JPEG", exif=exif)
    assert size_in("a.jpg", BytesIO(written.getvalue())) == size


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="456" height="288.4" viewBox="0 0 9 9"', (456, 288)),
        ('width="456px" height=" 288 "', (456, 288)),
        ('width="200" viewBox="0 0 40 20"', (200, 100)),
        ('height="200" viewBox="0,0,40,20"', (400, 200)),
        ('viewBox="-5 -5 40 20"', (1000, 500)),
        ('width="100%" height="100%" viewBox="0 0 40 20"', (1000, 500)),
        ('width="10cm" height="5cm"', None),
        ('width="100"', None),
        ('viewBox="0 0 0 20"', None),
        ('viewBox="0 0 nan 20"', None),
        ('viewBox="0 0 1e-9 99999"', None),
        ('width="0" height="5"', None),
        ('width="999999" height="5"', None),
        ("", None),
    ],
)
def test_a_drawing_is_as_large_as_its_lengths_or_its_box_say(
    attributes: str, size: tuple[int, int] | None
) -> None:
    head = '<?xml version="1.0"?><!-- made by hand -->\n'
    drawing = f'{head}<svg xmlns="http://www.w3.org/2000/svg" {attributes}><g/></svg>'
    assert size_in("a.svg", BytesIO(drawing.encode())) == size


def test_only_the_beginning_of_a_long_drawing_is_read() -> None:
    file = BytesIO(b'<svg width="4" height="5">' + b"<g/>" * 1_000_000)
    assert size_in("a.svg", file) == (4, 5)
    assert file.tell() < 100_000


@pytest.mark.parametrize("name", KINDS)
def test_a_picture_that_breaks_off_is_told_without_a_size_or_with_its_own(name: str) -> None:
    whole = _picture(name)
    found = {size_in(name, BytesIO(whole[:length])) for length in range(min(len(whole), 700))}
    assert found <= {None, (300, 7)}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\xff" * 8),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 8),
        ("a.png", b"GIF89a\x05\0\x05\0"),
        ("a.jpg", b"\xff\xd8" + b"\xff\xe0\0\x02" * 100_000),
        ("a.jpg", b"\xff\xd8\xff\xe0\0\0" + b"\xff" * 1000),
        ("a.jpg", b"\xff\xd8\xff\xe1\0\x12Exif\0\0II*\0\xff\xff\xff\xff\xff\xff\xff\xff"),
        ("a.webp", b"RIFF\0\0\0\0WEBPJUNK" + b"\0" * 99),
        ("a.svg", b'<!DOCTYPE svg [<!ENTITY a "4">]><svg width="&a;" height="5"/>'),
        ("a.svg", b'<?xml version="1.0" encoding="none-such"?><svg width="4" height="5"/>'),
        ("a.svg", b"<html width='4' height='5'/>"),
        ("a.svg", b"\x1f\x8b\x08"),
        ("a.pdf", b"%PDF-1.4"),
        ("a", b""),
    ],
)
def test_what_is_no_picture_or_means_harm_has_no_size(name: str, content: bytes) -> None:
    assert size_in(name, BytesIO(content)) is None


def test_a_picture_in_markdown_keeps_its_room_until_it_is_there(small: Path) -> None:
    page = _page(small, "![One](../static/a.png) ![Two](/b%20c.gif) ![Three](../static/none.png)")
    _put(small, "a.png", _picture("a.png", 300, 200))
    _put(small, "b c.gif", _picture("a.gif", 320, 1280))
    _put(small, "none.png", b"\x89PNG")
    build(small)
    text = page.read_text()
    assert 'alt="One" width="300" height="200" loading="lazy"' in text
    # As high as a picture is shown at most.
    assert 'alt="Two" width="160" height="640" loading="lazy"' in text
    assert 'alt="Three" loading="lazy"' in text


def test_another_size_of_a_picture_is_a_reason_to_write_its_page_anew(small: Path) -> None:
    page = _page(small, "![One](../static/a.png)")
    _put(small, "a.png", _picture("a.png", 300, 200))
    build(small)
    _put(small, "a.png", _picture("a.png", 40, 50))
    assert build(small).rendered == 1
    assert 'width="40" height="50"' in page.read_text()
    _put(small, "a.png", _picture("a.png", 40, 50) + b"more")
    assert build(small).rendered == 0


def test_a_picture_that_became_a_link_out_of_the_shelf_is_not_read(tmp_path: Path) -> None:
    static = tmp_path / "shelf" / "content" / "static"
    static.mkdir(parents=True)
    (tmp_path / "a.png").write_bytes(_picture("a.png"))
    (static / "a.png").symlink_to(tmp_path / "a.png")
    pictures = Pictures(tmp_path / "shelf", ["a.png", "gone.png"])
    assert [pictures.size(path) for path in ("a.png", "gone.png", "b.png")] == [None] * 3


def _page(shelf: Path, body: str) -> Path:
    """Write a free page; returns where the site has it."""
    path = shelf / "content" / "pages" / "shown.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\ntitle: Shown\n---\n{body}\n", encoding="utf-8")
    return shelf / "site" / "shown" / "index.html"


def _put(shelf: Path, name: str, content: bytes) -> None:
    path = shelf / "content" / "static" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
