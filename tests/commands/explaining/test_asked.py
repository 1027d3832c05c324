"""Asked: an address is read by its dialect, and what is no picture's is told."""

import pytest

from handler.commands.explaining.asked import asked, in_dialects
from handler.commands.misuse import Misuse
from handler.config.settings import Settings
from handler.dialects.table import DIALECTS

NONE = Settings()


@pytest.mark.parametrize("door", [row for row in DIALECTS if row.family != "native"], ids=lambda row: row.name)
def test_the_example_of_every_door_is_read_by_its_own_dialect(door: object) -> None:
    row = next(each for each in DIALECTS if each is door)
    segment = "bee.jpg"
    found = asked(row.example.format(key="bee.jpg", segment=segment), "", NONE, {})
    assert found.door.name == row.name
    assert row.prefix in found.spoken


def test_an_address_that_nothing_tells_is_ours_at_the_root() -> None:
    found = asked("https://img.example.com/bee.jpg?w=3", "", NONE, {})
    assert (found.native, found.spoken) == (True, "native (at the root, as with TINTYPE_ROOT=native)")
    assert asked("/bee.jpg?w=3", "imgix", NONE, {}).door.family == "imgix"
    assert asked("/a/images/bee.jpg?w=3", "", Settings(base_path="/a"), {}).below == "bee.jpg?w=3"


def test_facts_are_explained_as_what_they_foretell() -> None:
    assert asked("/info/bee.jpg?w=3", "", NONE, {}).facts


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("/images/bee.jpg?widht=3", "there is no parameter 'widht'; did you mean width"),
        ("/iiif/3/bee.jpg", "this leads to /iiif/3/bee.jpg/info.json: explain that one"),
        ("/feeds/cameras", "/feeds/ is no door of pictures: it gives the newest pictures"),
        ("/translate?url=/a", "/translate is no door of pictures"),
        ("bee.jpg", "'bee.jpg' is no address, which begins with a slash or with https://"),
    ],
)
def test_what_is_no_pictures_address_is_told(url: str, said: str) -> None:
    with pytest.raises(Misuse, match=said):
        asked(url, "", NONE, {})


def test_a_dialect_that_there_is_not_is_told() -> None:
    with pytest.raises(Misuse, match="--from=thumber: there is no dialect 'thumber'; did you mean thumbor"):
        asked("/a.jpg?w=3", "thumber", NONE, {})


def test_it_is_said_in_every_other_dialect_or_why_not() -> None:
    found = in_dialects(asked("/images/bee.jpg?w=300", "", NONE, {}).picture, "native", "")
    assert set(found) == {row.family for row in DIALECTS} - {"native"}
    assert all(bool(url) != bool(why) for url, why in found.values())
    assert found["imgix"][0] == "/imgix/bee.jpg?w=300"
