"""Numbers in words, as all pages write them."""


def number_text(number: int) -> str:
    """A number with a comma between thousands: "95,562"."""
    return f"{number:,}"


def counted(number: int, one: str, several: str = "") -> str:
    """How many there are: "1 paper", "1,912 papers"."""
    return f"{number_text(number)} {one if number == 1 else several or one + 's'}"


def span_text(first: int, last: int) -> str:
    """Years from and to: "2015–2025", or the only one."""
    return str(first) if first == last else f"{first}–{last}"
