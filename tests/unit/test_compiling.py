"""Templates compiled our way do what Jinja's own compiler makes them do."""

from typing import Any

import jinja2
import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from papershelf.compiling import Compiler, escaped


class _Text(str):
    __slots__ = ()


def _framed(text: object) -> str:
    return f"[{text}]"


def _rendered(template: str, compiler: Any, **variables: Any) -> str:
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    environment.code_generator_class = compiler
    return environment.from_string(template).render(variables)


@pytest.mark.parametrize(
    "template",
    [
        "{{ f('<a>') }} {{ f(text=\"'b'\") }}",
        "{{ f(**{'text': '&'}) }} {{ f(*['\"']) }}",
        "{% macro m(a, b='<') %}{{ a }}{{ b }}{% endmacro %}{{ m('&') }}{{ m('x', b=1) }}",
        "{% macro m(a) %}<b>{{ caller(a) }}{% endmacro %}{% call(x) m('<') %}{{ x }}{% endcall %}",
        "{% for x in range(3) %}{{ loop.cycle('<', '>') }}{{ f(x) }}{% endfor %}",
        "{% block a %}{{ f('<') }}{% endblock %}{{ self.a() }}",
        "{% set x %}<i>{{ f('&') }}</i>{% endset %}{{ x }}",
        "{% set n = namespace(a=1) %}{{ n.a }}{{ dict(a='<').a }}",
        "{{ 1 }}{{ none }}{{ '<' ~ f('>') }}{{ markup }}{{ text }}",
    ],
)
def test_a_template_says_the_same_as_with_the_compiler_of_jinja(template: str) -> None:
    variables = {"f": _framed, "markup": Markup("<hr>"), "text": _Text("<")}
    with_ours = _rendered(template, Compiler, **variables)
    assert with_ours == _rendered(template, jinja2.Environment.code_generator_class, **variables)


def test_a_call_of_what_is_unknown_fails() -> None:
    with pytest.raises(jinja2.UndefinedError, match="f"):
        _rendered("{{ f('a') }}", Compiler)


@given(st.one_of(st.text(), st.text(st.sampled_from("a&<>\"'")), st.integers(), st.none()))
def test_a_value_is_escaped_as_ever(value: object) -> None:
    assert escaped(value) == str(markupsafe.escape(value))


def test_what_is_markup_stays() -> None:
    assert escaped(Markup("<b>")) == "<b>"
