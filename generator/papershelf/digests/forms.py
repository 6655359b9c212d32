"""The files of a digest: each form of it with the ending of its name."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

from papershelf.config import DigestForm
from papershelf.digests.mail_html import mail_html
from papershelf.digests.mail_look import mail_look
from papershelf.digests.markdown import markdown
from papershelf.digests.message import message
from papershelf.digests.model import Digest
from papershelf.digests.page import page
from papershelf.digests.plain import plain
from papershelf.mail_address import MailAddress, parse_mail_address
from papershelf.theme import Theme


def read_forms(digest: Digest, theme: Theme) -> Mapping[str, str]:
    """What is read without a mail program, by what follows the key in the names of the files."""
    return {
        ".html": page(digest, theme),
        ".md": markdown(digest, theme.wording),
        ".txt": plain(digest, theme.wording),
    }


def mail_forms(
    digest: Digest, theme: Theme, settings: DigestForm, last: date
) -> Mapping[str, str | bytes]:
    """The mail, likewise: its HTML, and all of it for nobody in particular.

    `last`: the last day of the period; the mail is dated on the day after, so that the same digest
    gives the same file. Raises MachineError where the package that inlines styles is missing.
    """
    wording = theme.wording
    html = mail_html(digest, wording, mail_look(theme.card.colours))
    day = last + timedelta(days=1)
    date_ = datetime(day.year, day.month, day.day, tzinfo=UTC)
    sender = parse_mail_address(settings.sender) if settings.sender else None
    mail = message(digest, plain(digest, wording), html, sender, None, date=date_)
    return {".mail.html": html, ".eml": mail.as_bytes()}


def mail_maker(
    digest: Digest, theme: Theme, settings: DigestForm, date: datetime
) -> Callable[[MailAddress], EmailMessage]:
    """Makes the mail for one person; `settings` name the sender, `date` is when it is sent."""
    wording = theme.wording
    text = plain(digest, wording)
    html = mail_html(digest, wording, mail_look(theme.card.colours))
    sender = parse_mail_address(settings.sender or "")
    reply_to = parse_mail_address(settings.reply_to) if settings.reply_to else None

    def mail(recipient: MailAddress) -> EmailMessage:
        return message(
            digest,
            text,
            html,
            sender,
            recipient,
            reply_to=reply_to,
            one_click=settings.one_click,
            date=date,
        )

    return mail
