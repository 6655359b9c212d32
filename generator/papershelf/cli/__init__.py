"""Arguments in, exit code out; the only place that prints."""

from papershelf.cli.main import main, run

__all__ = ["main", "run"]
