"""Common words: what they read, they write."""

import pytest

from handler.dialects.literals import Malformed
from handler.dialects.phrasebook.common import CORNERS, EDGES, FRAMES, RADIUS, bit, part_reader, switch


def test_parts_frames_and_radii_read_back() -> None:
    for reading, text, said in (
        (part_reader(), "3,4,1,2", {"rect": "1,2,3,4"}),
        (part_reader(corner_first=True), "1,2,3,4", {"rect": "1,2,3,4"}),
        (FRAMES, "2-4", {"frames": "1-3"}),
        (RADIUS, "24", {"corner-radius": "24"}),
        (RADIUS, "max", {"mask": "ellipse"}),
    ):
        assert reading.read(text) == said
        assert reading.write(said) == text
    assert FRAMES.read("2") == {"page": "2"}
    assert FRAMES.write({"frame": "1"}) == "2"
    assert RADIUS.write({"corner-radius": "24", "mask": "corners"}) == "24"


def test_what_they_cannot_write_they_say() -> None:
    assert part_reader().write({"rect": "0.5,0,1,1"}) is None
    assert RADIUS.write({"corner-radius": "1,2,3,4"}) is None
    assert RADIUS.write({"mask": "star"}) is None


@pytest.mark.parametrize("text", ["1,2,3", "1,2,3,-4", "a,b,c,d", ""])
def test_a_part_is_four_numbers(text: str) -> None:
    with pytest.raises(Malformed):
        part_reader().read(text)


@pytest.mark.parametrize("text", ["0-3", "1-0", "a", "1-b"])
def test_frames_are_counted_from_1(text: str) -> None:
    with pytest.raises(Malformed):
        FRAMES.read(text)


def test_edges_and_switches_say_what_their_names_say() -> None:
    assert (EDGES["top"], EDGES["center"], CORNERS["right top"]) == ("crop=top", "", "crop=right,top")
    assert (switch("a=b")["true"], switch("a=b")["0"], bit("a=b")["1"]) == ("a=b", "", "a=b")
