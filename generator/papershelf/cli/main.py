"""The command `papershelf`."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

import click

from papershelf.cli.adding import add
from papershelf.cli.building import build
from papershelf.cli.checking import check
from papershelf.cli.comparing import diff
from papershelf.cli.counting import stats
from papershelf.cli.describing import schema
from papershelf.cli.digesting import digest
from papershelf.cli.enriching import enrich
from papershelf.cli.exporting import export
from papershelf.cli.formatting import fmt
from papershelf.cli.importing import import_
from papershelf.cli.previewing import serve
from papershelf.cli.show import Show
from papershelf.cli.starting import init
from papershelf.cli.suggesting import suggest
from papershelf.errors import PapershelfError


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog="Exit codes: 0 fine, 1 problems in the content, 2 wrong usage, 3 could not run.",
)
@click.version_option(package_name="papershelf", message="papershelf %(version)s")
def cli() -> None:
    """Turn a folder of paper entries into a searchable, citable web site."""


commands = (
    add,
    build,
    check,
    diff,
    digest,
    enrich,
    export,
    fmt,
    import_,
    init,
    schema,
    serve,
    stats,
    suggest,
)
for command in commands:
    cli.add_command(command)


def main(network: object = None) -> None:
    """Run the command line and exit: 0 fine, 1 problems, 2 wrong usage, 3 could not run.

    `network`: how providers are reached, as `adding.Network` says; tests have their own.
    """
    # Names of files may hold bytes that are no text; showing a problem must not be one.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    code: object
    try:
        code = cli.main(prog_name="papershelf", standalone_mode=False, obj=network)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = 2
    except PapershelfError as error:
        Show().failure(error)
        code = error.exit_code
    except SystemExit:
        # Click's way of saying that the reader of the output went away, which is no mistake.
        # Python would fail once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


def run() -> NoReturn:
    """Run the command line as a program of its own."""
    # A large build leaves a million values: collecting them, now and then or at the end, would take
    # a fifth of the time of a build that changes one page. The process gives them back faster.
    gc.disable()
    # Who starts us without them would otherwise see files and sockets take their numbers. They stay
    # open until the process ends, and `os.devnull` is no path of anybody's.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115
    code = 0
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)
