"""Readers: arguments are values, and what is none is refused with the option's name."""

from typing import Any

import pytest

from handler.dialects.imgproxy.readers import READERS, Gravity
from handler.errors import InvalidParameter

VALUES: dict[str, Any] = {
    "resizing_type:fill-down": "fill-down",
    "width:0": 0,
    "zoom:0.5": (0.5, 0.5),
    "zoom:2:3": (2, 3),
    "enlarge:t": True,
    "enlarge:False": False,
    "extend:1:ce:0:0": True,
    "extend:0:no:3": False,
    "gravity:ce": Gravity(),
    "gravity:nowe:10": Gravity("nowe", 10),
    "gravity:so::-5.5": Gravity("so", 0, -5.5),
    "gravity:fp:0.3:0.4": Gravity("fp", 0.3, 0.4),
    "gravity:sm": Gravity("sm"),
    "crop:100": (100, 0, None),
    "crop:0.5:200:no:1:2": (0.5, 200, Gravity("no", 1, 2)),
    "padding:10": (10, 10, 10, 10),
    "padding:1:2": (1, 2, 1, 2),
    "padding:1:2:3:4": (1, 2, 3, 4),
    "padding::2": (0, 2, 0, 2),
    "trim:10": (10, None),
    "trim:9.6:ff0000": (10, "ff0000"),
    "trim:9::f:0": (9, None),
    "trim:": None,
    "background:f00": "ff0000",
    "background:1:2:255": "0102ff",
    "background:": None,
    "flip:1": "h",
    "flip::1": "v",
    "flip:t:t": "hv",
    "flip:0:0": "",
    "rotate:-90": 270,
    "rotate:450": 90,
    "watermark:0.5": (0.5, "ce", 0, 0, 0),
    "watermark:1:re:10:10:0.2": (1, "re", 10, 10, 0.2),
    "watermark_url:YS5wbmc": "a.png",
    "format_quality:webp:50:jpg:80": {"webp": 50, "jpg": 80},
    "filename:a.jpg": "a.jpg",
    "filename:YS5wbmc:1": "a.png",
    "filename:YS5wbmc:0": "YS5wbmc",
    "strip_color_profile:1": True,
    "preserve_hdr:0": False,
    "preset:a:b": ("a", "b"),
    "cachebuster:v2": "v2",
}
WRONG = {
    "resizing_type:clip": "must be fit, fill, fill-down, force or auto",
    "width:-1": "must be 0 to 8192",
    "width:3:4": "takes 1 at most",
    "zoom:0": "must be 0.001 to 1000",
    "zoom:1:2:3": "takes 2 at most",
    "enlarge:yes": "must be 1, t, true or 0, f, false",
    "extend:1:no": "the picture lies in the middle",
    "gravity:up": "gravity=up: must be",
    "gravity:sm:1": "sm takes no offsets",
    "gravity:fp:0.5": "fp takes two numbers",
    "gravity:fp:0.5:2": "fp takes two numbers",
    "gravity:ce:x": "must be a number",
    "gravity:ce:1:2:3": "takes 3 at most",
    "crop:-1": "crop=-1",
    "crop:1:2:ce:1:2:3": "takes 5 at most",
    "trim:10::1": "equal sides are not supported",
    "trim:10:red": "must be a colour",
    "background:1:2": "takes 1 at most",
    "background:1:2:256": "must be 0 to 255",
    "background:red": "must be a colour",
    "rotate:45": "must be a multiple of 90",
    "watermark:2": "must be 0 to 1",
    "watermark:1:ch": "watermark=ch: must be",
    "watermark_url:!": "must be base64url",
    "format_quality:webp": "must be pairs",
    "format_quality:webp:0": "must be 1 to 100",
    "strip_color_profile:0": "colours are converted to sRGB",
    "preserve_hdr:1": "8 bits a channel",
    "enforce_thumbnail:1": "the picture itself is read",
    "max_bytes:-1": "must be 0 to",
    "padding:1:2:3:4:5": "takes 4 at most",
    "flip:1:1:1": "takes 2 at most",
}


def read(text: str) -> Any:
    name, *arguments = text.split(":")
    return READERS[name](name, arguments)


def test_arguments_are_values() -> None:
    for text, value in VALUES.items():
        assert read(text) == value, text


def test_what_is_no_value_is_refused_by_name() -> None:
    for text, said in WRONG.items():
        with pytest.raises(InvalidParameter, match=said) as caught:
            read(text)
        assert caught.value.facts["parameter"] == text.partition(":")[0]
