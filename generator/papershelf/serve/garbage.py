"""Memory that is given back while a preview runs, without holding up who looks at its pages.

What rendering a page leaves behind refers to itself in circles, and with it to the site that the
page is of: old sites would pile up. Walking through all that a large shelf needs takes half a
second, in which nothing is answered; so what stays is looked at seldom.
"""

import gc
from typing import Final

_YOUNG: Final = 50_000
"""Values made before those among them that nobody needs are looked for: some milliseconds."""
_SELDOM: Final = 16
"""So many times only what is new since the last time is looked at."""


class Garbage:
    """Gives memory back; for one thread, and one preview in a process."""

    def __init__(self) -> None:
        self._times = 0

    def collect_young(self) -> None:
        """From now on, let what was made lately be looked at whenever there is much of it."""
        gc.freeze()
        gc.set_threshold(_YOUNG, 20, 20)
        gc.enable()

    def tidy(self) -> None:
        """Give back what can be: holds everything up, for long only once in a while."""
        self._times += 1
        if self._times % _SELDOM == 0:
            gc.unfreeze()
        gc.collect()
        # Whatever is left will probably stay.
        gc.freeze()
