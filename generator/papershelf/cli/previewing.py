"""Look at the site while it is edited."""

from contextlib import closing, suppress
from pathlib import Path

import click

from papershelf.cli.options import SHELF


@click.command()
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
