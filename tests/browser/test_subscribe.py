"""The box to subscribe and the privacy page in a real browser, with a service that is played."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from papershelf import build
from papershelf.plan.privacy import STORED
from tests.audit.axe import faults, prepared
from tests.browser.conftest import MakePage, Watched, wait_until
from tests.support.form_service import FormService, form_service
from tests.support.page_kinds import page_kinds
from tests.support.server import serving
from tests.support.shelf_files import lay

FORM = """\
title: The Shelf
subscribe:
  service: form
  address: {address}/join?a=1&b=2
  field: mail
  hidden: {{list: papers}}
  leads_to: [{thanks}/]
"""
PAPER = "title: {}\nauthors: [Ada Lovelace]\ndate: 2020\nadded: 2024-03-0{}\ntopics: [a]\n"


def _shelf(folder: Path, settings: str) -> Path:
    files = {f"content/papers/p{n}.yaml": PAPER.format(f"Paper {n}", n) for n in range(1, 4)}
    files["content/site.yaml"] = settings
    lay({path: text.encode() for path, text in files.items()}, folder)
    build(folder, jobs=1)
    return folder


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[FormService]]:
    """One that the form is sent to, one that it may lead on to, and one that it may not."""
    folder = tmp_path_factory.mktemp("services")
    with form_service(folder) as first, form_service(folder) as second, form_service(folder) as odd:
        yield [first, second, odd]


@pytest.fixture
def service(services: list[FormService]) -> FormService:
    """The one that the form is sent to, as new."""
    services[0].leads_to = ""
    services[0].sent.clear()
    return services[0]


@pytest.fixture(scope="module")
def with_form(
    tmp_path_factory: pytest.TempPathFactory, services: list[FormService]
) -> Iterator[str]:
    settings = FORM.format(address=services[0].address, thanks=services[1].address)
    shelf = _shelf(tmp_path_factory.mktemp("form"), settings)
    with serving(shelf / "site") as address:
        yield address


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _shelf(tmp_path_factory.mktemp("off"), "title: The Shelf\n")


def _subscribed(page: Page) -> Page:
    """The page that the form leads to, in a tab of its own."""
    page.get_by_label("Your e-mail address").fill("ada+shelf@example.org")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Subscribe").click()
    return opened.value


@pytest.mark.parametrize("has_scripts", [True, False])
@pytest.mark.parametrize("path", ["", "subscribe/"])
def test_the_address_goes_to_the_service_and_to_nobody_before(
    path: str, has_scripts: bool, with_form: str, service: FormService, open_page: MakePage
) -> None:
    page = open_page(java_script_enabled=has_scripts, ignore_https_errors=True)
    watched = Watched(page)
    page.goto(with_form + path, wait_until="networkidle")
    assert {urlsplit(url).netloc for url in watched.requests} == {urlsplit(with_form).netloc}
    thanks = _subscribed(page)
    wait_until(lambda: thanks.title() == "Thanks")
    [(asked, body)] = service.sent
    assert asked == "/join?a=1&b=2"
    assert parse_qs(body) == {"mail": ["ada+shelf@example.org"], "list": ["papers"]}
    assert watched.complaints == []
    assert page.url == with_form + path


def test_the_service_may_lead_on_to_where_the_settings_say(
    with_form: str, services: list[FormService], service: FormService, open_page: MakePage
) -> None:
    page = open_page(with_form, ignore_https_errors=True)
    watched = Watched(page)
    service.leads_to = f"{services[1].address}/thanks"
    thanks = _subscribed(page)
    wait_until(lambda: thanks.title() == "Thanks")
    assert thanks.url == service.leads_to
    assert watched.complaints == []


def test_the_service_may_not_lead_on_to_anywhere_else(
    with_form: str, services: list[FormService], service: FormService, open_page: MakePage
) -> None:
    page = open_page(with_form, ignore_https_errors=True)
    watched = Watched(page)
    service.leads_to = f"{services[2].address}/odd"
    page.get_by_label("Your e-mail address").fill("ada@example.org")
    page.get_by_role("button", name="Subscribe").click()
    wait_until(lambda: bool(page.evaluate("1") and watched.complaints))
    assert "form-action" in watched.complaints[0]
    assert services[2].shown == []


@pytest.mark.parametrize("written", ["", "ada", "ada@"])
def test_what_is_no_address_is_not_sent(
    written: str, with_form: str, service: FormService, open_page: MakePage
) -> None:
    page = open_page(with_form)
    field = page.get_by_label("Your e-mail address")
    field.fill(written)
    field.press("Enter")
    assert not field.evaluate("(input) => input.validity.valid")
    assert len(page.context.pages) == 1
    assert service.sent == []


def test_other_pages_cannot_send_the_form(
    with_form: str, service: FormService, open_page: MakePage
) -> None:
    page = open_page(with_form + "papers/", ignore_https_errors=True)
    watched = Watched(page)
    page.evaluate(
        """(action) => {
          const form = document.createElement("form");
          Object.assign(form, { method: "post", action });
          document.body.append(form);
          form.submit();
        }""",
        service.address,
    )
    wait_until(lambda: bool(page.evaluate("1") and watched.complaints))
    assert "form-action" in watched.complaints[0]
    assert service.sent == []


@pytest.mark.parametrize("path", ["", "subscribe/", "privacy/"])
def test_the_pages_keep_the_rules_of_accessibility(
    path: str, with_form: str, open_page: MakePage
) -> None:
    for width in (320, 1280):
        page = open_page(width=width)
        prepared(page)
        page.goto(with_form + path, wait_until="networkidle")
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_form_is_not_printed(with_form: str, open_page: MakePage) -> None:
    page = open_page(with_form + "subscribe/")
    page.emulate_media(media="print")
    assert not page.get_by_label("Your e-mail address").is_visible()
    assert not page.get_by_text("Your address goes to").is_visible()
    assert not page.get_by_role("heading", name="By e-mail").is_visible()
    assert page.get_by_text("A feed is an address").is_visible()


def test_with_everything_off_no_kind_of_page_asks_another_host(
    without: Path, open_page: MakePage
) -> None:
    kinds = page_kinds(without, without / "site")
    assert {"subscribe.html", "privacy.html", "home.html"} <= {kind.template for kind in kinds}
    page = open_page()
    watched = Watched(page)
    with serving(without / "site") as address:
        for kind in kinds:
            page.goto(address + kind.path, wait_until="networkidle")
    assert {urlsplit(url).netloc for url in watched.requests} == {urlsplit(address).netloc}
    assert watched.complaints == []


def test_a_browser_keeps_what_the_privacy_page_says(without: Path, open_page: MakePage) -> None:
    with serving(without / "site") as address:
        page = open_page(address + "display/")
        page.get_by_label("Dark").check()
        page.get_by_label("Dense").check()
        page.get_by_label("Largest").check()
        page.get_by_label("Single-key shortcuts").uncheck()
        page.goto(address, wait_until="networkidle")
        star = page.locator("[data-mark=star]").first
        star.click()
        expect(star).to_have_attribute("aria-pressed", "true")
        kept = page.evaluate("Object.keys(localStorage)")
        assert page.context.cookies() == []
    said = [key.removesuffix("…") for key in STORED]
    assert len(kept) == len(said)
    assert all(any(key.startswith(name) for key in kept) for name in said)
