"""What day it is, for commands that must know."""

import os
from datetime import UTC, date, datetime


def today() -> date:
    """The day in UTC, or that of SOURCE_DATE_EPOCH, so that output can be made again."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH", "")
    if seconds.isascii() and seconds.isdecimal() and len(seconds) <= 11:
        return datetime.fromtimestamp(int(seconds), UTC).date()
    return datetime.now(UTC).date()
