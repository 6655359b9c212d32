"""Turn an issue form into an entry, or a correction of one."""

import time
from pathlib import Path

import click

from papershelf.cli.clock import today
from papershelf.cli.options import SHELF
from papershelf.cli.show import Show, unheard, visible


@click.command(short_help="Turn an issue form into an entry, or a correction of one.")
@click.argument("form", metavar="FORM")
@SHELF
@click.option(
    "--answer",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Write what is told of it here, and show no word of it.",
)
@click.option(
    "--waiting",
    metavar="PATTERN",
    default="",
    help="Branches of suggestions that are not merged: refs/remotes/origin/suggestions/*.",
)
@click.option(
    "--from",
    "described",
    metavar="FILE",
    default="",
    help="Take what is known of the paper from a file, and ask nobody.",
)
@click.option("--offline", is_flag=True, help="Use only what was answered in the last week.")
@click.option("--dry-run", is_flag=True, help="Change nothing on the shelf.")
@click.pass_obj
def suggest(
    network: object,
    form: str,
    shelf: Path,
    answer: Path | None,
    waiting: str,
    described: str,
    *,
    offline: bool,
    dry_run: bool,
) -> None:
    """Add the paper that an issue suggests, or correct the entry that it names.

    FORM is a JSON file: an event of GitHub, or an issue as GitHub or GitLab tell of it; - is
    standard input.
    """
    from papershelf.adding import Network
    from papershelf.content_files import content_folder
    from papershelf.suggesting import (
        Request,
        answer_issue,
        look_at_described,
        look_at_pattern,
        prepare_answer,
        read_issue,
        write_answer,
    )

    started = time.perf_counter()
    show = Show()
    issue = read_issue(form)
    content_folder(shelf)
    if described:
        look_at_described(described)
    if waiting:
        look_at_pattern(waiting)
    if answer is not None:
        prepare_answer(answer, shelf)
    request = Request(
        today().isoformat(),
        network if isinstance(network, Network) else Network(),
        offline=offline,
        described=described,
        waiting=waiting,
        dry_run=dry_run,
        pausing=lambda text: None if answer else show.say(visible(text)),
    )
    found = answer_issue(shelf, issue, request)
    if answer is not None:
        write_answer(answer, found, issue)
    else:
        for block in found.told:
            for line in block.text().split("\n"):
                click.echo(unheard(visible(line)))
    changed = f"{'would be ' if dry_run else ''}{found.outcome.value}"
    files = "1 file" if found.is_change and not dry_run else "no file"
    seconds = time.perf_counter() - started
    click.echo(f"Issue {issue.number}: {changed}; {files} changed in {seconds:.1f} s.")
    if found.exit_code:
        raise click.exceptions.Exit(found.exit_code)
