"""The feed's test pattern as it is drawn at one fixed moment."""

from datetime import UTC, datetime, timedelta

from handler.web.feeds.test_pattern import TestPattern

MOMENT = datetime(2026, 11, 22, 14, 3, 27, 400_000, tzinfo=UTC)


def drawn(width: int = 640, seconds: float = 0, number: int = 1) -> "TestPattern":
    return TestPattern(width, MOMENT + timedelta(seconds=seconds), number)
