"""Palette: colours in imgix's form, as many as asked for, the same in JSON and in CSS."""

import json
import re

import pytest
from PIL import Image

from tests.support.images.image_files import encoded, photo

RULE = re.compile(r"\.([a-z0-9-]+)-(fg|bg)-([a-z0-9-]+) \{ (color|background-color):(#[0-9a-f]{6}) !important; \}\n")


@pytest.mark.parametrize("colors", [None, 2, 3, 16, 256])
def test_there_are_as_many_colours_as_asked_for_six_where_nobody_says(colors: int | None) -> None:
    image = photo((200, 150))
    told = json.loads(encoded(image, "palette-json", colors=colors))
    assert 2 <= len(told["colors"]) <= (colors or 6)
    assert len(json.loads(encoded(image, "palette-json", colors=3))["colors"]) == 3
    assert sum(each["coverage"] for each in told["colors"]) == pytest.approx(1, abs=0.02)
    for each in (*told["colors"], *told["dominant_colors"].values()):
        parts = (each["red"], each["green"], each["blue"])
        assert "#" + "".join(f"{round(part * 255):02x}" for part in parts) == each["hex"]
    assert 0 < told["average_luminance"] < 1


def test_the_classes_are_pairs_of_the_same_colours_with_white_and_black_beside_them() -> None:
    image = photo((200, 150))
    told, text = json.loads(encoded(image, "palette-json")), encoded(image, "palette-css", prefix="hero").decode()
    rules = RULE.findall(text)
    assert "".join(f".{a}-{b}-{c} {{ {d}:{e} !important; }}\n" for a, b, c, d, e in rules) == text
    assert {rule[0] for rule in rules} == {"hero"}
    for one, other in zip(rules[::2], rules[1::2], strict=True):
        assert (one[1], one[3], other[1], other[3]) == ("fg", "color", "bg", "background-color")
        assert (one[2], one[4]) == (other[2], other[4])
    named = {rule[2]: rule[4] for rule in rules}
    plain = {str(place): each["hex"] for place, each in enumerate(told["colors"], 1)}
    strong = {name.replace("_", "-"): each["hex"] for name, each in told["dominant_colors"].items()}
    assert named == plain | {"ex-1": "#ffffff", "ex-2": "#000000"} | strong
    assert encoded(image, "palette-css").decode() == text.replace(".hero-", ".image-")


def test_a_clear_picture_has_no_colours_and_is_no_error() -> None:
    told = json.loads(encoded(Image.new("RGBA", (30, 30), (9, 9, 9, 0)), "palette-json"))
    assert told == {"colors": [], "average_luminance": 0.0, "dominant_colors": {}}
