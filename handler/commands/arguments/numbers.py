"""Numbers: what commands take for numbers; any other text is told what would be right."""

import argparse

MOST_PORTS = 65_535
MOST_WORKERS = 64
YEARS = 2**40
"""The latest time that a link can name, seconds since 1970."""

SHOWN = 40


def port_number(text: str) -> int:
    """Return a port; 0 stands for any that is free."""
    return _number(text, 0, MOST_PORTS, "a port is a number")


def seconds(text: str) -> int:
    """Return how long a link is good."""
    return _number(text, 1, YEARS, "a time is a number of seconds")


def processes(text: str) -> int:
    """Return how many processes render."""
    return _number(text, 1, MOST_WORKERS, "jobs are a number")


def threads(text: str) -> int:
    """Return how many threads work."""
    return _number(text, 1, MOST_WORKERS, "workers are a number")


def _number(text: str, least: int, most: int, rule: str) -> int:
    if not (text.isascii() and text.isdigit()) or not least <= int(text[:20]) <= most:
        raise argparse.ArgumentTypeError(f"{rule} from {least} to {most}, not {text[:SHOWN]!r}")
    return int(text)


def picture_size(text: str) -> tuple[int, int]:
    """Return width and height in pixels, as 4000x3000 has them."""
    width, _, height = text.lower().partition("x")
    return _side(width, text), _side(height, text)


def _side(part: str, text: str) -> int:
    if not (part.isascii() and part.isdigit()) or not 0 < int(part[:20]) <= MOST_PORTS:
        raise argparse.ArgumentTypeError(f"a size is width x height in pixels, as 4000x3000, not {text[:SHOWN]!r}")
    return int(part)


def least_score(text: str) -> float:
    """Return the score below which two pictures are too different."""
    digits = text.replace(".", "", 1)
    if not (digits.isascii() and digits.isdigit()) or not 0 <= float(text) <= 1:
        raise argparse.ArgumentTypeError(f"a score is a number from 0 to 1, as 0.98, not {text[:SHOWN]!r}")
    return float(text)
