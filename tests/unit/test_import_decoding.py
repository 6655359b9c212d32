"""The bytes of files to import become text, and what cannot is told by its line."""

import pytest

from papershelf.errors import UsageError
from papershelf.importers.decoding import MOST, decode
from papershelf.importers.importer import Source


def _decoded(content: bytes, encoding: str = "") -> tuple[str, list[tuple[int, str]]]:
    text, problems = decode(Source("refs.bib", content, encoding))
    return text, [(problem.location.line, problem.message) for problem in problems]


@pytest.mark.parametrize(
    "content",
    [
        "é\nß".encode(),
        "\ufeffé\nß".encode(),
        "\ufeffé\r\nß".encode("utf-16-le"),
        "\ufeffé\rß".encode("utf-16-be"),
        "\ufeffé\nß".encode("utf-32-le"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding(content: bytes) -> None:
    assert _decoded(content) == ("é\nß", [])


def test_lines_that_are_not_utf8_are_read_as_windows_1252_and_named() -> None:
    content = "é\r\n".encode() + "ß “x”\r\n".encode("cp1252") + "ø\n".encode()
    text, problems = _decoded(content)
    assert text == "é\nß “x”\nø\n"
    assert problems == [(2, "this line is not UTF-8: read as Windows-1252")]


def test_what_is_in_no_encoding_becomes_a_replacement_character() -> None:
    assert _decoded(b"\xff\x81")[0] == "ÿ\ufffd"


def test_a_given_encoding_counts() -> None:
    assert _decoded("é".encode("latin-1"), "latin-1") == ("é", [])
    text, problems = _decoded(b"a\n\xe9", "ascii")
    assert text == "a\n\ufffd"
    assert [line for line, _ in problems] == [2]


@pytest.mark.parametrize("name", ["latin-99", "hex", "idna", "\0"])
def test_an_unknown_encoding_is_wrong_usage(name: str) -> None:
    with pytest.raises(UsageError):
        _decoded(b"\xe9.", name)


def test_control_characters_are_replaced_and_named_once_a_line() -> None:
    text, problems = _decoded(b"a\0b\0\n\fok\n\x1b[31m")
    assert text == "a\ufffdb\ufffd\n ok\n\ufffd[31m"
    assert [line for line, _ in problems] == [1, 3]


def test_beyond_a_thousand_bad_lines_are_counted() -> None:
    _, problems = _decoded(b"\xe9\n" * (MOST + 7))
    assert len(problems) == MOST + 1
    assert problems[-1] == (MOST + 1, "and 7 more lines like those before")
