"""What day it is, for commands that must know."""

import os
from datetime import UTC, date, datetime


def today() -> date:
    """The day of the person at the keyboard, or that of SOURCE_DATE_EPOCH in UTC."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if seconds.isascii() and seconds.isdecimal() and len(seconds) <= 11:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    return datetime.now().astimezone().date()


def now() -> datetime:
    """The time in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
