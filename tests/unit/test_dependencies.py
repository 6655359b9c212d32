"""What the package needs, and what it says that it needs."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _imported() -> set[str]:
    """The modules of others that the package imports, at the top of a module or later."""
    found: set[str] = set()
    for path in (ROOT / "generator/papershelf").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"papershelf"}


def test_every_library_that_is_imported_is_named_and_every_one_named_is_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    lines = [
        *project["dependencies"],
        *(line for extra in extras if extra != "dev" for line in extras[extra]),
    ]
    named = {_plain(re.split(r"[<>=!~ ;\[]", line)[0]) for line in lines}
    providers = packages_distributions()

    imported = {_plain(providers[module][0]) for module in _imported()}

    # The core of pydantic comes with it, in the one version that fits.
    assert imported - {"pydantic-core"} == named
