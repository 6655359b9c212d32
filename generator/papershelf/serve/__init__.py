"""The preview: the site of a shelf in memory, made anew while its curator edits.

`watch` tells what changed, `reader` reads it, `rebuild` makes the next `site` of it, `preview` puts
one state in the place of the other; `background` brings search and related papers up to date in
another process. `events` tells the browsers, `app` answers them, `guard` keeps everybody else out.
"""

from papershelf.serve.preview import Log, Settings
from papershelf.serve.run import Place, serve

__all__ = ["Log", "Place", "Settings", "serve"]
