"""Placeholders in one JSON: each is what its own format says, under the names that frameworks take."""

import json

from PIL import Image

from tests.support.images.image_files import encoded, photo


def test_each_is_what_its_own_format_says() -> None:
    for image in (photo((640, 480)), photo((90, 200)).convert("L")):
        told = json.loads(encoded(image, "placeholder"))
        plain = {name: encoded(image, name).decode() for name in ("blurhash", "thumbhash", "lqip", "css")}
        assert (told["blurhash"], told["thumbhash"]) == (plain["blurhash"], plain["thumbhash"])
        assert told["blurDataURL"] == plain["lqip"]
        assert f"background:{told['background']};" == plain["css"]
        assert told["palette"] == json.loads(encoded(image, "palette-json"))
        assert told["dominant"] == told["palette"]["colors"][0]["hex"]
        assert told["average"] == told["background"].rpartition(",")[2]


def test_a_clear_picture_has_placeholders_too() -> None:
    told = json.loads(encoded(Image.new("RGBA", (30, 30), (9, 9, 9, 0)), "placeholder"))
    assert (told["dominant"], told["average"]) == ("#000000", "#000000")
    assert told["palette"]["colors"] == []
