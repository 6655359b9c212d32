"""Arguments in, exit code out; the only place that prints."""

from papershelf.cli.main import main

__all__ = ["main"]
