"""Invalidation: which paths a CDN is told of when stored pictures have changed."""

from typing import Any

import pytest

from handler.dialects.table import open_doors
from handler.jobs import invalidation
from handler.jobs.invalidation import MOST_PATHS, changed_paths, invalidate
from tests.support.requests.greeting import GREETING

NATIVE = open_doors({"native"})


def test_each_key_is_named_once_and_escaped_below_every_door_that_keeps_it() -> None:
    assert changed_paths(["a b*.jpg", "a b*.jpg", "c"], NATIVE) == ["/images/a%20b%2A.jpg*", "/images/c*"]
    assert changed_paths(["c"], NATIVE, "/img") == ["/img/images/c*"]


def test_a_door_whose_keys_come_last_is_named_whole_once() -> None:
    assert changed_paths(["a", "b"], (*NATIVE, GREETING)) == ["/images/a*", "/images/b*", "/greeting/*"]


def test_of_too_many_the_whole_door_is_named() -> None:
    keys = [str(number) for number in range(MOST_PATHS + 1)]
    assert changed_paths(keys[1:], NATIVE)[0] == "/images/1*"
    assert len(changed_paths(keys[1:], NATIVE)) == MOST_PATHS
    assert changed_paths(keys, NATIVE, "/img") == ["/img/images/*"]


def test_a_door_that_keeps_nothing_long_is_not_named() -> None:
    kept = [dialect.name for dialect in NATIVE if dialect.invalidated]
    assert kept == ["images"]


def test_the_cdn_is_told_once_of_all_and_its_failure_fails_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Any] = []

    class CloudFront:
        def create_invalidation(self, **said: Any) -> None:
            calls.append(said["InvalidationBatch"]["Paths"]["Items"])

    monkeypatch.setattr(invalidation, "cloudfront", CloudFront)
    assert invalidate("D", ["a b*.jpg", "a b*.jpg", "c"], NATIVE)
    assert invalidate("D", [str(number) for number in range(MOST_PATHS + 1)], NATIVE)
    assert invalidate("D", ["c"], NATIVE, "/img")
    assert calls == [["/images/a%20b%2A.jpg*", "/images/c*"], ["/images/*"], ["/img/images/c*"]]
    monkeypatch.setattr(invalidation, "cloudfront", lambda: 1 / 0)
    assert not invalidate("D", ["c"], NATIVE)


def test_where_a_key_is_one_segment_its_slashes_are_escaped() -> None:
    doors = open_doors({"iiif"})
    assert changed_paths(["a b/c.jpg"], doors) == ["/iiif/3/a%20b%2Fc.jpg*", "/iiif/2/a%20b%2Fc.jpg*"]
