"""Mails as a browser shows them, wide and narrow, by day and by night."""

from pathlib import Path
from typing import Any

import pytest

from papershelf.digests.mail_html import mail_html
from tests.browser.conftest import MakePage, Watched
from tests.support import digests
from tests.support.wording import english

_KINDS = tuple(digests.EVERY)
_FAINT = """
() => {
  const parts = text => text.match(/[\\d.]+/g).map(Number);
  const light = colour => {
    const [r, g, b] = parts(colour).map(part => part / 255)
      .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const faint = [];
  let seen = 0;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
    seen += 1;
    const pair = [light(getComputedStyle(element).color), light(ground(element))];
    const ratio = (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
    if (ratio < 4.5) faint.push([texts.currentNode.data.slice(0, 40), ratio]);
  }
  return {seen, faint};
}
"""


def shown(name: str, folder: Path, open_page: MakePage, **options: Any) -> tuple[Any, Watched]:
    file = folder / "mail.html"
    file.write_text(mail_html(digests.EVERY[name], english()), encoding="utf-8")
    page = open_page(offline=True, **options)
    watched = Watched(page)
    page.goto(file.as_uri())
    return page, watched


@pytest.mark.parametrize("name", _KINDS)
@pytest.mark.parametrize("width", [600, 320])
def test_no_mail_is_wider_than_its_window_or_asks_for_anything(
    name: str, width: int, tmp_path: Path, open_page: MakePage
) -> None:
    page, watched = shown(name, tmp_path, open_page, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.requests == [page.url]
    assert watched.complaints == []


@pytest.mark.parametrize("name", _KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_with_and_without_the_style_element(
    name: str, scheme: str, tmp_path: Path, open_page: MakePage
) -> None:
    page, _ = shown(name, tmp_path, open_page, width=600, color_scheme=scheme)
    for _ in range(2):
        found = page.evaluate(_FAINT)
        assert found["seen"] > 5
        assert found["faint"] == []
        page.evaluate("document.querySelector('style')?.remove()")


def test_the_night_has_its_own_colours(tmp_path: Path, open_page: MakePage) -> None:
    page, _ = shown("full", tmp_path, open_page, color_scheme="dark")
    ground = "getComputedStyle(document.querySelector('.head')).backgroundColor"
    assert page.evaluate(ground) == "rgb(29, 27, 24)"


@pytest.mark.parametrize("name", ["full", "rtl"])
def test_links_that_stand_alone_are_large_enough_to_touch(
    name: str, tmp_path: Path, open_page: MakePage
) -> None:
    page, _ = shown(name, tmp_path, open_page, width=320)
    sizes = page.evaluate(
        """[...document.querySelectorAll('.link, .button__link, .foot__link')]
            .map(link => link.getBoundingClientRect()).map(box => [box.width, box.height])"""
    )
    assert sizes
    assert all(width >= 24 and height >= 24 for width, height in sizes)


def test_the_numbers_of_what_trends_take_little_room(tmp_path: Path, open_page: MakePage) -> None:
    page, _ = shown("full", tmp_path, open_page, width=320)
    assert page.locator(".number").first.bounding_box()["width"] <= 48
