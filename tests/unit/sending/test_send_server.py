"""What the environment says of the server."""

import pytest

from papershelf.errors import UsageError
from papershelf.sending import read_server

HOST = {"PAPERSHELF_SMTP_HOST": "smtp.example.org"}


@pytest.mark.parametrize(("tls", "port"), [("", 587), ("starttls", 587), ("TLS", 465)])
def test_the_port_follows_from_the_encryption(tls: str, port: int) -> None:
    assert read_server({**HOST, "PAPERSHELF_SMTP_TLS": tls}).port == port


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOST", ""),
        ("HOST", "smtp.example.org\r\nX"),
        ("HOST", "https://smtp.example.org/"),
        ("HOST", "smtp..example.org"),
        ("HOST", "a" * 64 + ".example.org"),
        ("HOST", "."),
        ("PORT", "0"),
        ("PORT", "99999"),
        ("PORT", "²"),
        ("TLS", "starttsl"),
        ("TLS", "off"),
        ("USER", "me"),
        ("PASSWORD", "hunter2"),
    ],
)
def test_a_wrong_setting_is_named(name: str, value: str) -> None:
    with pytest.raises(UsageError, match="PAPERSHELF_SMTP_"):
        read_server({**HOST, f"PAPERSHELF_SMTP_{name}": value})


def test_no_secret_is_shown() -> None:
    login = {"PAPERSHELF_SMTP_USER": "me@example.org", "PAPERSHELF_SMTP_PASSWORD": "hunter2\n"}
    server = read_server(HOST | login)

    assert server.password == login["PAPERSHELF_SMTP_PASSWORD"].strip()
    assert "hunter2" not in repr(server)
    assert "me@" not in repr(server)
    with pytest.raises(UsageError) as told:
        read_server(HOST | login | {"PAPERSHELF_SMTP_PASSWORD": "hünter2"})
    assert "nter2" not in str(told.value)


def test_a_file_of_certificates_must_be_one() -> None:
    server = read_server({**HOST, "PAPERSHELF_SMTP_CA": "/dev/null"})

    with pytest.raises(UsageError, match="PAPERSHELF_SMTP_CA"):
        server.trust()
