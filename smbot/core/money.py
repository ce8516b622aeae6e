"""Money as smbot counts it: whole millionths of a US dollar, so that sums of small prices stay exact."""

MICROS = 1_000_000


def in_usd(micros: int) -> float:
    """Return millionths as dollars."""
    return micros / MICROS


def in_micros(usd: float) -> int:
    """Return dollars as millionths."""
    return round(usd * MICROS)
