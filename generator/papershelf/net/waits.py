"""How long a server asks to be left alone."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

_USED_UP: Final = re.compile(r'"[^"]*";\s*r=0;\s*t=(\d{1,9})(?!\d)', re.ASCII)


def patience(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that an answer asks to wait before the next request; None if it says nothing.

    By `Retry-After`; by what GitHub says of its limits (docs.github.com/rest, "Rate limits for the
    REST API"): none remaining until a second since 1970; or by the draft of IETF on fields of rate
    limits, as Hugging Face has it (huggingface.co/docs/hub/rate-limits): `"api";r=0;t=55`.
    `headers`: names in any case, if the map knows them so.
    """
    asked = retry_after(headers.get("Retry-After", ""), now)
    if asked is not None:
        return asked
    reset = headers.get("X-RateLimit-Reset", "").strip()
    is_used_up = headers.get("X-RateLimit-Remaining", "").strip() == "0"
    if is_used_up and reset.isascii() and reset.isdigit():
        return max(0.0, float(reset[:12]) - now.timestamp())
    used_up = _USED_UP.search(headers.get("RateLimit", ""))
    return float(used_up[1]) if used_up else None


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
