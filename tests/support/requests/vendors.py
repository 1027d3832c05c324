"""What tests ask of the door of a service whose addresses are a plain query."""

from collections.abc import Mapping
from typing import Any

from handler.dialects import native
from handler.dialects.interface import DialectRequest, PictureReply
from handler.dialects.table import DIALECTS
from handler.errors import ImageError, Inexpressible

KEY = "bee.jpg"
ROWS = {row.name: row for row in DIALECTS}
PRESETS = {"thumb": "w=77"}
NATIVE = {"images", "info", "generate"}


def reply(door: str, query: str, path: str = KEY) -> PictureReply:
    """Return what a query means at a door."""
    found = ROWS[door].load().parse(DialectRequest(path.encode(), query, PRESETS))
    assert isinstance(found, PictureReply)
    return found


def ours(query: str, key: str = KEY) -> PictureReply:
    """Return what a query means at our own door."""
    found = native.parse(query, key, PRESETS)
    assert isinstance(found, PictureReply)
    return found


def again(door: str, picture: PictureReply) -> PictureReply | None:
    """Return what the address says that a door writes for a picture; None where it has no words for it."""
    try:
        written = ROWS[door].load().write(picture)
    except Inexpressible:
        return None
    path, _, query = written.partition("?")
    found = reply(door, query, path)
    assert ROWS[door].load().write(found) == written, "what is written is a fixed point"
    return found


def agree(door: str, meanings: Mapping[str, str], *, unwritten: tuple[str, ...] = ()) -> None:
    """Assert that each query means what ours says, and that the door can write it, all but some."""
    for query, same in meanings.items():
        found, expected = reply(door, query), ours(same)
        assert found.recipe == expected.recipe, query
        told: dict[str, Any] = {"alone": expected.delivery.alone}
        assert found.delivery.model_copy(update=told) == expected.delivery, query
        assert (again(door, found) == found) is (query not in unwritten), query


def refuse(door: str, faults: Mapping[str, str]) -> None:
    """Assert that each query is a 400 whose detail says this."""
    for query, said in faults.items():
        try:
            reply(door, query)
        except ImageError as error:
            assert error.status == 400, query
            assert said in error.detail, (query, error.detail)
        else:
            raise AssertionError(query)
