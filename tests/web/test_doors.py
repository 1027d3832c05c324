"""Doors that no dialect is, each closed to whoever does not sign; and what a 404 for an unknown path says."""

import pytest

from handler.config.settings import Settings
from handler.dialects.table import DIALECTS, Dialect
from handler.errors import NotAllowed
from handler.web.access.gate import AccessRequest, Gate
from handler.web.doors import DOORS, FEEDS, RENDER, Door, signpost


def test_prefix_and_example_come_of_the_path() -> None:
    assert (RENDER.prefix, RENDER.example) == ("/render", "/render")
    assert (FEEDS.prefix, FEEDS.example) == ("/feeds/", "/feeds/~clock")


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.name)
def test_what_costs_is_named_in_the_refusal(door: Door) -> None:
    gate = Gate(Settings(unsigned=frozenset({"widths", "generate", "presets"})))
    with pytest.raises(NotAllowed, match=f"without a signature {door.costly} is not allowed"):
        gate.allow(AccessRequest(door.name), None)


@pytest.mark.parametrize(
    ("path", "picture"),
    [
        (b"/bee.jpg", "bee.jpg"),
        (b"/image/bee.jpg", "bee.jpg"),
        (b"/imgaes/a/b.webp", "a/b.webp"),
        (b"/photos/a%20b.png", "a%20b.png"),
        (b"/holidays/bee.jpg", "holidays/bee.jpg"),
    ],
)
def test_a_path_that_ends_like_a_picture_leads_to_it(path: bytes, picture: str) -> None:
    assert signpost(path).endswith(f"/images/{picture}")


@pytest.mark.parametrize(
    ("path", "begins", "ends"),
    [
        (b"/generate", "/generate/ gives a picture that is drawn: placeholder, ", "/generate/placeholder?size=300x200"),
        (b"/generate/", "/generate/ gives ", "/generate/placeholder?size=300x200"),
        (b"/info", "/info/ gives facts ", "; for example /info/bee.jpg?w=300"),
    ],
)
def test_the_name_of_another_door_is_told_what_that_gives(path: bytes, begins: str, ends: str) -> None:
    assert signpost(path).startswith(begins)
    assert signpost(path).endswith(ends)


@pytest.mark.parametrize(
    "path", [b"/", b"/nowhere", b"/admin.php", b"/" + b"a" * 99 + b".jpg", b"/<b>.jpg", b"/\xff.jpg"]
)
def test_any_other_is_told_where_pictures_are_and_not_repeated(path: bytes) -> None:
    assert signpost(path) == "pictures are under /images/: /images/bee.jpg"


@pytest.mark.parametrize("dialect", [row for row in DIALECTS if row.family != "native"], ids=lambda row: row.name)
def test_a_door_that_is_not_open_is_told_what_opens_it(dialect: Dialect) -> None:
    assert f"TINTYPE_DIALECTS names {dialect.family}" in signpost(dialect.example.partition("?")[0].encode())
