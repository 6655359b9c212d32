"""axe-core finds nothing on any page: wide and narrow, light and dark."""

import pytest
from playwright.sync_api import Browser

from tests.audit.axe import prepared, violations
from tests.audit.sites import Site
from tests.audit.visits import Findings, Scheme, tab, visits

OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules that a colour scheme can break: the others need no second look in the dark."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_breaks_a_rule(site: Site, width: int, scheme: Scheme, browser: Browser) -> None:
    findings = Findings()
    with tab(browser, width=width, color_scheme=scheme) as page:
        prepared(page)
        for visit in visits(page, site):
            for rule, elements in violations(page, only=OF_COLOUR if scheme == "dark" else None):
                for element in elements:
                    findings.add(f"{rule}: {element}", visit.kind.path)
    assert not findings, f"\n{findings}"
