"""Papershelf: a static site generator for curated paper collections.

>>> from papershelf import build, load_library
>>> library = load_library("my-shelf")
>>> report = build("my-shelf", base_url="https://example.org/shelf/")
"""

from papershelf.build import build, load_library

__all__ = ["build", "load_library"]
