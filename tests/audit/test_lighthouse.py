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
MAY_BLOCK = (
    *("/style.css", "/home.css", "/inbox.css", "/front.css", "/search.css"),
    "/js/theme-early.js",
)
"""What a page waits for before it is painted: its look, and which of its looks. Those of the box to
subscribe and of results are fetched by their own pages alone, beside the other, so that no other
page weighs as much."""

Report = dict[str, Any]


def _report(address: str) -> Report:
    """What Lighthouse says of a page."""
    if not (ROOT / "tests/node_modules/lighthouse").is_dir():
        unavailable("Lighthouse is not installed: run `npm ci --prefix tests`.")
    finished = subprocess.run(
        ["node", str(ROOT / "tests/audit/lighthouse.mjs")],
        input=json.dumps({"chrome": chromium_path(), "address": address}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    found: Report = json.loads(finished.stdout)
    return found


@pytest.mark.parametrize(
    ("site", "name"),
    [*(("demo", name) for name in AUDITED), ("journal", "home"), ("journal", "paper")],
)
def test_a_page_has_full_marks_and_waits_for_its_look_alone(
    site: str,
    name: str,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    served: Site = request.getfixturevalue(site)
    report = _report(served.page(AUDITED[name]))
    record_property("Lighthouse, as on a phone", _line(f"{site} {name}", report))
    found = {category: report["categories"][category] for category in CATEGORIES}
    assert found == {category: {"score": 1, "failing": []} for category in CATEGORIES}
    assert [url for url in report["blocking"] if not url.endswith(MAY_BLOCK)] == []
    assert report["cls"] == 0


def _line(name: str, report: Report) -> str:
    """The times are told, not asserted: they depend on what else the machine does."""
    scores = ", ".join(
        f"{category} {100 * (found['score'] or 0):.0f}"
        for category, found in report["categories"].items()
    )
    times = f"LCP {report['lcp']:.0f} ms, TBT {report['tbt']:.0f} ms, CLS {report['cls']:.3f}"
    return f"{name:16}{scores}, {times}"
