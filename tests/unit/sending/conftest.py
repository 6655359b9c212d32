"""A mail server for each test, and a place for a ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.smtp_server import Running, smtp_server


@pytest.fixture
def server() -> Iterator[Running]:
    with smtp_server() as running:
        yield running


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.jsonl"
