"""The command `papershelf` and its subcommands."""

import gc
import os
import shlex
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import NoReturn

import click

from papershelf.cli.show import Show, count, visible
from papershelf.cli.taking import STANDARD_OUTPUT, Target
from papershelf.errors import PapershelfError, UsageError
from papershelf.export import ORDERS
from papershelf.hosts import HOSTS

SHELF = click.option(
    "--shelf",
    type=click.Path(path_type=Path),
    default=Path(),
    show_default="the current folder",
    help="The folder of the shelf: the one that holds content/.",
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 96},
    epilog="Exit codes: 0 fine, 1 problems in the content, 2 wrong usage, 3 could not run.",
)
@click.version_option(package_name="papershelf", message="papershelf %(version)s")
def cli() -> None:
    """Turn a folder of paper entries into a searchable, citable web site."""


@cli.command()
@SHELF
@click.option("--base-url", metavar="URL", help="Where the site will be; overrides site.yaml.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    show_default="site/ in the shelf",
    help="The folder to write; it must be empty or made by an earlier build.",
)
@click.option(
    "--noindex", is_flag=True, help="Ask search engines to leave the site alone, as for a preview."
)
@click.option("--drafts", is_flag=True, help="Show entries whose status is draft.")
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
@click.option("--lenient", is_flag=True, help="Leave bad entries out and build the rest.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 64),
    show_default="one for each core",
    help="The number of processes.",
)
@click.option("--clean", is_flag=True, help="Make everything anew, whatever earlier builds left.")
@click.option(
    "--budget", is_flag=True, help="Show what the site takes; refuse more than its host allows."
)
def build(
    shelf: Path,
    base_url: str | None,
    output: Path | None,
    *,
    noindex: bool,
    drafts: bool,
    strict: bool,
    lenient: bool,
    jobs: int | None,
    clean: bool,
    budget: bool,
) -> None:
    """Build the site of a shelf."""
    from papershelf.build import build as build_site
    from papershelf.limits import OverBudgetError

    show = Show()
    if strict and lenient:
        raise UsageError("--strict and --lenient contradict each other; give one of them")
    try:
        with show.progress() as progress:
            report = build_site(
                shelf,
                output,
                base_url=base_url,
                noindex=noindex,
                drafts=drafts,
                strict=strict,
                lenient=lenient,
                jobs=jobs,
                clean=clean,
                budget=budget,
                on_problem=show.collect,
                progress=progress,
            )
    except OverBudgetError as error:
        show.collected()
        show.budget(error.budget)
        raise
    show.collected()
    show.report(report, shelf, budget=budget)


@cli.command()
@SHELF
@click.option("--strict", is_flag=True, help="Take warnings for errors.")
def check(shelf: Path, *, strict: bool) -> None:
    """Report every problem in the content, and write nothing."""
    from papershelf.build import check as check_shelf

    show = Show()
    show.checked(*check_shelf(shelf), strict=strict)


@cli.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["json-schema", "markdown"]),
    default="json-schema",
    show_default=True,
    help="JSON Schema for editors, or the field reference as a page.",
)
@click.option(
    "--of",
    "what",
    type=click.Choice(
        ["entry", "collection", "site", "topics", "venues", "authors", "metrics", "page"]
    ),
    default="entry",
    show_default=True,
    help="The file to describe (JSON Schema only).",
)
def schema(form: str, what: str) -> None:
    """Print the schema of what curators write."""
    from papershelf.reference import field_reference, json_schema

    click.echo(field_reference() if form == "markdown" else json_schema(what), nl=False)


@cli.command()
@SHELF
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="The port; the next free one if it is taken, 0 for any.",
)
@click.option("--strict-port", is_flag=True, help="Fail if the port is taken.")
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen; 0.0.0.0 lets everybody in your network see the site.",
)
@click.option("--open", "opens", is_flag=True, help="Open the site in a browser.")
@click.option("--base-url", metavar="URL", help="Where the site will be; overrides site.yaml.")
@click.option("--drafts", is_flag=True, help="Show entries whose status is draft.")
@click.option("--follow", is_flag=True, help="Let the browser go to the page of what you edit.")
@click.option(
    "--editor",
    metavar="NAME",
    help="Link problems to an editor: vscode, pycharm, zed and so on, or an address with {file} "
    "and {line}.",
)
@click.option("--poll", is_flag=True, help="Look for changes by the clock, for network drives.")
@click.option("--no-watch", is_flag=True, help="Do not look for changes.")
def serve(
    shelf: Path,
    port: int,
    host: str,
    base_url: str | None,
    editor: str | None,
    *,
    strict_port: bool,
    opens: bool,
    drafts: bool,
    follow: bool,
    poll: bool,
    no_watch: bool,
) -> None:
    """Show the site of a shelf in a browser, and every edit at once."""
    # Ending it is no failure, whenever that is.
    with suppress(KeyboardInterrupt):
        from papershelf.cli.preview import PreviewLog
        from papershelf.serve import Place, Settings
        from papershelf.serve import serve as serve_site

        with closing(PreviewLog(shelf, opens=opens)) as log:
            serve_site(
                Settings(shelf, base_url, drafts, poll, watch=not no_watch),
                Place(host, port, strict_port, editor, follow),
                log,
                on_ready=log.ready,
            )


@cli.command()
@SHELF
@click.option(
    "--format",
    "form",
    metavar="FORMAT",
    help="What to write the papers in.",
)
@click.option(
    "--where",
    metavar="QUERY",
    help="Only the papers that this finds, in the language of the site's search.",
)
@click.option(
    "--sort",
    type=click.Choice(ORDERS),
    default=ORDERS[0],
    show_default=True,
    help="The order of the papers.",
)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    default=STANDARD_OUTPUT,
    show_default="standard output",
    help="The file to write, or to replace when all of it is ready.",
)
@click.option("--drafts", is_flag=True, help="Take entries whose status is draft too.")
@click.option("--base-url", metavar="URL", help="Where the site is; overrides site.yaml.")
@click.option("--list", "lists", is_flag=True, help="List the formats and exit.")
def export(
    shelf: Path,
    form: str | None,
    where: str | None,
    sort: str,
    output: str,
    base_url: str | None,
    *,
    drafts: bool,
    lists: bool,
) -> None:
    """Write papers, all or those that a query finds, as BibTeX and so on."""
    from papershelf.export import formats, prepare

    if lists:
        for name, label in formats().items():
            click.echo(f"{name:<14} {label}")
        return
    if form is None:
        raise UsageError(f"give --format: {', '.join(formats())}")
    show = Show()
    started = time.perf_counter()
    target = Target(output)
    with show.progress() as progress:
        chosen = prepare(
            shelf,
            form,
            where=where,
            sort=sort,
            drafts=drafts,
            base_url=base_url,
            jobs=None,
            stage=lambda name: progress.stage(name, 0),
        )
    target.write(chosen.texts)
    if where is not None and not chosen.papers:
        show.say("0 papers match the query.")
    papers = count(chosen.papers, "paper")
    seconds = time.perf_counter() - started
    show.say(f"Exported {papers} as {chosen.label} to {visible(str(target))} in {seconds:.2f} s.")


@cli.command()
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path())
@click.option("--title", default="A shelf of papers", show_default=True, help="The shelf's name.")
@click.option(
    "--host",
    type=click.Choice(tuple(HOSTS)),
    default="github",
    show_default=True,
    help="Who will host the site; files that publish it there are made too.",
)
def init(folder: Path, title: str, host: str) -> None:
    """Make a new shelf with three sample entries in DIR."""
    from papershelf.starter import make_shelf

    count = make_shelf(folder, title=title, host=host)
    where = "the current folder" if folder == Path() else folder
    click.echo(f"Made a shelf of {count} files in {where}.")
    enter = "" if folder == Path() else f"cd {shlex.quote(str(folder))} && "
    click.echo(f"Next: {enter}papershelf serve; README.md says how to publish it.")


def main() -> None:
    """Run the command line and exit: 0 fine, 1 problems, 2 wrong usage, 3 could not run."""
    # Names of files may hold bytes that are no text; showing a problem must not be one.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    code: object
    try:
        code = cli.main(prog_name="papershelf", standalone_mode=False)
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
