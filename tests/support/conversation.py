"""A script of `tests/support/` that answers a line of JSON with a line of JSON."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from tests.support.node import ROOT, unavailable


class Ask(Protocol):
    """Sends a script a value and returns its answer."""

    def __call__(self, payload: object) -> Any:
        """The answer to `payload`."""


@contextmanager
def conversation(script: str) -> Iterator[Ask]:
    """A Node process that is asked again and again: starting one takes longer than most answers."""
    node = shutil.which("node")
    if node is None:
        unavailable("Node is not installed, so the JavaScript cannot be run.")
    if not (ROOT / "tests/node_modules/lunr").is_dir():
        unavailable("lunr.js is not installed: run `npm ci --prefix tests`.")
    with subprocess.Popen(
        [str(node), str(ROOT / "tests/support" / script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        sent, answered = process.stdin, process.stdout
        assert sent is not None
        assert answered is not None

        def ask(payload: object) -> Any:
            sent.write(json.dumps(payload) + "\n")
            sent.flush()
            line = answered.readline()
            assert line, f"{script} ended with {process.wait()}"
            return json.loads(line)

        yield ask
