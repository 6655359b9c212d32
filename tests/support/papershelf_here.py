"""The command `papershelf`, with one server in place of every provider.

`PROVIDERS` is its address, `WITHOUT` names a command that is to be missing.
"""

import os

from tests.support.provider_server import Providers

from papershelf.adding.network import Network
from papershelf.cli.main import cli, main
from papershelf.net import Pace

# As an older Papershelf would be.
cli.commands.pop(os.environ["WITHOUT"], None)
# A port that nobody listens on, where a test plays no provider.
sources = Providers(os.environ["PROVIDERS"] or "http://127.0.0.1:9").sources
main(Network(sources, {}, pace=Pace(usual=0), sleep=lambda _seconds: None, timeout=5))
