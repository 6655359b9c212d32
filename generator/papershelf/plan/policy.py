"""What pages may load and whom they may talk to, as their browsers are told."""

from collections.abc import Iterable
from typing import Final

_DIRECTIVES: Final = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data:"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'self'"),
)


def policy_with(*, forms: Iterable[str] = (), frames: Iterable[str] = ()) -> str:
    """The policy of pages that send forms to these origins, and show these origins in frames.

    A <meta> policy cannot say frame-ancestors: hosts that send headers add it, see host_files.
    """
    said = dict(_DIRECTIVES)
    said["form-action"] = " ".join([said["form-action"], *forms])
    if shown := " ".join(frames):
        said["frame-src"] = shown
    return "; ".join(f"{name} {sources}" for name, sources in said.items())


POLICY: Final = policy_with()
"""That of pages which talk to nobody but their own site."""
