"""New counts → the text of content/metrics.yaml, with as few changed lines as can be."""

from papershelf.counting.file import Update, update, updated
from papershelf.counting.series import counted_on, thinned

__all__ = ["Update", "counted_on", "thinned", "update", "updated"]
