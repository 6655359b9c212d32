"""A shelf, a web, and a check of the one in the other."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.linkcheck import DAY, USUAL, Check, Silent
from tests.support.web import Web, web

from papershelf.linkcheck import LinkReport, Wishes, check_links


@pytest.fixture
def net() -> Iterator[Web]:
    with web() as made:
        yield made


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    (tmp_path / "content/papers").mkdir(parents=True)
    return tmp_path


@pytest.fixture
def check(shelf: Path, net: Web) -> Check:
    def run(day: int = 0, wishes: Wishes = USUAL, **more: Any) -> LinkReport:
        network = more.pop("network", None) or net.network()
        today = DAY + timedelta(days=day)
        options = {"network": network, "today": today, **more}
        return check_links(shelf, wishes, Silent(), **options)

    return run
