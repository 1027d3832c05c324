"""Coroutines run to their end by tests that are none: in a thread, since the loop of this one is Mangum's to keep."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def ran(work: Coroutine[Any, Any, Result]) -> Result:
    """Return what a coroutine gives."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()
