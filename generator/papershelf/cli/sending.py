"""Send a digest to a list of people: options of `digest`."""

import os
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

import click

from papershelf.cli.clock import now
from papershelf.cli.show import Show, count, visible
from papershelf.errors import MachineError, UsageError

if TYPE_CHECKING:
    from email.message import EmailMessage

    from papershelf.config import DigestForm
    from papershelf.mail_address import MailAddress
    from papershelf.sending import Outcome, Recipients, Server

LEDGER: Final = Path(".papershelf/sent/ledger.jsonl")
"""Where it is kept in the folder of the shelf."""
_MOST_TOLD: Final = 20
_INTERRUPTED: Final = 130


class SendOptions(TypedDict):
    """What was asked for on the command line."""

    send: bool
    to: Path | None
    ledger: Path | None
    most: int | None
    again: bool
    dry_run: bool
    per_minute: int | None


def send_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that send what it writes."""
    for option in reversed(
        (
            click.option("--send", is_flag=True, help="Send it by e-mail."),
            click.option(
                "--to",
                metavar="FILE",
                type=click.Path(path_type=Path),
                help="The list of addresses.",
                show_default="the text in PAPERSHELF_RECIPIENTS",
            ),
            click.option(
                "--ledger",
                metavar="FILE",
                type=click.Path(path_type=Path),
                help="What went to whom.",
                show_default=f"{LEDGER.as_posix()} in the shelf",
            ),
            click.option(
                "--most",
                metavar="N",
                type=click.IntRange(1, 100_000),
                help="Refuse longer lists.",
                show_default="digest.most_recipients in site.yaml",
            ),
            click.option(
                "--again",
                is_flag=True,
                help="Send to those too of whom it is unknown whether they have it.",
            ),
            click.option(
                "--dry-run", is_flag=True, help="Say what would be sent; send and write nothing."
            ),
            click.option(
                "--per-minute",
                metavar="N",
                type=click.IntRange(1, 10_000),
                help="Send no more than so many mails a minute.",
            ),
        )
    ):
        command = option(command)
    return command


def check_send_options(settings: "DigestForm", **options: Unpack[SendOptions]) -> None:
    """Raise UsageError where the options do not fit together, or settings are missing."""
    if not options["send"]:
        given = [
            f"--{name.replace('_', '-')}"
            for name, value in options.items()
            if name != "send" and value not in (None, False)
        ]
        if given:
            raise UsageError(f"{given[0]} says how a digest is sent; add --send")
        return
    examples = {
        "sender": "sender: The Task Shelf <news@example.org>",
        "unsubscribe": "unsubscribe: leave@example.org",
    }
    missing = [example for name, example in examples.items() if not getattr(settings, name)]
    if missing:
        raise UsageError(
            "sending needs to know whom mails come from and where readers say that they want no "
            "more; write into content/site.yaml, with your own addresses: "
            f"digest: {{{', '.join(missing)}}}"
        )


def send_digest(
    shelf: Path,
    show: Show,
    settings: "DigestForm",
    mail: str,
    message: "Callable[[MailAddress], EmailMessage]",
    *,
    environment: Mapping[str, str] = os.environ,
    **options: Unpack[SendOptions],
) -> int:
    """Send a digest to everybody who does not have it, and say how it went.

    `mail`: what is sent, the same in every run: "weekly/2026-W11 https://example.org/". `message`:
    the mail for one person. Returns the exit code: 0 all have it, 1 some do not or may not, 3 the
    server or the ledger stood in the way, 130 stopped by hand. Raises UsageError and MachineError.
    """
    from papershelf.mail_address import parse_mail_address
    from papershelf.sending import read_server

    check_send_options(settings, **options)
    sender = parse_mail_address(settings.sender or "")
    recipients = _recipients(options["to"], environment)
    most = options["most"] or settings.most_recipients
    if len(recipients.people) > most:
        raise UsageError(
            f"the list has {len(recipients.people):,} addresses, more than {most:,}; nothing was "
            "sent. If all of them are meant, say --most, or digest.most_recipients in site.yaml"
        )
    if options["dry_run"]:
        return _tried(show, shelf, recipients, mail, environment, options)
    server = read_server(environment)
    server.trust()
    ledger = options["ledger"] or _own_ledger(shelf)
    _tell_list(show, recipients)
    outcome = _sent(show, recipients, sender, server, ledger, mail, message, environment, options)
    _tell(show, outcome)
    if outcome.is_interrupted:
        return _INTERRUPTED
    if outcome.stopped:
        return MachineError.exit_code
    return 1 if outcome.failed or outcome.unknown or recipients.problems else 0


def _tried(
    show: Show,
    shelf: Path,
    recipients: "Recipients",
    mail: str,
    environment: Mapping[str, str],
    options: SendOptions,
) -> int:
    from papershelf.sending import due, read_server, read_states

    # Where no server is named, it may well be in the secrets of another machine.
    if environment.get("PAPERSHELF_SMTP_HOST"):
        read_server(environment).trust()
    states = read_states(options["ledger"] or shelf / LEDGER, mail, environment)
    todo, already, unknown = due(recipients.people, states, again=options["again"])
    _tell_list(show, recipients)
    _tell_unknown(show, unknown)
    show.say(
        f"Would send {count(len(todo), 'mail')}: {already:,} already sent, "
        f"{len(unknown):,} unknown."
    )
    return 1 if recipients.problems or unknown else 0


def _sent(
    show: Show,
    recipients: "Recipients",
    sender: "MailAddress",
    server: "Server",
    ledger: Path,
    mail: str,
    message: "Callable[[MailAddress], EmailMessage]",
    environment: Mapping[str, str],
    options: SendOptions,
) -> "Outcome":
    from papershelf.sending import Mailing, connect, open_ledger, send
    from papershelf.serve.signals import taking_signals

    end = threading.Event()

    def asked_to_end(*_: object) -> None:
        if end.is_set():
            raise KeyboardInterrupt
        end.set()

    mailing = Mailing(
        recipients.people,
        sender,
        message,
        lambda: connect(server, sender.domain),
        again=options["again"],
        per_minute=options["per_minute"],
    )
    with (
        open_ledger(ledger, mail, environment, now) as opened,
        taking_signals(asked_to_end),
        show.progress() as progress,
    ):
        return send(mailing, opened, progress, wait=end.wait)


def _recipients(path: Path | None, environment: Mapping[str, str]) -> "Recipients":
    from papershelf.sending import read_list, read_recipients

    if path is not None:
        recipients = read_recipients(path)
    elif text := environment.get("PAPERSHELF_RECIPIENTS", "").strip():
        recipients = read_list(text)
    else:
        raise UsageError("nobody to send to: give a list with --to, or in PAPERSHELF_RECIPIENTS")
    if not recipients.people and not recipients.problems:
        raise UsageError("the list has no address: write one a line")
    return recipients


def _own_ledger(shelf: Path) -> Path:
    ledger = shelf / LEDGER
    for folder in (ledger.parent.parent, ledger.parent):
        if folder.is_symlink():
            raise MachineError(f"{folder} is a link; say with --ledger where the ledger is")
    try:
        ledger.parent.mkdir(parents=True, exist_ok=True)
        with (ledger.parent.parent / ".gitignore").open("x", encoding="utf-8") as file:
            file.write("*\n")
    except FileExistsError:
        pass
    except OSError as error:
        raise MachineError(f"cannot write {ledger.parent}: {error.strerror or error}") from None
    return ledger


def _tell_list(show: Show, recipients: "Recipients") -> None:
    _tell_lines(show, [f"line {line} of the list {what}" for line, what in recipients.problems])
    if recipients.doubles:
        show.say(f"{count(recipients.doubles, 'line')} of the list left out: there already.")


def _tell_unknown(show: Show, lines: "list[int] | tuple[int, ...]") -> None:
    _tell_lines(show, [f"line {line} of the list: may have it already, or not" for line in lines])
    if lines:
        show.say("Those get it once more with --again, which is safe if they say they have it not.")


def _tell(show: Show, outcome: "Outcome") -> None:
    _tell_lines(show, [f"line {fail.line} of the list: {fail.why}" for fail in outcome.failed])
    _tell_unknown(show, outcome.unknown)
    if outcome.stopped:
        show.say(f"Stopped: {visible(outcome.stopped)}.")
    if outcome.left or outcome.is_interrupted:
        show.say("Run the same command again to go on; nobody gets it twice.")
    show.say(
        f"Sent {count(outcome.sent, 'mail')}: {outcome.already:,} already sent, "
        f"{len(outcome.failed):,} failed, {len(outcome.unknown):,} unknown, {outcome.left:,} left, "
        f"in {outcome.seconds:.0f} s."
    )


def _tell_lines(show: Show, lines: "list[str]") -> None:
    for line in lines[:_MOST_TOLD]:
        show.say(visible(line))
    if len(lines) > _MOST_TOLD:
        show.say(f"and {len(lines) - _MOST_TOLD:,} more lines of this kind")
