"""Hostile addresses: very long parameter values and paths, and how they are parsed."""

from handler.dialects import native
from handler.errors import ImageError
from handler.generators.generator import Generator

HOSTILE = [
    *("9" * 8000, "a" * 8000, "(" * 8000, "," * 8000, "-" * 8000, "1." * 4000, "1," * 4000, "fff," * 2000, "%" * 8000),
    *("%00" * 2600, "+" * 8000, f"%23{'f' * 7990}", f"rgb({'1' * 7900})", "%F0%9F%98%80" * 650, "%EF%B7%BA" * 880),
    *("%E2%80%8D" * 880, "%D7%A9%D6%B8" * 660, "e%CC%81" * 1100, "a:" * 4000, "=" * 8000),
]
"""Values of parameters, 8 KB each, on which a careless parser takes long."""

LONG = [f"/images/{'%41' * 33_000}?w=4", f"/images/a.jpg?{'w=1&' * 25_000}"]
"""Addresses far longer than 8 KB."""


def read(query: str, kind: type[Generator] | None) -> None:
    """Parse a query, for a generator or a stored picture; an error must be one below 500."""
    try:
        native.parse_made(query, kind) if kind else native.parse(query, "a")
    except ImageError as error:
        assert error.status < 500
