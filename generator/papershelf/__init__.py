"""Papershelf: a static site generator for curated paper collections.

>>> from papershelf import build, export, load_library
>>> library = load_library("my-shelf")
>>> report = build("my-shelf", base_url="https://example.org/shelf/")
>>> texts = export("my-shelf", "csv", where="author:vinyals year:2015..")
"""

from papershelf.build import build, load_library
from papershelf.export import export

__all__ = ["build", "export", "load_library"]
