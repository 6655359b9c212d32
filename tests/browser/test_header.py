"""The header of a page, which a browser may paint before all of it has come."""

import pytest

from tests.browser.conftest import MakePage

_PLACES = """(unsent) => {
  const parts = () => [".top__brand", ".top__nav a", ".search-box"].map(
    (name) => {
      const { x, y } = document.querySelector(name)?.getBoundingClientRect() ?? { x: -1, y: -1 };
      return [name, x, y];
    });
  const whole = Object.fromEntries(parts().map(([name, ...place]) => [name, place.join()]));
  for (const gone of document.querySelectorAll(unsent)) gone.remove();
  return parts().filter(([, x]) => x >= 0)
    .filter(([name, ...place]) => whole[name] !== place.join()).map(([name]) => name);
}"""


@pytest.mark.parametrize("width", [320, 700, 1280])
@pytest.mark.parametrize("path", ["", "papers/", "search/"])
def test_nothing_in_the_header_moves_when_the_rest_of_it_comes(
    path: str, width: int, address: str, open_page: MakePage
) -> None:
    page = open_page(address + path, width=width)
    # What comes last is taken away first.
    for unsent in (".tool", ".search-box", ".top__tools", ".top__nav"):
        assert page.evaluate(_PLACES, unsent) == [], unsent
