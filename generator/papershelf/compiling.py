"""Templates → Python, with less ceremony around calls and escapes than Jinja's own compiler has.

A page of a paper makes a hundred calls and writes a hundred values; what Jinja does around each of
them took longer than the calls and the escaping themselves.
"""

import re
from hashlib import blake2b
from keyword import iskeyword
from pathlib import Path
from typing import Any, Final, cast

import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

_SIGNS: Final = re.compile("[&<>\"']").search
COMPILER: Final = blake2b(Path(__file__).read_bytes(), digest_size=4).hexdigest()
"""Names this compiler: what another one wrote must not be run."""


class Compiler(CodeGenerator):
    """Jinja's compiler, but functions are called as they are and values escaped by `escaped`.

    Jinja asks at each call whether the function wants to be given the context or the environment.
    Filters may want that; macros and the functions that templates see here do not.
    """

    # Jinja finds its visitors by these names.
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """Write a module; what its functions know as `escape` is ours."""
        super().visit_Template(node, frame)
        self.writeline(f"from {__name__} import escaped as escape")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """Write a call, plainly where its arguments are plain."""
        unusual = (
            node.dyn_args or node.dyn_kwargs or any(iskeyword(item.key) for item in node.kwargs)
        )
        if forward_caller or unusual:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


def escaped(value: Any) -> str:
    """A value as it stands in HTML: most are texts without anything to escape."""
    kind = type(value)
    if kind is Markup or (kind is str and not _SIGNS(value)):
        return cast("str", value)
    return markupsafe.escape(value)
