"""Which program this is: what its results depend on beside their input."""

import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_OUTPUT_DEPENDS_ON = (
    "jinja2",
    "lunr",
    "markdown-it-py",
    "markupsafe",
    "math-core",
    "mdit-py-plugins",
    "mdurl",
    "msgspec",
    "numpy",
    "pillow",
    "pydantic",
    "pyyaml",
    "rjsmin",
)


def version_of(package: str) -> str:
    """The version of an installed package; 0 for one that is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        # Copied rather than installed.
        return "0"


GENERATOR = "Papershelf"


@cache
def program_digest() -> bytes:
    """Changes whenever the program or a library might give another result for the same input."""
    hasher = blake2b(digest_size=16)
    hasher.update(repr(sys.version_info[:2]).encode())
    for name in _OUTPUT_DEPENDS_ON:
        hasher.update(f"{name}={version_of(name)};".encode())
    # The code itself rather than its version number, so that a developer's change counts at once.
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        content = path.read_bytes()
        hasher.update(f"{path.relative_to(package)}:{len(content)};".encode())
        hasher.update(content)
    return hasher.digest()
