"""Problems → files in which what is safe to mend is mended: they read as before.

Line ends, byte order marks and NULs at the end of a file are mended as a whole file; values by
the fixes of their problems. A fix after which any paper would be another one is dropped, unless it
is to say another thing: then it is dropped where there would be no paper any more.
"""

from papershelf.mending.files import Mended, Mending, write
from papershelf.mending.plan import mend
from papershelf.mending.replacements import Replacements

__all__ = ["Mended", "Mending", "Replacements", "mend", "write"]
