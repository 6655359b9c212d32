"""Lighthouse, as on a phone: full marks in everything that does not depend on the machine."""

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from tests.audit.sites import Site
from tests.support.chromium import chromium_path
from tests.support.node import ROOT, unavailable

AUDITED = {
    "home": "home",
    "list": "papers papers",
    "paper": "paper papers/*",
    "collection": "collection collections/*",
    "search": "search search",
}
CATEGORIES = ("accessibility", "best-practices", "seo")
MAY_BLOCK = ("style.css", "js/theme-early.js")
"""What a page waits for before it is painted: its look, and which of its looks."""

Report = dict[str, Any]


@pytest.fixture(scope="module")
def reports(demo: Site) -> dict[str, Report]:
    """What Lighthouse says of each page."""
    if not (ROOT / "tests/node_modules/lighthouse").is_dir():
        unavailable("Lighthouse is not installed: run `npm ci --prefix tests`.")
    addresses = {name: demo.page(kind) for name, kind in AUDITED.items()}
    finished = subprocess.run(
        ["node", str(ROOT / "tests/audit/lighthouse.mjs")],
        input=json.dumps({"chrome": chromium_path(), "addresses": addresses}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    found: dict[str, Report] = json.loads(finished.stdout)
    return found


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("name", sorted(AUDITED))
def test_a_page_has_full_marks(name: str, category: str, reports: dict[str, Report]) -> None:
    found = reports[name]["categories"][category]
    assert (found["score"], found["failing"]) == (1, [])


@pytest.mark.parametrize("name", sorted(AUDITED))
def test_a_page_waits_for_nothing_but_its_look(name: str, reports: dict[str, Report]) -> None:
    blocking = [url for url in reports[name]["blocking"] if not url.endswith(MAY_BLOCK)]
    assert blocking == []


@pytest.mark.parametrize("name", sorted(AUDITED))
def test_nothing_on_a_page_shifts(name: str, reports: dict[str, Report]) -> None:
    assert reports[name]["cls"] == 0


def test_performance_is_told(
    reports: dict[str, Report], record_property: Callable[[str, object], None]
) -> None:
    # Not asserted: it depends on what else the machine does. What it comes from is.
    lines = [f"{'page':12}{'score':>7}{'LCP ms':>9}{'TBT ms':>9}{'CLS':>7}"]
    for name, report in reports.items():
        score = report["categories"]["performance"]["score"]
        times = f"{report['lcp']:9.0f}{report['tbt']:9.0f}{report['cls']:7.3f}"
        lines.append(f"{name:12}{100 * (score or 0):7.0f}{times}")
    record_property("Lighthouse, as on a phone", "\n".join(lines))
    assert set(reports) == set(AUDITED)
