"""Running the theme's JavaScript from Python's tests."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def unavailable(reason: str) -> None:
    """Skip the test for `reason`, or fail it in CI, where nothing may be missing."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def run_node(script: str, payload: object) -> Any:
    """Run a script of `tests/support/` with `payload` as JSON on its input; return its output."""
    node = shutil.which("node")
    if node is None:
        unavailable("Node is not installed, so the JavaScript cannot be run.")
    if not (ROOT / "tests/node_modules/lunr").is_dir():
        unavailable("lunr.js is not installed: run `npm ci --prefix tests`.")
    finished = subprocess.run(
        [str(node), str(ROOT / "tests/support" / script)],
        input=json.dumps(payload),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)
