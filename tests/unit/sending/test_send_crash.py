"""A program that is killed half-way, and the run that goes on."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.support.mailing import mail, people
from tests.support.smtp_server import DROP, Box, Running

EVERYBODY = people("ada", "bob", "cy", "dan")
_PROGRAM = """
import json, sys
from pathlib import Path
from tests.support.mailing import mail
mail(json.loads(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
"""


class _Killer:
    """Kills the program that talks to the server when it comes to somebody."""

    def __init__(self, name: str, answer: str | None) -> None:
        self._name = name
        self._answer = answer
        self.victim: subprocess.Popen[bytes] | None = None

    def __call__(self, address: str, before: int) -> str | None:
        if self.victim is not None and address.startswith(self._name) and not before:
            self.victim.kill()
            self.victim.wait()
            return self._answer
        return None


def _set(box: Box, moment: str, killer: _Killer) -> None:
    setattr(box, moment, killer)


@pytest.mark.parametrize(
    ("moment", "is_unknown", "has_it"),
    [("on_recipient", False, False), ("on_data", True, False), ("after_data", True, True)],
)
def test_whoever_is_killed_half_way_sends_nothing_twice(
    server: Running, ledger: Path, moment: str, *, is_unknown: bool, has_it: bool
) -> None:
    killer = _Killer("cy", DROP if moment == "on_data" else None)
    command = [sys.executable, "-c", _PROGRAM]
    command += [json.dumps(server.environment), EVERYBODY, str(ledger)]
    with subprocess.Popen(command, env={"PYTHONPATH": ":".join(sys.path)}) as killed:
        killer.victim = killed
        _set(server.box, moment, killer)
    assert killed.returncode == -signal.SIGKILL

    resumed = mail(server.environment, EVERYBODY, ledger)
    received = server.box.received

    assert resumed.already == 2
    assert resumed.unknown == ((3,) if is_unknown else ())
    assert resumed.sent == (1 if is_unknown else 2)
    assert received["cy@example.org"] == (1 if has_it or not is_unknown else 0)
    del received["cy@example.org"]
    assert received == {"ada@example.org": 1, "bob@example.org": 1, "dan@example.org": 1}
