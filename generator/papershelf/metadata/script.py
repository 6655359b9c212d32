"""JSON that can stand between the tags of a script."""

from types import MappingProxyType
from typing import Final

import msgspec

_ESCAPED: Final = MappingProxyType(
    str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})
)


def script_text(value: object) -> str:
    """The value as JSON without `<`, `>`, `&` and the line ends that only JavaScript knows.

    They can stand only within its strings, where JSON may write them as escapes.
    """
    return msgspec.json.encode(value).decode().translate(_ESCAPED)
