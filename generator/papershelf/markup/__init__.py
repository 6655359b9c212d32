"""Markdown and maths to safe HTML and plain text: the one place that makes HTML of content.

Maths is MathML without inline styles, which the site's policy forbids. Instead it carries these
classes, to be given a look by the stylesheet:

* `math-display` (div or span around a displayed formula), `math-error` (code: TeX not converted);
* alignment and room in tables: `math-left`, `math-right`, `math-close-left`, `math-close-right`
  (no padding), `math-gap` (padding-left 1em), `math-tight` (no padding above and below),
  `math-rule` (a cell that only carries a line: padding 0.1em left and right), `math-wide` (100 %
  wide), `math-half` (50 %), `math-margin` (7.5 %);
* lines of 0.05em: `math-line-left`, `math-line-right`, `math-line-top`, and dashed ones:
  `math-dash-left`, `math-dash-right`, `math-dash-top`;
* space, in eighteenths of an em: `math-before-3|4|5` (padding-left), `math-after-3|4|5`
  (padding-right), `math-back-3|4|5` (margin-left, negative);
* enclosures: `math-box`, `math-strike-up`, `math-strike-down`, `math-actuarial`, `math-phasor`;
* letters: `math-small-caps`, `math-sans`, `math-serif`, `math-size-N` (N per cent: 50, 60, 70, 80,
  90, 120, 140, 170, 200, 250), `math-cramped` (math-shift: compact), `math-cfrac` (padding-top
  0.1667em).

Other classes: `table` (div around a table), `align-left|center|right` (cells), `anchor` (link in a
heading), `footnotes`, `footnote-ref`, `footnote-back`, `language-X` (code).
"""

from papershelf.markup.check import (
    Trouble,
    internal_links,
    problems,
    refuses,
    section_id,
    web_links,
)
from papershelf.markup.elsewhere import to_markdown, to_paragraphs
from papershelf.markup.html import to_html, to_inline
from papershelf.markup.plain import block_to_text, to_text

__all__ = [
    "Trouble",
    "block_to_text",
    "internal_links",
    "problems",
    "refuses",
    "section_id",
    "to_html",
    "to_inline",
    "to_markdown",
    "to_paragraphs",
    "to_text",
    "web_links",
]
