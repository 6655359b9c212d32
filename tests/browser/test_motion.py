"""Who asks for less motion gets none."""

import pytest

from tests.browser.conftest import MakePage

_MOVING = """() => {
  const seconds = (list) => Math.max(...list.split(",").map(parseFloat));
  const moving = (it) => [null, "::before", "::after"].some((pseudo) => {
    const style = getComputedStyle(it, pseudo);
    return style.scrollBehavior === "smooth"
      || (style.animationName !== "none" && seconds(style.animationDuration) > 0.01)
      || seconds(style.transitionDuration) > 0.01;
  });
  return [...document.querySelectorAll("*")].filter(moving)
    .map((it) => it.localName + (it.className ? "." + it.getAttribute("class") : ""));
}"""


@pytest.mark.parametrize("path", ["", "papers/enevoldsen-2025-mmteb/", "search/?q=attention"])
def test_nothing_moves_for_those_who_ask_for_less_motion(
    path: str, address: str, open_page: MakePage
) -> None:
    page = open_page(address + path, reduced_motion="reduce")
    assert page.locator("h1").count() == 1
    assert page.evaluate(_MOVING) == []
