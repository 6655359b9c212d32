"""html-validate finds no fault in a page of any kind.

What its configuration leaves aside: a title is as long as the paper's, white space before the end
of a line is the content's where code is shown, and settings take effect without a button.
"""

import json
import subprocess
from pathlib import Path

import pytest

from tests.audit.sites import PREFIXES, Site
from tests.audit.visits import Findings
from tests.support.node import ROOT, unavailable

_FILLED_BY_SCRIPT = frozenset(["text-content", "empty-heading"])
"""Rules that what lies in a <template> need not keep: scripts fill it before anybody reads it."""


@pytest.mark.parametrize("name", sorted(PREFIXES))
def test_every_page_is_valid_html(
    name: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    site: Site = request.getfixturevalue(name)
    program = ROOT / "tests/node_modules/html-validate/bin/html-validate.mjs"
    if not program.is_file():
        unavailable("html-validate is not installed: run `npm ci --prefix tests`.")
    config = ROOT / "tests/audit/htmlvalidate.json"
    paths = {str(kind.file): kind.path for kind in site.pages}
    # Into a file: the program ends before a pipe has taken all of it.
    answer = tmp_path / "answer.json"
    with answer.open("wb") as stdout:
        finished = subprocess.run(
            ["node", str(program), "--config", str(config), "--formatter", "json", *paths],
            stdout=stdout,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert finished.returncode in {0, 1}, finished.stderr
    findings = Findings()
    for file in json.loads(answer.read_bytes()):
        for message in file["messages"]:
            selector = message.get("selector") or f"line {message['line']}"
            if message["ruleId"] in _FILLED_BY_SCRIPT and "template" in selector:
                continue
            findings.add(
                f"{message['ruleId']}: {message['message']} ({selector})", paths[file["filePath"]]
            )
    assert not findings, f"\n{findings}"
