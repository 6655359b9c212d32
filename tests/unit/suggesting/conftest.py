"""A run of papershelf suggest that asks the providers of the tests."""

import json
import ssl
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.support.provider_server import Providers
from tests.support.suggested import CORRECTION, SUGGESTION, Done, Suggest, event, template

from papershelf.adding import Network
from papershelf.cli.main import main
from papershelf.net import Pace


@pytest.fixture
def shelf(small: Path) -> Path:
    """The small shelf with forms of its own."""
    folder = small / ".github" / "ISSUE_TEMPLATE"
    folder.mkdir(parents=True)
    (folder / "suggest-paper.yml").write_text(template(SUGGESTION), encoding="utf-8")
    (folder / "correct-entry.yml").write_text(template(CORRECTION), encoding="utf-8")
    return small


def _without_certificates(**_: Any) -> ssl.SSLContext:
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.fixture
def suggest(
    shelf: Path,
    server: Providers,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Suggest:
    """Run the command on a body or on the data of a file: what it came to."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1765000000")
    # Certificates take longer to read than much of a run, and the server on this machine has none.
    monkeypatch.setattr(ssl, "create_default_context", _without_certificates)

    def run(
        form: str | dict[str, Any] | bytes, *arguments: str, is_answered: bool = True, **more: Any
    ) -> Done:
        data = event(form, **more) if isinstance(form, str) else form
        file, folder = tmp_path / "form.json", tmp_path / "answer"
        file.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
        network = Network(server.sources, {}, pace=Pace(usual=0), sleep=lambda _: None, timeout=5)
        answer = ("--answer", str(folder)) if is_answered else ()
        words = ("suggest", str(file), "--shelf", str(shelf), *answer, *arguments)
        monkeypatch.setattr(sys, "argv", ["papershelf", *words])
        with pytest.raises(SystemExit) as stopped:
            main(network)
        output = capfd.readouterr()
        assert isinstance(stopped.value.code, int)
        paths = sorted(folder.iterdir()) if folder.is_dir() else []
        written = {path.name: path.read_text(encoding="utf-8") for path in paths}
        return Done(stopped.value.code, output.out, output.err, written)

    return run
