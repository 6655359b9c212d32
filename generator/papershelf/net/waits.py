"""How long a server asks to be left alone."""

from datetime import datetime
from email.utils import parsedate_to_datetime


def retry_after(value: str, now: datetime) -> float | None:
    """The seconds that a `Retry-After` header asks for (RFC 9110, 10.2.3); None if it says nothing.

    `value`: seconds, or a date of HTTP; `now`: an aware time.
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if when.tzinfo is None:
        return None
    return max(0.0, (when - now).total_seconds())
