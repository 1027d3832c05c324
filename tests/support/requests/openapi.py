"""Walks over the schema at /openapi.json."""

from collections.abc import Iterator
from typing import Any


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give each operation, as `get /health`, with what is said of it."""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation
