"""Encryption and logins: kept to, or nothing is sent."""

import shutil
import ssl
from pathlib import Path

import pytest
from tests.support.mailing import mail, people
from tests.support.smtp_server import Running, login, make_certificate, smtp_server

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="makes certificates")

TWO = people("ada", "bob")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


def _environment(running: Running, tls: str, authorities: Path | None) -> dict[str, str]:
    trusted = {"PAPERSHELF_SMTP_CA": str(authorities)} if authorities else {}
    return running.environment | {"PAPERSHELF_SMTP_TLS": tls} | trusted


def test_mails_go_through_starttls(certificate: tuple[Path, ssl.SSLContext], ledger: Path) -> None:
    with smtp_server(tls_context=certificate[1], require_starttls=True) as running:
        outcome = mail(_environment(running, "starttls", certificate[0]), TWO, ledger)

    assert outcome.sent == len(running.box.mails) == 2


def test_mails_go_through_a_port_encrypted_from_the_start(
    certificate: tuple[Path, ssl.SSLContext], ledger: Path
) -> None:
    with smtp_server(tls=certificate[1]) as running:
        outcome = mail(_environment(running, "tls", certificate[0]), TWO, ledger)

    assert outcome.sent == len(running.box.mails) == 2


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_refused(
    certificate: tuple[Path, ssl.SSLContext], ledger: Path, tls: str
) -> None:
    settings = {"tls": certificate[1]} if tls == "tls" else {"tls_context": certificate[1]}
    with smtp_server(**settings) as running:
        outcome = mail(_environment(running, tls, None), TWO, ledger)

    assert "does not prove that it is 127.0.0.1" in outcome.stopped
    assert (outcome.sent, outcome.left, running.box.mails) == (0, 2, [])


def test_a_certificate_for_another_name_is_refused(
    certificate: tuple[Path, ssl.SSLContext], ledger: Path
) -> None:
    with smtp_server(tls_context=certificate[1]) as running:
        environment = _environment(running, "starttls", certificate[0])
        outcome = mail(environment | {"PAPERSHELF_SMTP_HOST": "localhost"}, TWO, ledger)

    assert "does not prove that it is localhost" in outcome.stopped
    assert not running.box.mails


def test_a_server_without_starttls_gets_nothing(server: Running, ledger: Path) -> None:
    outcome = mail(_environment(server, "starttls", None), TWO, ledger)

    assert "offers no STARTTLS" in outcome.stopped
    assert not server.box.mails


def test_tls_on_a_port_that_speaks_none_is_explained(server: Running, ledger: Path) -> None:
    outcome = mail(_environment(server, "tls", None), TWO, ledger)

    assert "PAPERSHELF_SMTP_TLS" in outcome.stopped


def test_a_login_is_made_and_a_wrong_one_is_told_without_it(
    certificate: tuple[Path, ssl.SSLContext], ledger: Path
) -> None:
    wanted = login("me@example.org", "hunter2")
    with smtp_server(
        tls_context=certificate[1], auth_required=True, auth_callback=None, authenticator=wanted
    ) as running:
        environment = _environment(running, "starttls", certificate[0])
        none = mail(environment, TWO, ledger)
        environment["PAPERSHELF_SMTP_USER"] = "me@example.org"
        wrong = mail(environment | {"PAPERSHELF_SMTP_PASSWORD": "hunter1"}, TWO, ledger)
        right = mail(environment | {"PAPERSHELF_SMTP_PASSWORD": "hunter2"}, TWO, ledger)

    assert none.stopped.startswith("the server refuses the sender: 530")
    assert "PAPERSHELF_SMTP_PASSWORD" in wrong.stopped
    assert "hunter" not in wrong.stopped
    assert "me@" not in wrong.stopped
    assert right.sent == 2


def test_a_login_where_none_is_offered_is_explained(server: Running, ledger: Path) -> None:
    secrets = {"PAPERSHELF_SMTP_USER": "me", "PAPERSHELF_SMTP_PASSWORD": "hunter2"}
    outcome = mail(server.environment | secrets, TWO, ledger)

    assert "offers no login" in outcome.stopped
    assert not server.box.mails
