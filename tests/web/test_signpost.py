"""Signpost: what an unknown path is told."""

import pytest

from handler.web.signpost import signpost


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
