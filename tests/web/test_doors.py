"""Doors that no dialect is: each is a route, has a name of its own, and is closed to whoever does not sign."""

import pytest

from handler.config.settings import Settings
from handler.errors import NotAllowed
from handler.web.access.gate import AccessRequest, Gate
from handler.web.doors import DOORS, FEEDS, RENDER, Door


def test_prefix_and_example_come_of_the_path() -> None:
    assert (RENDER.prefix, RENDER.example) == ("/render", "/render")
    assert (FEEDS.prefix, FEEDS.example) == ("/feeds/", "/feeds/~clock")


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_what_costs_is_named_in_the_refusal(door: Door) -> None:
    gate = Gate(Settings(unsigned=frozenset({"widths", "generate", "presets"})))
    with pytest.raises(NotAllowed, match=f"without a signature {door.costly} is not allowed"):
        gate.allow(AccessRequest(door.name), None)
