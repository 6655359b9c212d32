"""The command `papershelf`, with one server in place of every provider.

`PROVIDERS` is its address, `WITHOUT` names a command that is to be missing. `SPARING` with
`site`: `diff` builds none; with `all`: `build` and `diff` only leave files where they are asked to.
`STANDING_IN` names the commands for which others stand in.
"""

import os
import sys
from itertools import pairwise
from pathlib import Path

import click
from tests.support.provider_server import Providers
from tests.support.stand_ins import STAND_INS

from papershelf.adding.network import Network
from papershelf.cli.main import cli, main
from papershelf.net import Pace


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("given", nargs=-1)
def _spared(given: tuple[str, ...]) -> None:
    """Leave files."""
    for option, value in pairwise(given):
        if option in {"--markdown", "--html"}:
            Path(value).write_text("spared\n", encoding="utf-8")
        if option == "--site":
            Path(value).mkdir()


if os.environ["SPARING"] == "all":
    cli.commands.update(build=_spared, diff=_spared)
if os.environ["SPARING"] == "site" and "--site" in sys.argv:
    place = sys.argv.index("--site")
    sys.argv[place : place + 2] = ["--no-site"]
cli.commands.update({name: STAND_INS[name] for name in os.environ["STANDING_IN"].split()})
# As an older Papershelf would be.
cli.commands.pop(os.environ["WITHOUT"], None)
# A port that nobody listens on, where a test plays no provider.
sources = Providers(os.environ["PROVIDERS"] or "http://127.0.0.1:9").sources
main(Network(sources, {}, pace=Pace(usual=0), sleep=lambda _seconds: None, timeout=5))
