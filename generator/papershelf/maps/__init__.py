"""The map: papers in two dimensions, those about the same things near each other.

`graph` says who pulls whom, `layout` finds places, `spots` puts them on a grid, `atlas` remembers
that between builds.
"""

from papershelf.maps.atlas import MAP, papers_on_map
from papershelf.maps.spots import GRID

__all__ = ["GRID", "MAP", "papers_on_map"]
