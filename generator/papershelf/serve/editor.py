"""Links that open a file at a line in the editor of whoever looks at a problem."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import quote

from papershelf.errors import Problem, UsageError, did_you_mean

# Each editor's own documentation tells of its address; {file} has slashes only, and the first one.
_EDITORS: Final = {
    "cursor": "cursor://file{file}:{line}:{column}",
    "idea": "idea://open?file={file}&line={line}&column={column}",
    "pycharm": "pycharm://open?file={file}&line={line}&column={column}",
    "sublime": "subl://open?url=file://{file}&line={line}&column={column}",
    "textmate": "txmt://open?url=file://{file}&line={line}&column={column}",
    "vscode": "vscode://file{file}:{line}:{column}",
    "vscodium": "vscodium://file{file}:{line}:{column}",
    "zed": "zed://file{file}:{line}:{column}",
}
_BLANKS = ("file", "line", "column")
_NEVER = re.compile(r"(?i)\s*(javascript|data|vbscript|blob|about):")


def editor_links(editor: str | None, shelf: Path) -> Callable[[Problem], str]:
    """What makes the link of a problem; it is empty without an editor.

    `editor` is one of those that are known by name, or an address with {file}, {line} and
    {column}. Raises UsageError for any other.
    """
    if editor is None:
        return lambda _problem: ""
    pattern = _EDITORS.get(editor.lower(), editor)
    if "{file}" not in pattern:
        hint = did_you_mean(editor, sorted(_EDITORS), noun="editors")
        raise UsageError(
            f'--editor: "{editor}" is no editor that is known; {hint}, '
            "or give an address such as my-editor://open?file={file}&line={line}"
        )
    for blank in re.findall(r"\{([^{}]*)\}", pattern):
        if blank not in _BLANKS:
            known = ", ".join(f"{{{name}}}" for name in _BLANKS)
            raise UsageError(f"--editor: there is no {{{blank}}}; use {known}")
    if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", pattern) or _NEVER.match(pattern):
        raise UsageError(f'--editor: "{editor}" is no address that opens an editor')
    root = shelf.resolve()

    def link(problem: Problem) -> str:
        place = problem.location
        # A template of the packaged themes is told of by its whole path.
        file = root / place.path
        if not file.is_file():
            return ""
        address = file.as_posix()
        values = {
            "{file}": quote(address if address.startswith("/") else f"/{address}", safe="/:"),
            "{line}": str(max(place.line, 1)),
            "{column}": str(max(place.column, 1)),
        }
        return re.sub(r"\{[a-z]+\}", lambda blank: values[blank.group()], pattern)

    return link
