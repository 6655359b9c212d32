"""Whether the elements of a page are nested and closed as they must be."""

from html.parser import HTMLParser

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)


class _Nesting(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its name above
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            line, column = self.getpos()
            inside = self.open[-1] if self.open else "nothing"
            self.faults.append(f"{line}:{column}: </{tag}> in {inside}")


def faults_of(html: str) -> list[str]:
    """Where elements are closed that are not open, and what is open at the end."""
    reader = _Nesting()
    reader.feed(html)
    reader.close()
    return reader.faults + [f"<{tag}> is never closed" for tag in reader.open]
