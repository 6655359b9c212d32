"""Nothing is fetched in a build: who builds a site does not even load what could ask."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """\
import sys
asked = []
watched = ("socket.connect", "socket.getaddrinfo", "socket.sendto")
sys.addaudithook(lambda event, _: asked.append(event) if event in watched else None)
from papershelf.cli.main import main
sys.argv = ["papershelf", *sys.argv[1:]]
try:
    main()
except SystemExit as stopped:
    print("code", stopped.code)
print("asked", len(asked))
print(*sys.modules, sep="\\n")
"""
ASKING = ("httpx", "httpcore", "requests", "urllib.request", "http.client")
OURS = tuple(
    f"papershelf.{name}" for name in ("net", "providers", "adding", "linkcheck", "enriching")
)


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_build_and_a_check_load_nothing_that_asks_the_network(small: Path, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, command, "--shelf", str(small)],
        check=True,
        capture_output=True,
        text=True,
    )
    code, asked, *modules = done.stdout.split("code ")[-1].splitlines()
    assert (code, asked) == ("0", "asked 0")
    assert "papershelf.load" in modules
    assert [name for name in modules if name.startswith((*ASKING, *OURS))] == []
