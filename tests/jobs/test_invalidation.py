"""Invalidation: CloudFront is told once of all that changed, and its failure fails nothing."""

from typing import Any

import pytest

from handler.jobs import invalidation


def test_the_cdn_is_told_once_of_all_and_its_failure_fails_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Any] = []

    class CloudFront:
        def create_invalidation(self, **said: Any) -> None:
            calls.append(said["InvalidationBatch"]["Paths"]["Items"])

    monkeypatch.setattr(invalidation, "cloudfront", CloudFront)
    assert invalidation.invalidate("D", ["a b*.jpg", "a b*.jpg", "c"])
    assert invalidation.invalidate("D", [str(number) for number in range(invalidation.MOST_PATHS + 1)])
    assert invalidation.invalidate("D", ["c"], "/img")
    assert calls == [["/images/a%20b%2A.jpg*", "/images/c*"], ["/images/*"], ["/img/images/c*"]]
    monkeypatch.setattr(invalidation, "cloudfront", lambda: 1 / 0)
    assert not invalidation.invalidate("D", ["c"])
