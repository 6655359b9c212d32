"""A digest as a message of e-mail.

After a change: PAPERSHELF_GOLDEN=write pytest tests/unit/digests/test_mail_message.py, then read
the difference.
"""

import os
import re
from datetime import UTC, datetime
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.support import digests
from tests.support.wording import english

from papershelf.digests.list_addresses import list_id, message_id, unsubscribe_address
from papershelf.digests.mail_html import mail_html
from papershelf.digests.message import message
from papershelf.digests.model import Digest
from papershelf.errors import UsageError
from papershelf.mail_address import MailAddress

GOLDEN = Path(__file__).parent / "mail"
_ALWAYS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Id",
    "List-Archive",
    "Auto-Submitted",
    "Content-Language",
    "MIME-Version",
    "Content-Type",
}
_LISTED = {*_ALWAYS, "List-Unsubscribe"}
_ONE_CLICK = {*_LISTED, "List-Unsubscribe-Post"}
_PLAIN = "Week 11, 2026\n\nLeave: https://lists.example.org/leave?list=weekly&who={address}\n"
_TEXTS = st.text(
    st.characters() | st.sampled_from('\r\n\0\x0b\x0c\x1c\x85\u2028\u2029\u202e\ud800=?_<>@:,;"\\'),
    max_size=400,
) | st.sampled_from(digests.HARMS)
_BODIES = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t=.- "), max_size=2_000
)


def sent(
    digest: Digest | None = None,
    plain: str = _PLAIN,
    html: str = "",
    recipient: MailAddress | None = digests.READER,
    **options: Any,
) -> EmailMessage:
    """A message of what tests do not care about, but for what is given."""
    digest = digest or digests.full()
    arguments = {"sender": digests.SENDER, "date": digests.DATE, **options}
    return message(digest, plain, html or "<p>Hello</p>", recipient=recipient, **arguments)


def received(mail: EmailMessage) -> EmailMessage:
    """What a program of a reader makes of its bytes."""
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(bytes(mail))


def parts(mail: EmailMessage) -> list[tuple[str, str]]:
    return [
        (part.get_content_type(), part.get_content().replace("\r\n", "\n"))
        for part in mail.iter_parts()
    ]


def test_a_file_for_reading_is_as_it_was() -> None:
    digest = digests.full()
    found = bytes(sent(digest, html=mail_html(digest, english()), recipient=None))
    file = GOLDEN / "full.eml"
    if os.environ.get("PAPERSHELF_GOLDEN") == "write":
        file.write_bytes(found)
    assert found == file.read_bytes()


def test_the_plain_form_comes_first_and_both_come_back_as_they_were() -> None:
    html = mail_html(digests.full(), english()).rstrip("\n") + "\n"
    mail = received(sent(html=html))
    assert mail.get_content_type() == "multipart/alternative"
    own = "ada%2Bpapers%40example.net"
    assert parts(mail) == [
        ("text/plain", _PLAIN.replace("{address}", own)),
        ("text/html", html.replace("{address}", own)),
    ]


def test_it_has_what_lists_need() -> None:
    mail = received(sent(one_click=True, reply_to=MailAddress("bo", "example.org")))
    leave = "https://lists.example.org/leave?list=weekly&who=ada%2Bpapers%40example.net"
    headers = dict(mail.items())
    message_id = headers.pop("Message-ID")
    assert re.fullmatch(r"<[0-9a-f]{32}@weekly\.shelf\.example\.org>", message_id)
    assert headers.pop("Content-Type").startswith("multipart/alternative; boundary=")
    assert headers == {
        "MIME-Version": "1.0",
        "From": "The Task Shelf <news@example.org>",
        "To": "Ada Lovelace <ada+papers@example.net>",
        "Reply-To": "bo@example.org",
        "Subject": "The Task Shelf: week 11, 2026",
        "Date": "Mon, 16 Mar 2026 06:00:00 +0000",
        "List-Id": "<weekly.shelf.example.org>",
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Archive": "<https://shelf.example.org/weekly/2026-W11/>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "en",
    }


def test_long_addresses_stay_whole_in_their_headers() -> None:
    long = "https://lists.example.org/" + "a" * 700 + "?who={address}"
    mail = sent(replace(digests.full(), unsubscribe=long))
    line = next(line for line in bytes(mail).split(b"\r\n") if line.startswith(b"List-Unsub"))
    assert line.endswith(b"aaa?who=ada%2Bpapers%40example.net>")


@pytest.mark.parametrize(
    ("unsubscribe", "expected"),
    [
        ("mailto:leave@example.org", "mailto:leave@example.org?subject=unsubscribe%20weekly."),
        ("mailto:leave@example.org?subject=stop {address}", "?subject=stop%20ada%2Bpapers%40"),
        ("https://bücher.example/weg?ü={address}", "https://xn--bcher-kva.example/weg?%C3%BC="),
        ("https://example.org/%7Baddress%7D", "https://example.org/ada%2Bpapers%40example.net"),
    ],
)
def test_addresses_for_leaving_are_written_in_ascii(unsubscribe: str, expected: str) -> None:
    mail = received(sent(replace(digests.full(), unsubscribe=unsubscribe)))
    assert expected in mail["List-Unsubscribe"]


@pytest.mark.parametrize(
    "unsubscribe", ["", "javascript:alert(1)", "ftp://example.org/", "https://[/", "https:///x"]
)
def test_what_is_no_address_for_leaving_is_left_out(unsubscribe: str) -> None:
    assert set(sent(replace(digests.full(), unsubscribe=unsubscribe)).keys()) == _ALWAYS


def test_an_address_for_leaving_that_no_line_can_hold_is_refused() -> None:
    long = replace(digests.full(), unsubscribe="https://example.org/" + "a" * 1_000)
    with pytest.raises(UsageError, match="name a shorter address"):
        sent(long)


@pytest.mark.parametrize(
    "unsubscribe",
    ["mailto:leave@example.org", "http://localhost/{address}", "https://example.org/leave"],
)
def test_one_click_needs_a_safe_address_that_tells_who_leaves(unsubscribe: str) -> None:
    mail = sent(replace(digests.full(), unsubscribe=unsubscribe), one_click=True)
    assert set(mail.keys()) == _LISTED


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("https://shelf.example.org/", "weekly.shelf.example.org"),
        ("https://example.github.io/task-shelf/", "weekly.task-shelf.example.github.io"),
        ("http://127.0.0.1:8000/", "weekly.127.0.0.1"),
        ("http://[::1]:8000/", "weekly.1"),
        ("https://xn--bcher-kva.example/a/b/", "weekly.b.a.xn--bcher-kva.example"),
        ("https://example.org/p%C3%A4per/", "weekly.p-c3-a4per.example.org"),
        ("", "weekly.localhost"),
    ],
)
def test_a_list_is_named_by_its_kind_and_site(site: str, expected: str) -> None:
    assert list_id(replace(digests.full(), site_url=site)) == expected


def test_the_name_of_a_list_stays_short() -> None:
    digest = replace(digests.full(), site_url=f"https://{'a' * 60}.example/{'b' * 900}/")
    assert len(list_id(digest)) < 255
    assert list_id(digest) != list_id(replace(digest, site_url=digest.site_url + "c/"))


def test_the_id_of_a_message_is_that_of_digest_and_reader_and_tells_nothing_of_them() -> None:
    full, other = digests.full(), MailAddress("bo", "example.net")
    ids = [
        message_id(full, digests.READER),
        message_id(full, other),
        message_id(full, None),
        message_id(replace(full, key="2026-W12"), digests.READER),
        message_id(replace(full, site_url="https://other.example/"), digests.READER),
    ]
    assert len(set(ids)) == len(ids)
    assert ids[0] == message_id(digests.full(), replace_name(digests.READER))
    assert not any("ada" in text or "papers@" in text for text in ids)


def replace_name(person: MailAddress) -> MailAddress:
    return MailAddress(person.local, person.domain, "Another Name")


def test_a_file_for_reading_names_nobody() -> None:
    mail = received(sent(recipient=None, sender=None, one_click=True))
    assert mail["To"] == "undisclosed-recipients:;"
    assert mail["From"] == "The Task Shelf <digest@papershelf.invalid>"
    assert "List-Unsubscribe" not in mail
    assert "{address}" not in mail.as_string()


def test_addresses_beyond_ascii_are_written_as_they_are() -> None:
    assert "jürgen@example.net".encode() in bytes(
        sent(recipient=MailAddress("jürgen", "example.net"))
    )


@pytest.mark.parametrize(
    "text",
    [
        "Neue Arbeiten über Aufmerksamkeit, Woche 11, 2026, und noch vieles mehr · Das Regal",
        "رف الأوراق والأشياء الأخرى التي تعلمناها في هذا الأسبوع الطويل جدا جدا",
        "第11週：新しい論文が12本届きました。編集部より、皆さまへのお知らせです。",
        "abc 👩‍🔬 def abc 👩‍🔬 def abc 👩‍🔬 def abc 👩‍🔬 def abc 👩‍🔬 def",
        "A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z, A, B",
        "Jane (Überprüfung) Doe, PhD; the third @ home: x",
        "$O(n \\log n)$ — why? · Shelf, and so on, until the line has no more room for it",
    ],
)
def test_long_texts_come_back_whole_from_their_headers_in_strict_programs(text: str) -> None:
    person = MailAddress("ada", "example.net", text.replace("\\", ""))
    mail = sent(
        replace(digests.full(), subject=text), sender=person, recipient=person, reply_to=person
    )
    headers = bytes(mail).partition(b"\r\n\r\n")[0].decode("ascii")
    # As the oldest of readers do it: by the letter of RFC 2047, one address a comma.
    found = BytesParser().parsebytes(bytes(mail))
    unfolded = {name: found[name].replace("\r\n", "") for name in ("Subject", "From", "To")}
    assert str(make_header(decode_header(unfolded["Subject"]))) == text
    for name in ("From", "To"):
        [(shown, address)] = getaddresses([unfolded[name]])
        assert str(make_header(decode_header(shown))) == person.name
        assert address == person.address
    assert all(len(word) <= 75 for word in re.findall(r"=\?\S+\?=", headers))
    assert all(len(line) <= 76 for line in headers.split("\r\n") if "=?" in line)


def test_a_sender_without_a_name_writes_as_the_shelf() -> None:
    mail = received(sent(sender=MailAddress("news", "example.org")))
    assert mail["From"] == "The Task Shelf <news@example.org>"


def test_an_address_for_answers_beyond_ascii_is_written_as_it_is() -> None:
    mail = sent(reply_to=MailAddress("jürgen", "example.net"))
    assert "Reply-To: jürgen@example.net\r\n".encode() in bytes(mail)


def test_only_the_whole_address_for_leaving_is_filled() -> None:
    plain = "A paper on {address} and ${address}\n"
    assert parts(sent(plain=plain))[0][1] == plain


@pytest.mark.parametrize("name", list(digests.EVERY))
def test_no_line_is_longer_than_servers_take(name: str) -> None:
    digest = digests.EVERY[name]
    written = bytes(sent(digest, plain="ü" * 20_000 + "\n", html=mail_html(digest, english())))
    assert max(map(len, written.split(b"\r\n"))) <= 998
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert written.isascii()


def test_the_same_digest_is_the_same_bytes() -> None:
    assert bytes(sent()) == bytes(sent())
    assert bytes(sent()) != bytes(sent(date=datetime(2026, 3, 17, tzinfo=UTC)))


@given(subject=_TEXTS, title=_TEXTS, name=_TEXTS, key=_TEXTS, language=_TEXTS)
def test_no_text_adds_a_header(
    subject: str, title: str, name: str, key: str, language: str
) -> None:
    digest = replace(digests.full(), subject=subject, site_title=title, key=key, language=language)
    person = MailAddress("ada", "example.net", name)
    mail = received(sent(digest, recipient=person, sender=person, one_click=True))
    headers = {*_ONE_CLICK} if mail["Content-Language"] else _ONE_CLICK - {"Content-Language"}
    assert sorted(mail.keys()) == sorted(headers)
    assert [address.addr_spec for address in mail["To"].addresses] == ["ada@example.net"]
    assert [address.addr_spec for address in mail["From"].addresses] == ["ada@example.net"]
    assert not re.search("[\x00-\x1f\x7f\x85\u2028\u2029\u202e]", mail["Subject"])
    assert [kind for kind, _ in parts(mail)] == ["text/plain", "text/html"]


@given(unsubscribe=_TEXTS, url=_TEXTS, site=_TEXTS, kind=_TEXTS)
def test_no_address_adds_a_header(unsubscribe: str, url: str, site: str, kind: str) -> None:
    digest = replace(
        digests.full(),
        unsubscribe=f"https://example.org/{unsubscribe[:60]}",
        url=f"https://example.org/{url[:60]}",
        site_url=f"https://example.org/{site.translate(dict.fromkeys(map(ord, '[]')))}/",
        kind=kind,
    )
    mail = received(sent(digest))
    assert sorted(mail.keys()) == sorted(_LISTED)
    assert unsubscribe_address(digest).isascii()
    assert re.fullmatch("<[!-;=?-~]+>", mail["List-Unsubscribe"])
    assert re.fullmatch("<[!-;=?-~]+>", mail["Message-ID"])


@given(plain=_BODIES, html=_BODIES)
def test_both_forms_come_back_equal(plain: str, html: str) -> None:
    mail = received(sent(plain=plain, html=html or "x"))
    ends = [text.rstrip("\n") + "\n" for text in (plain, html or "x")]
    assert [text for _, text in parts(mail)] == ends
