"""The files of a digest: each form of it with the ending of its name."""

from collections.abc import Mapping

from papershelf.digests.markdown import markdown
from papershelf.digests.model import Digest
from papershelf.digests.page import page
from papershelf.digests.plain import plain
from papershelf.theme import Theme


def written_forms(digest: Digest, theme: Theme) -> Mapping[str, str]:
    """What is written, by what follows the key in the names of the files."""
    return {
        ".html": page(digest, theme),
        ".md": markdown(digest),
        ".txt": plain(digest),
    }
