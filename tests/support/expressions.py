"""What the expressions of GitHub Actions come to, as far as our workflows have them."""

import re
from collections.abc import Callable, Mapping
from typing import Any

_TOKEN = re.compile(r"\s*(&&|\|\||==|!=|[!()]|'(?:[^']|'')*'|[A-Za-z_][\w.\-]*|\d+)")
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")
Context = Mapping[str, Any]


def value_of(expression: str, context: Context) -> Any:
    """What an expression comes to; `context`: what names stand for, functions as callables."""
    return _Reader(expression.removeprefix("${{").removesuffix("}}"), context).read()


def filled_in(text: str, context: Context) -> str:
    """A text with the expressions in it replaced by what they come to."""
    return _EXPRESSION.sub(lambda found: str(value_of(found[1], context)), text)


class _Reader:
    def __init__(self, expression: str, context: Context) -> None:
        self._tokens = _TOKEN.findall(expression)
        assert "".join(self._tokens) == re.sub(
            r"'[^']*'|\s", lambda found: found[0] if found[0].strip() else "", expression
        )
        self._context = context

    def read(self) -> Any:
        value = self._either()
        assert not self._tokens, f"not understood: {self._tokens}"
        return value

    def _next(self, *wanted: str) -> bool:
        if self._tokens and self._tokens[0] in wanted:
            self._tokens.pop(0)
            return True
        return False

    def _either(self) -> Any:
        value = self._both()
        while self._next("||"):
            other = self._both()
            value = value or other
        return value

    def _both(self) -> Any:
        value = self._compared()
        while self._next("&&"):
            other = self._compared()
            value = value and other
        return value

    def _compared(self) -> Any:
        value = self._one()
        if self._next("=="):
            return _same(value, self._one())
        if self._next("!="):
            return not _same(value, self._one())
        return value

    def _one(self) -> Any:
        if self._next("!"):
            return not self._one()
        if self._next("("):
            value = self._either()
            assert self._next(")")
            return value
        token = self._tokens.pop(0)
        if token[0] == "'":
            return token[1:-1].replace("''", "'")
        value = _named(token, self._context)
        if callable(value):
            assert self._next("(")
            assert self._next(")")
            ask: Callable[[], Any] = value
            return ask()
        return value


def _same(one: Any, other: Any) -> bool:
    # GitHub compares texts without regard to case.
    if isinstance(one, str) and isinstance(other, str):
        return one.casefold() == other.casefold()
    return bool(one == other)


def _named(name: str, context: Context) -> Any:
    value: Any = context
    for part in name.split("."):
        value = value.get(part, "") if isinstance(value, Mapping) else ""
    return value
