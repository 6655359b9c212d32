"""Write what is new in a day, week or month, to be read and sent."""

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Unpack

import click

from papershelf.cli.options import SHELF
from papershelf.cli.sending import SendOptions, check_send_options, send_digest, send_options
from papershelf.cli.show import Show, count, visible
from papershelf.errors import MachineError, UsageError

if TYPE_CHECKING:
    from papershelf.period_keys import PeriodKey

_KINDS: Final = {"day": "daily", "week": "weekly", "month": "monthly"}
_FOLDER: Final = "digests"
_MOST_TRENDING: Final = 50


@click.command(short_help="Write a digest of a day, week or month.")
@SHELF
@click.option(
    "--period",
    type=click.Choice([*_KINDS]),
    help="What the digest is of.",
)
@click.option(
    "--date",
    "day",
    metavar="DATE",
    help="A day in it, as 2026-03-14.",
    show_default="the last one that has ended",
)
@click.option(
    "--top",
    type=click.IntRange(0, _MOST_TRENDING),
    metavar="N",
    help="How many papers that grow it names.",
    show_default="digest.top in site.yaml",
)
@click.option("--base-url", metavar="URL", help="Where the site is; overrides site.yaml.")
@click.option(
    "--introduction",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What is said first, in Markdown, in place of the file in content/digests/.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where the files are written.",
    show_default="digests in the folder of the shelf",
)
@send_options
@click.pass_context
def digest(
    context: click.Context,
    shelf: Path,
    period: str | None,
    day: str | None,
    top: int | None,
    base_url: str | None,
    introduction: Path | None,
    output: Path | None,
    **sending: Unpack[SendOptions],
) -> None:
    """Write what is new and what grows as a page, as Markdown, as plain text and as a mail.

    With --send it goes to everybody on a list who does not have it yet.
    """
    from papershelf.cli.clock import now as this_moment
    from papershelf.cli.clock import today
    from papershelf.digesting import prepare, write_digest
    from papershelf.digests.forms import mail_forms, mail_maker, read_forms

    if period is None:
        raise UsageError(f"give --period: {', '.join(_KINDS)}")
    folder = output if output is not None else shelf / _FOLDER
    if folder.resolve().is_relative_to((shelf / "content").resolve()):
        raise UsageError(
            f"--output {visible(str(folder))} is in the content of the shelf, where a digest would "
            "take the place of what curators wrote; name a folder outside"
        )
    show, started, now = Show(), time.perf_counter(), today()
    wanted = _period(period, day, now)
    with show.progress() as progress:
        prepared = prepare(
            shelf,
            wanted,
            base_url=base_url,
            top=top,
            introduction=introduction,
            stage=lambda name: progress.stage(name, 0),
        )
    made, settings = prepared.digest, prepared.config.digest
    check_send_options(settings, **sending)
    if made.is_empty:
        then = f"{'on' if wanted.kind == 'daily' else 'in'} {wanted.title}"
        show.say(f"No paper came on the shelf {then}: nothing is written.")
        return
    if wanted.last >= now.isoformat():
        show.say(f"{wanted.title} has not ended yet: more papers may come.")
    forms: dict[str, str | bytes] = {**read_forms(made, prepared.theme)}
    try:
        forms |= mail_forms(made, prepared.theme, settings, date.fromisoformat(wanted.last))
    except MachineError as error:
        if sending["send"]:
            raise
        show.say(f"No mail is written: {error}")
    papers = f"{count(made.total, 'new paper')}, {len(made.trending):,} trending"
    if sending["dry_run"]:
        show.say(f"Would write {count(len(forms), 'file')} of {visible(made.title)} ({papers}).")
    else:
        changed = write_digest(folder, made.key, forms)
        same = f", {len(forms) - len(changed):,} unchanged" if len(changed) < len(forms) else ""
        seconds = time.perf_counter() - started
        show.say(
            f"Wrote {count(len(changed), 'file')} of {visible(made.title)} ({papers}{same}) "
            f"to {visible(str(folder))} in {seconds:.2f} s."
        )
    if sending["send"]:
        # A shelf that moves to another address is the same one.
        shelf_id = prepared.config.feed_id or made.site_url
        mail = f"{made.kind}/{made.key} {shelf_id}"
        maker = mail_maker(made, prepared.theme, settings, this_moment())
        context.exit(send_digest(shelf, show, settings, mail, maker, **sending))


def _period(name: str, day: str | None, now: date) -> "PeriodKey":
    """The period that is asked for."""
    from papershelf.dates import parse_date
    from papershelf.period_keys import last_ended, period_of

    kind = _KINDS[name]
    if day is None:
        return last_ended(kind, now)
    try:
        found = parse_date(day)
        return period_of(kind, date(found.year, found.month, found.day))
    except ValueError:
        raise UsageError(
            f'--date "{visible(day)}" is no day; write it as 2026-03-14, also for a week or a month'
        ) from None
