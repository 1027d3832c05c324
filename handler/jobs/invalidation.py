"""Invalidation: telling CloudFront that pictures have changed, all of one event in one call."""

import logging
from collections.abc import Mapping, Sequence
from functools import cache
from time import time_ns
from typing import Any
from urllib.parse import quote

from handler.dialects.table import Dialect

log = logging.getLogger("tintype")

MOST_PATHS = 3000
"""Paths that CloudFront takes in one invalidation."""


@cache
def cloudfront() -> Any:  # noqa: ANN401 - a client that boto3 makes
    """Return the one CloudFront client of this process."""
    import boto3  # noqa: PLC0415 - only where something changed

    return boto3.client("cloudfront")


def changed_paths(keys: list[str], doors: Sequence[Dialect], base: str = "") -> list[str]:
    """Return the paths of all renditions of stored pictures, at these doors; whole doors where there are too many."""
    doors = [dialect for dialect in doors if dialect.invalidated]
    names = [{"{key}": quote(key), "{segment}": quote(key, safe="")} for key in dict.fromkeys(keys)]
    paths = [f"{base}{door.prefix}{_filled(door.invalidated, name)}" for door in doors for name in names]
    paths = list(dict.fromkeys(paths))  # a door that is invalidated whole has one path for all keys
    return paths if len(paths) <= MOST_PATHS else [f"{base}{door.prefix}*" for door in doors]


def _filled(pattern: str, names: Mapping[str, str]) -> str:
    for blank, name in names.items():
        pattern = pattern.replace(blank, name)
    return pattern


def invalidate(distribution: str, keys: list[str], doors: Sequence[Dialect], base: str = "") -> bool:
    """Invalidate all renditions of stored pictures; return whether it was taken. A failure is logged, not raised.

    doors: those that answer. base: the base path that viewers have before every other.
    """
    paths = changed_paths(keys, doors, base)
    batch = {"Paths": {"Quantity": len(paths), "Items": paths}, "CallerReference": f"tintype-{time_ns()}"}
    try:
        cloudfront().create_invalidation(DistributionId=distribution, InvalidationBatch=batch)
    except Exception:
        log.exception("the CDN could not be told of %d changed pictures", len(paths))
        return False
    return True
