"""Mails given to a real server, willing or not."""

import threading
from email.message import EmailMessage
from email.policy import SMTPUTF8
from pathlib import Path

import pytest
from tests.support.mailing import NEWS, Waits, letter, mail, people, states
from tests.support.smtp_server import DROP, SILENCE, Running, smtp_server

from papershelf.mail_address import MailAddress, parse_mail_address
from papershelf.sending import State

THREE = people("ada", "bob", "cy")


def test_everybody_gets_one_mail_of_their_own(server: Running, ledger: Path) -> None:
    outcome = mail(server.environment, "Ada <ada@example.org>\nbob@example.org", ledger)

    assert (outcome.sent, outcome.failed, outcome.left) == (2, (), 0)
    first, second = server.box.mails
    assert first.sender == NEWS.address
    assert first.recipients == ("ada@example.org",)
    assert first.message["To"] == "Ada <ada@example.org>"
    assert second.message["To"] == "bob@example.org"
    assert first.message["Subject"] == "Wöche 11"
    assert first.message.get_content().replace("\r", "") == letter(NEWS).get_content()


def test_a_second_run_sends_nothing(server: Running, ledger: Path) -> None:
    mail(server.environment, THREE, ledger)
    before = server.box.connections
    outcome = mail(server.environment, THREE.upper(), ledger)

    assert (outcome.sent, outcome.already) == (0, 3)
    assert server.box.connections == before
    assert set(server.box.received.values()) == {1}


def test_a_refused_address_stops_no_other_and_is_asked_again_by_the_next_run(
    server: Running, ledger: Path
) -> None:
    server.box.on_recipient = lambda to, _before: (
        "550 5.1.1 <bob@example.org>: no box\x1b[2J bob here" if to.startswith("bob") else None
    )
    outcome = mail(server.environment, THREE, ledger)
    server.box.on_recipient = lambda _to, _before: None
    again = mail(server.environment, THREE, ledger)

    assert outcome.sent == 2
    assert [fail.line for fail in outcome.failed] == [2]
    assert outcome.failed[0].why.startswith("550 5.1.1")
    assert not {"bob", "example", "\x1b"} & set(outcome.failed[0].why.replace("<", " ").split())
    assert "bob" not in outcome.failed[0].why
    assert (again.sent, again.already) == (1, 2)
    assert server.box.received == {"ada@example.org": 1, "bob@example.org": 1, "cy@example.org": 1}


def test_who_is_refused_for_now_is_asked_again_later(server: Running, ledger: Path) -> None:
    server.box.on_recipient = lambda to, before: (
        "450 4.2.0 come back" if to.startswith("ada") and before < 1 else None
    )
    waits = Waits()
    outcome = mail(server.environment, THREE, ledger, wait=waits)

    assert (outcome.sent, outcome.failed) == (3, ())
    assert [sent.recipients[0][0] for sent in server.box.mails] == ["b", "c", "a"]
    assert waits.seconds == [30.0]


def test_who_is_always_refused_for_now_has_failed_in_the_end(server: Running, ledger: Path) -> None:
    server.box.on_data = lambda to, _before: "451 busy" if to.startswith("ada") else None
    outcome = mail(server.environment, THREE, ledger)

    assert (outcome.sent, [fail.why for fail in outcome.failed]) == (2, ["451 busy"])
    assert states(ledger, THREE)[0] is State.FAILED


def test_a_refused_mail_is_a_failure(server: Running, ledger: Path) -> None:
    server.box.on_data = lambda to, _before: "554 5.7.1 spam" if to.startswith("bob") else None
    outcome = mail(server.environment, THREE, ledger)

    assert (outcome.sent, [fail.line for fail in outcome.failed]) == (2, [2])


@pytest.mark.parametrize("answer", ["421 4.3.2 closing", DROP])
def test_a_closed_conversation_is_begun_anew(server: Running, ledger: Path, answer: str) -> None:
    server.box.on_recipient = lambda to, before: (
        answer if to.startswith("bob") and not before else None
    )
    outcome = mail(server.environment, THREE, ledger)

    assert (outcome.sent, outcome.failed, outcome.unknown) == (3, (), ())
    assert server.box.connections == 2
    assert set(server.box.received.values()) == {1}


@pytest.mark.parametrize("answer", [DROP, SILENCE])
def test_a_mail_without_an_answer_is_unknown_and_not_sent_again_unasked(
    server: Running, ledger: Path, answer: str
) -> None:
    server.box.after_data = lambda to, _before: answer if to.startswith("bob") else None
    outcome = mail(server.environment, THREE, ledger, patience=0.5)
    second = mail(server.environment, THREE, ledger)
    server.box.after_data = lambda _to, _before: None
    third = mail(server.environment, THREE, ledger, again=True)

    assert (outcome.sent, outcome.unknown) == (2, (2,))
    assert (second.sent, second.already, second.unknown) == (0, 2, (2,))
    assert (third.sent, third.already, third.unknown) == (1, 2, ())


def test_a_server_that_swallows_mails_without_an_answer_gets_no_more(
    server: Running, ledger: Path
) -> None:
    everybody = people(*"abcdefgh")
    server.box.after_data = lambda _to, _before: DROP
    outcome = mail(server.environment, everybody, ledger)

    assert "may have arrived or not" in outcome.stopped
    assert (len(outcome.unknown), outcome.left) == (3, 5)
    assert len(server.box.mails) == 3


def test_a_server_that_always_hangs_up_is_left_alone(server: Running, ledger: Path) -> None:
    server.box.on_sender = lambda _to, _before: DROP
    waits = Waits()
    outcome = mail(server.environment, people(*"abcdefgh"), ledger, wait=waits)

    assert "again and again" in outcome.stopped
    assert server.box.connections == 5
    assert waits.seconds == [1.0, 5.0, 15.0, 30.0]
    assert set(states(ledger, people("h"))) == {None}


def test_a_refused_sender_stops_the_run(server: Running, ledger: Path) -> None:
    server.box.on_sender = lambda _to, _before: "550 5.7.1 not yours"
    outcome = mail(server.environment, THREE, ledger)

    assert "refuses the sender: 550 5.7.1 not yours" in outcome.stopped
    assert (outcome.sent, outcome.left) == (0, 2)


def test_many_refusals_that_are_not_about_people_stop_the_run(
    server: Running, ledger: Path
) -> None:
    everybody = people(*(f"a{n}" for n in range(30)))
    server.box.on_recipient = lambda _to, _before: "550 5.7.1 you are on a black list"
    blocked = mail(server.environment, everybody, ledger)
    server.box.on_recipient = lambda _to, _before: "550 5.1.1 no such box"
    gone = mail(server.environment, everybody, ledger)

    assert (len(blocked.failed), blocked.left) == (20, 10)
    assert "in a row" in blocked.stopped
    assert (len(gone.failed), gone.left, gone.stopped) == (30, 0, "")


def test_a_server_that_takes_no_more_for_now_is_not_pressed(server: Running, ledger: Path) -> None:
    everybody = people(*(f"a{n:03}" for n in range(100)))
    server.box.on_recipient = lambda to, _before: "450 4.7.1 too many" if to > "a005" else None
    outcome = mail(server.environment, everybody, ledger)
    asked = sum(number for what, number in server.box.asked.items() if what.startswith("RCPT"))
    server.box.on_recipient = lambda _to, _before: None
    second = mail(server.environment, everybody, ledger)

    assert outcome.sent == 5
    assert "no more mails for now" in outcome.stopped
    assert asked == 5 + 60
    assert (second.sent, second.already) == (95, 5)
    assert set(server.box.received.values()) == {1}


def test_those_who_failed_before_hold_up_nobody(server: Running, ledger: Path) -> None:
    server.box.on_recipient = lambda to, _before: "550 no" if to.startswith("ada") else None
    mail(server.environment, people("ada"), ledger)
    server.box.on_recipient = lambda _to, _before: None
    mail(server.environment, THREE, ledger)

    assert [sent.recipients[0][0] for sent in server.box.mails] == ["b", "c", "a"]


def test_a_mail_that_is_too_large_is_not_forced(ledger: Path) -> None:
    with smtp_server(data_size_limit=100) as small:
        outcome = mail(small.environment, THREE, ledger)

    assert "552" in outcome.stopped
    assert not small.box.mails


def test_letters_beyond_ascii_need_a_server_that_takes_them(ledger: Path) -> None:
    listed = "дмитрий@example.org\nada@bücher.example"
    with smtp_server(enable_SMTPUTF8=False) as old:
        without = mail(old.environment, listed, ledger)
    with smtp_server(enable_SMTPUTF8=True) as new:
        with_it = mail(new.environment, listed, ledger)

    assert (without.sent, [fail.line for fail in without.failed]) == (1, [1])
    assert "ASCII" in without.failed[0].why
    assert old.box.mails[0].recipients == ("ada@xn--bcher-kva.example",)
    assert with_it.sent == 1
    assert new.box.mails[0].recipients == ("дмитрий@example.org",)
    assert "SMTPUTF8" in new.box.mails[0].options
    assert "дмитрий@example.org" in new.box.mails[0].content.decode()


def test_nobody_is_listening(ledger: Path) -> None:
    with smtp_server() as gone:
        pass
    outcome = mail(gone.environment, THREE, ledger)

    assert str(gone.port) in outcome.stopped
    assert (outcome.sent, outcome.left) == (0, 3)


def test_the_run_ends_between_two_mails_when_asked_to(server: Running, ledger: Path) -> None:
    outcome = mail(server.environment, THREE, ledger, wait=Waits(end_after=2))
    second = mail(server.environment, THREE, ledger)

    assert outcome.is_interrupted
    assert (outcome.sent, outcome.left) == (2, 1)
    assert (second.sent, second.already) == (1, 2)


def test_a_pace_is_kept(server: Running, ledger: Path) -> None:
    waits = Waits()
    mail(server.environment, THREE, ledger, wait=waits, per_minute=6)

    assert len(waits.seconds) == 2
    assert 5 < waits.seconds[0] <= 10 < waits.seconds[1] <= 20


def test_a_thousand_people_get_one_mail_each(server: Running, ledger: Path) -> None:
    outcome = mail(server.environment, people(*(f"a{n}" for n in range(1_000))), ledger)

    assert outcome.sent == len(server.box.received) == len(server.box.mails) == 1_000
    assert server.box.connections == 10


def test_an_answer_that_is_too_long_leaves_open_what_it_says(server: Running, ledger: Path) -> None:
    server.box.after_data = lambda to, _before: (
        "250 " + "x" * 9_000 if to.startswith("ada") else None
    )
    first = mail(server.environment, THREE, ledger)
    second = mail(server.environment, THREE, ledger)

    assert (first.sent, first.failed, first.unknown) == (2, (), (1,))
    assert second.sent == 0
    assert set(server.box.received.values()) == {1}


def test_a_server_that_refuses_letters_beyond_ascii_refuses_nobody_else(ledger: Path) -> None:
    with smtp_server(enable_SMTPUTF8=True) as server:
        server.box.on_sender = lambda _from, before: None if before else "550 5.6.7 ASCII only"
        outcome = mail(server.environment, "дмитрий@example.org\nada@example.org", ledger)

    assert (outcome.sent, [fail.line for fail in outcome.failed]) == (1, [1])


def test_a_refused_mail_makes_nobody_wait_longer_for_the_next_answer(
    server: Running, ledger: Path
) -> None:
    gave_up = threading.Event()

    def slow(_from: str, before: int) -> None:
        if before == 1:
            # Until the other side has had enough; the limit is for one that waits as long.
            gave_up.wait(3)

    def wait(seconds: float) -> bool:
        if seconds:
            gave_up.set()
        return False

    server.box.on_data = lambda to, _before: "554 no" if to.startswith("ada") else None
    server.box.on_sender = slow
    outcome = mail(server.environment, THREE, ledger, wait=wait, patience=0.3, last_patience=20)

    assert outcome.sent == 2
    assert server.box.connections == 2


def test_an_answer_address_beyond_ascii_needs_a_server_that_takes_it(ledger: Path) -> None:
    def to_answer(recipient: MailAddress) -> EmailMessage:
        message = EmailMessage(policy=SMTPUTF8)
        message["To"] = recipient.header
        message["Reply-To"] = parse_mail_address("дмитрий@example.org").header
        message.set_content("text")
        return message

    with smtp_server(enable_SMTPUTF8=True) as new:
        taken = mail(new.environment, "ada@example.org", ledger, letter=to_answer)
    with smtp_server(enable_SMTPUTF8=False) as old:
        refused = mail(old.environment, "bob@example.org", ledger, letter=to_answer)

    assert taken.sent == 1
    assert "Reply-To: дмитрий@example.org" in new.box.mails[0].content.decode()
    assert "beyond ASCII" in refused.stopped
