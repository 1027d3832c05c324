"""What the text of the Image API 3.0 and of its compliance levels demands, sentence by sentence, each held.

The sections are those of https://iiif.io/api/image/3.0/; c3 is a section of its compliance document, level 2.
What it demands of clients is asked from the other side: that a client which keeps to it is served.
"""

import json
from typing import Any

import pytest

from handler.dialects.iiif.information import FEATURES
from tests.support.requests.iiif_checks import (
    BASE,
    MOST,
    ODD,
    Door,
    Row,
    cornered,
    served,
    sized,
    tile_addresses,
    told,
    typed,
)

J = "0/default.jpg"
LINKED = 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'
QUOTED = "odd%20%3F%23%5B%5D%40%25%C3%A9'(a).png"
LEVEL_2 = {
    *("regionByPx", "regionByPct", "regionSquare", "sizeByW", "sizeByH", "sizeByPct", "sizeByConfinedWh", "sizeByWh"),
    *("rotationBy90s", "baseUriRedirect", "cors", "jsonldMediaType"),
}
OLDER = {"sizeAboveFull", "sizeByDistortedWh", "sizeByWhListed", "sizeByForcedWh"}
FORMS = {
    "max": (300, 200),
    "150,": (150, 100),
    ",150": (225, 150),
    "pct:50": (150, 100),
    "225,100": (225, 100),
    "!225,100": (150, 100),
    "^max": (MOST, 667),
    "^360,": (360, 240),
    "^,240": (360, 240),
    "^pct:120": (360, 240),
    "^360,360": (360, 360),
    "^!360,360": (360, 240),
}
TYPES = {
    "jpg": "image/jpeg",
    "tif": "image/tiff",
    "png": "image/png",
    "gif": "image/gif",
    "jp2": "image/jp2",
    "pdf": "application/pdf",
    "webp": "image/webp",
    "avif": "image/avif",
}
REGIONS = {
    "full": (300, 200),
    "square": (200, 200),
    "125,15,120,140": (120, 140),
    "pct:41.6,7.5,40,70": (120, 140),
    "125,15,200,200": (175, 185),
    "pct:41.6,7.5,66.6,100": (175, 185),
}
TEXT_OF_ERRORS = ("x/max/0/default.jpg", "full/x/0/default.jpg", "full/max/x/default.jpg", "full/max/0/x.jpg")


KNOWN = {
    *("@context", "id", "type", "protocol", "profile", "width", "height", "maxWidth", "maxHeight", "maxArea", "sizes"),
    *(
        "tiles",
        "preferredFormats",
        "extraQualities",
        "extraFormats",
        "extraFeatures",
        "rights",
        "partOf",
        "seeAlso",
        "service",
    ),
}


def wholly(door: Door) -> bool:
    """Whether every parameter of the document is one that a request may have."""
    info = door.info()
    words = [f"full/max/0/{quality}.jpg" for quality in info["extraQualities"]]
    words += [f"full/max/0/default.{suffix}" for suffix in info["extraFormats"]]
    return all(door.status(tail) == 200 for tail in words)


def listed(door: Door, name: str, kind: type) -> bool:
    found = door.info()[name]
    return isinstance(found, list) and bool(found) and all(isinstance(each, kind) for each in found)


def clear_corner(door: Door, suffix: str) -> bool:
    image = door.picture(f"full/max/45/default.{suffix}").convert("RGBA")
    pixel: Any = image.getpixel((0, 0))
    middle: Any = image.getpixel((image.width // 2, image.height // 2))
    return bool(pixel[3] == 0 and middle[3] == 255)


def colourless(door: Door, quality: str, levels: set[int] | None = None) -> bool:
    found = door.picture(f"full/max/0/{quality}.png").convert("RGB").getcolors(1 << 16) or []
    pixels: list[Any] = [pixel for _, pixel in found]
    return all(len(set(pixel)) == 1 and (levels is None or pixel[0] in levels) for pixel in pixels)


def leads(door: Door, path: str, target: str) -> bool:
    answer = door.get(path)
    return bool(answer.status_code == 303 and answer.headers["location"] == f"{door.prefix}/{target}/info.json")


ROWS: tuple[Row, ...] = (
    # 2. URI syntax
    Row(
        "2",
        "MUST",
        "special characters of an identifier are encoded",
        lambda d: d.status(f"full/max/{J}", QUOTED) == 200,
    ),
    Row("2", "MUST", "the prefix may have several segments", lambda d: d.prefix.count("/") == 2),
    Row("2", "SHOULD", "the base URI leads to the information", lambda d: leads(d, "a.png", "a.png")),
    Row("2", "RECOMMENDED", "it does so by 303", lambda d: d.get("a.png").status_code == 303),
    Row("2", "SHOULD", "there the document is", lambda d: d.get("a.png/info.json").status_code == 200),
    Row("2.1", "MUST", "an image is asked for by five parameters", lambda d: d.status(f"full/max/{J}") == 200),
    Row("2.2", "MUST", "the information is at info.json", lambda d: d.info()["width"] == 300),
    Row("2.2", "MUST", "its base is that of the images", lambda d: d.info()["id"] == f"{BASE}{d.prefix}/a.png"),
    Row(
        "2.2", "MUST", "with an encoded identifier too", lambda d: d.info(QUOTED)["id"] == f"{BASE}{d.prefix}/{QUOTED}"
    ),
    # 3. Identifier
    Row("3", "MUST", "special characters are encoded", lambda d: d.get(f"{QUOTED}/info.json").status_code == 200),
    Row("3", "MUST", "slashes in it are encoded", lambda d: d.status(f"full/max/{J}", "deep%2Fer%2Fb.png") == 200),
    Row(
        "3",
        "MUST",
        "the id keeps them encoded",
        lambda d: d.info("deep%2Fer%2Fb.png")["id"].endswith("/deep%2Fer%2Fb.png"),
    ),
    Row(
        "3",
        "SHOULD",
        "a front that decodes them loses nothing",
        lambda d: d.info("deep/er/b.png")["id"].endswith("deep%2Fer%2Fb.png"),
    ),
    # 4. Image requests
    Row("4", "MUST", "the parameters have one order", lambda d: d.status("max/full/0/default.jpg") == 400),
    Row("4", "MUST", "pixels of a size are no negative integers", lambda d: d.status(f"full/-5,/{J}") == 400),
    Row("4", "MUST", "pixels of a region are no negative integers", lambda d: d.status(f"-5,0,9,9/max/{J}") == 400),
    Row(
        "4",
        "MUST",
        "pixels are integers",
        lambda d: {d.status(f"{t}/{J}") for t in ("full/5.5,", "0,0,5.5,5/max")} == {400},
    ),
    Row(
        "4",
        "MUST",
        "percentages are positive",
        lambda d: {d.status(f"{t}/{J}") for t in ("full/pct:-5", "pct:-1,0,9,9/max")} == {400},
    ),
    Row("4", "MUST", "percentages may be fractions", lambda d: d.size(f"full/pct:12.5/{J}") == (38, 25)),
    Row("4", "MUST", "a rotation is positive", lambda d: d.status("full/max/-90/default.jpg") == 400),
    Row(
        "4",
        "SHOULD",
        "images have CORS",
        lambda d: d.get(f"a.png/full/max/{J}").headers["access-control-allow-origin"] == "*",
    ),
    # 4.1 Region
    *(Row("4.1", "TABLE", f"the region {text}", sized(f"{text}/max/{J}", size)) for text, size in REGIONS.items()),
    Row("4.1", "TABLE", "0,0 is the upper left corner", lambda d: set(d.corners(f"0,0,150,100/max/{J}")) == {"red"}),
    Row("4.1", "TABLE", "x goes right", lambda d: set(d.corners(f"150,0,150,100/max/{J}")) == {"lime"}),
    Row("4.1", "TABLE", "y goes down", lambda d: set(d.corners(f"0,100,150,100/max/{J}")) == {"blue"}),
    Row(
        "4.1",
        "TABLE",
        "percentages are of the dimensions that are told",
        lambda d: set(d.corners(f"pct:50,50,50,50/max/{J}")) == {"yellow"},
    ),
    Row(
        "4.1",
        "TABLE",
        "a square is of the shorter side, centred",
        lambda d: d.canonical(f"square/max/{J}") == f"50,0,200,200/max/{J}",
    ),
    Row("4.1", "SHOULD", "past the edge it is cropped", lambda d: d.size(f"250,150,500,500/max/{J}") == (50, 50)),
    Row("4.1", "SHOULD", "and nothing is added", lambda d: set(d.corners(f"250,150,500,500/max/{J}")) == {"yellow"}),
    Row("4.1", "SHOULD", "a width of 0 is 400", lambda d: d.status(f"0,0,0,9/max/{J}") == 400),
    Row("4.1", "SHOULD", "a height of 0 is 400", lambda d: d.status(f"0,0,9,0/max/{J}") == 400),
    Row("4.1", "SHOULD", "0 percent are 400", lambda d: d.status(f"pct:0,0,0,9/max/{J}") == 400),
    Row("4.1", "SHOULD", "right of the picture is 400", lambda d: d.status(f"300,0,9,9/max/{J}") == 400),
    Row("4.1", "SHOULD", "below the picture is 400", lambda d: d.status(f"0,200,9,9/max/{J}") == 400),
    Row(
        "4.1",
        "SHOULD",
        "percentages outside are 400",
        lambda d: {d.status(f"pct:{t}/max/{J}") for t in ("100,0,9,9", "0,101,9,9")} == {400},
    ),
    # 4.2 Size
    *(Row("4.2", "TABLE", f"the size {text}", sized(f"full/{text}/{J}", size)) for text, size in FORMS.items()),
    Row("4.2", "TABLE", "max is not upscaled", lambda d: d.size(f"0,0,9,9/max/{J}") == (9, 9)),
    Row(
        "4.2",
        "TABLE",
        "max is held to the largest",
        lambda d: d.other(limits="side=150").size(f"full/max/{J}") == (150, 100),
    ),
    Row(
        "4.2", "TABLE", "^max is the largest", lambda d: d.other(limits="side=360").size(f"full/^max/{J}") == (360, 240)
    ),
    Row("4.2", "MUST NOT", "w is wider than the region", lambda d: d.status(f"full/301,/{J}") == 400),
    Row("4.2", "MUST NOT", "h is higher than the region", lambda d: d.status(f"full/,201/{J}") == 400),
    Row("4.2", "MUST NOT", "n is above 100", lambda d: d.status(f"full/pct:101/{J}") == 400),
    Row("4.2", "MUST NOT", "w of w,h is wider", lambda d: d.status(f"full/301,100/{J}") == 400),
    Row("4.2", "MUST NOT", "h of w,h is higher", lambda d: d.status(f"full/100,201/{J}") == 400),
    Row("4.2", "MAY", "w,h distorts", lambda d: d.size(f"full/100,200/{J}") == (100, 200)),
    Row("4.2", "MAY", "^w,h distorts", lambda d: d.size(f"full/^100,400/{J}") == (100, 400)),
    Row("4.2", "MUST", "!w,h is as large as w and h allow", lambda d: d.size(f"full/!100,100/{J}") == (100, 67)),
    Row("4.2", "MUST", "!w,h is no larger than the region", lambda d: d.size(f"full/!2000,3000/{J}") == (300, 200)),
    Row(
        "4.2",
        "MUST",
        "!w,h is no larger than the limits",
        lambda d: d.other(limits="side=150").size(f"full/!250,250/{J}") == (150, 100),
    ),
    Row("4.2", "MUST", "^!w,h is as large as w and h allow", lambda d: d.size(f"full/^!600,600/{J}") == (600, 400)),
    Row(
        "4.2",
        "MUST",
        "^!w,h is no larger than the limits",
        lambda d: d.other(limits="side=360").size(f"full/^!900,900/{J}") == (360, 240),
    ),
    Row(
        "4.2",
        "SHOULD",
        "without ^ larger is 400",
        lambda d: {d.status(f"0,0,9,9/{t}/{J}") for t in ("10,", ",10", "10,10")} == {400},
    ),
    Row(
        "4.2",
        "SHOULD",
        "^ is 501 where nothing is enlarged",
        lambda d: d.other(iiif="no-upscaling").status(f"full/^pct:120/{J}") == 501,
    ),
    Row(
        "4.2",
        "SHOULD",
        "501 is for every form of it",
        lambda d: {d.other(iiif="no-upscaling").status(f"full/{t}/{J}") for t in FORMS if t[0] == "^"} == {501},
    ),
    Row(
        "4.2",
        "SHOULD",
        "^ that does not enlarge is served there",
        lambda d: d.other(iiif="no-upscaling").size(f"full/^150,/{J}") == (150, 100),
    ),
    Row(
        "4.2",
        "SHOULD",
        "other errors of syntax are 400",
        lambda d: {d.status(f"full/{t}/{J}") for t in ("^", "^^9,", "9^,", "!9,", "full")} == {400},
    ),
    Row(
        "4.2",
        "MUST NOT",
        "a side is under a pixel",
        lambda d: {d.status(f"full/{t}/{J}", "long.png") for t in ("100,", "pct:10", "!100,100")} == {400},
    ),
    Row(
        "4.2",
        "MUST NOT",
        "a side is 0",
        lambda d: {d.status(f"full/{t}/{J}") for t in ("0,", ",0", "0,0", "!0,0", "pct:0")} == {400},
    ),
    Row(
        "4.2",
        "MUST NOT",
        "a side is past the limit",
        lambda d: {d.status(f"full/{t}/{J}") for t in ("^1001,", "^,1001", "^pct:334", "^,668")} == {400},
    ),
    Row("4.2", "SHOULD", "up to the limit it is served", lambda d: d.status(f"full/^1000,/{J}") == 200),
    # 4.3 Rotation
    *(
        Row(
            "4.3",
            "TABLE",
            f"turned clockwise by {angle}",
            cornered(f"full/max/{angle}/default.jpg", shown),
        )
        for angle, shown in {
            "0": ["red", "lime", "blue", "yellow"],
            "90": ["blue", "red", "yellow", "lime"],
            "180": ["yellow", "blue", "lime", "red"],
            "270": ["lime", "yellow", "red", "blue"],
            "360": ["red", "lime", "blue", "yellow"],
            "!0": ["lime", "red", "yellow", "blue"],
            "!90": ["yellow", "lime", "blue", "red"],
            "!180": ["blue", "yellow", "red", "lime"],
            "!270": ["red", "blue", "lime", "yellow"],
        }.items()
    ),
    Row("4.3", "TABLE", "any fraction of a degree", lambda d: d.status("full/max/22.5/default.png") == 200),
    Row(
        "4.3",
        "SHOULD",
        "past 360 it is 400",
        lambda d: {d.status(f"full/max/{t}/default.jpg") for t in ("361", "360.1", "!720")} == {400},
    ),
    Row(
        "4.3",
        "SHOULD",
        "what is no number is 400",
        lambda d: {d.status(f"full/max/{t}/default.jpg") for t in ("x", "!", "!!0", "1e2")} == {400},
    ),
    Row("4.3", "SHOULD", "all contents are returned", lambda d: d.size("full/max/90/default.jpg") == (200, 300)),
    Row("4.3", "SHOULD", "in a box as large as they need", lambda d: d.size("full/max/45/default.png") == (354, 354)),
    Row(
        "4.3",
        "SHOULD NOT",
        "contents are scaled by turning",
        lambda d: d.size("full/150,/180/default.jpg") == (150, 100),
    ),
    Row(
        "4.3",
        "SHOULD",
        "nothing is left beside the corners",
        lambda d: d.picture("full/max/45/default.png").convert("RGBA").getbbox(alpha_only=True) == (0, 0, 354, 354),
    ),
    Row("4.3", "RECOMMENDED", "a png has a transparent ground", lambda d: clear_corner(d, "png")),
    Row("4.3", "RECOMMENDED", "a webp has", lambda d: clear_corner(d, "webp")),
    Row("4.3", "RECOMMENDED", "an avif has", lambda d: clear_corner(d, "avif")),
    Row("4.3", "RECOMMENDED", "a gif has", lambda d: clear_corner(d, "gif")),
    Row(
        "4.3",
        "RECOMMENDED",
        "a jpg, which cannot, has white",
        lambda d: d.picture("full/max/45/default.jpg").getpixel((0, 0)) == (255, 255, 255),
    ),
    # 4.4 Quality
    Row(
        "4.4",
        "TABLE",
        "color has all colours",
        lambda d: d.corners("full/max/0/color.jpg") == ["red", "lime", "blue", "yellow"],
    ),
    Row("4.4", "TABLE", "gray has shades of gray", lambda d: colourless(d, "gray")),
    Row(
        "4.4",
        "TABLE",
        "gray keeps them",
        lambda d: len(d.picture("full/max/0/gray.png").convert("RGB").getcolors() or []) == 4,
    ),
    Row("4.4", "TABLE", "bitonal is black or white", lambda d: colourless(d, "bitonal", {0, 255})),
    Row(
        "4.4",
        "TABLE",
        "default is that of the server, color",
        lambda d: d.get("a.png/full/max/0/default.jpg").content == d.get("a.png/full/max/0/color.jpg").content,
    ),
    Row(
        "4.4",
        "MUST",
        "qualities beyond default are listed",
        lambda d: d.info()["extraQualities"] == ["color", "gray", "bitonal"],
    ),
    Row(
        "4.4",
        "SHOULD",
        "another is 400",
        lambda d: {d.status(f"full/max/0/{t}.jpg") for t in ("grey", "native", "Color", "")} == {400},
    ),
    Row(
        "4.4",
        "MUST",
        "color of a gray picture is an image",
        lambda d: d.status("full/max/0/color.jpg", "gray.png") == 200,
    ),
    Row("4.4", "SHOULD NOT", "color is listed for it", lambda d: "color" not in d.info("gray.png")["extraQualities"]),
    Row(
        "4.4",
        "MUST NOT",
        "color of it is an error in any format",
        lambda d: {d.status(f"full/max/0/color.{t}", "gray.png") for t in TYPES} == {200},
    ),
    # 4.5 Format
    *(
        Row(
            "4.5",
            "TABLE",
            f"the format {suffix}",
            typed(f"full/max/0/default.{suffix}", kind),
        )
        for suffix, kind in TYPES.items()
    ),
    Row(
        "4.5",
        "SHOULD",
        "another is 400",
        lambda d: {d.status(f"full/max/0/default{t}") for t in (".bmp", ".jpeg", ".JPG", ".", "", ".jpg.png")} == {400},
    ),
    # 4.6 Order
    Row(
        "4.6",
        "TABLE",
        "region, size, rotation, quality, format",
        lambda d: d.size("125,15,120,140/90,/!345/gray.jpg") == (114, 125),
    ),
    Row("4.6", "TABLE", "the size is of the region", lambda d: d.size(f"0,0,100,50/50,/{J}") == (50, 25)),
    Row(
        "4.6",
        "TABLE",
        "mirrored before it is turned",
        lambda d: d.corners("full/max/!90/default.jpg") != d.corners("full/max/!270/default.jpg"),
    ),
    # 4.7 Floating point
    Row(
        "4.7",
        "SHOULD",
        "integers are used where they can be",
        lambda d: "/90/" in d.canonical("full/max/90.0/default.jpg"),
    ),
    Row(
        "4.7",
        "MUST",
        "only digits and a point",
        lambda d: {d.status(f"full/max/{t}/default.jpg") for t in ("+0.9", "1e1", "0,9", "1_0.5", "٠.9")} == {400},
    ),
    Row(
        "4.7",
        "MUST",
        "in percentages too",
        lambda d: {d.status(f"full/pct:{t}/{J}") for t in ("+9", "9e0", "0x9", "9.", "nan", "inf")} == {400},
    ),
    Row(
        "4.7",
        "SHOULD",
        "a leading 0 is written",
        lambda d: d.canonical("full/max/.5/default.jpg") == "full/max/0.5/default.jpg",
    ),
    Row(
        "4.7",
        "SHOULD NOT",
        "trailing zeros are written",
        lambda d: d.canonical("full/max/0.90/default.jpg") == "full/max/0.9/default.jpg",
    ),
    # 4.8 Canonical URI
    Row(
        "4.8", "TABLE", "full where all is asked for", lambda d: d.canonical(f"0,0,300,200/max/{J}") == f"full/max/{J}"
    ),
    Row("4.8", "TABLE", "else pixels", lambda d: d.canonical(f"pct:50,50,50,50/max/{J}") == f"150,100,150,100/max/{J}"),
    Row(
        "4.8",
        "TABLE",
        "max where that is the size",
        lambda d: (
            {d.canonical(f"full/{t}/{J}") for t in ("300,", ",200", "300,200", "pct:100", "!900,900", "^300,")}
            == {f"full/max/{J}"}
        ),
    ),
    Row(
        "4.8",
        "TABLE",
        "^max where that is the size",
        lambda d: {d.canonical(f"full/{t}/{J}") for t in ("^1000,", "^!1000,1000", "^1000,667")} == {f"full/^max/{J}"},
    ),
    Row(
        "4.8",
        "TABLE",
        "w,h where it is not enlarged",
        lambda d: (
            {d.canonical(f"full/{t}/{J}") for t in ("150,", ",100", "pct:50", "!150,150", "^150,100")}
            == {f"full/150,100/{J}"}
        ),
    ),
    Row(
        "4.8",
        "TABLE",
        "^w,h where it is",
        lambda d: {d.canonical(f"full/{t}/{J}") for t in ("^600,", "^pct:200", "^600,400")} == {f"full/^600,400/{J}"},
    ),
    Row(
        "4.8",
        "TABLE",
        "! where it is mirrored, and an integer",
        lambda d: d.canonical("full/max/!360.0/default.jpg") == "full/max/!0/default.jpg",
    ),
    Row(
        "4.8",
        "TABLE",
        "default where that is asked for",
        lambda d: d.canonical("full/max/0/color.jpg") == f"full/max/{J}",
    ),
    Row("4.8", "TABLE", "else the quality", lambda d: d.canonical("full/max/0/gray.jpg") == "full/max/0/gray.jpg"),
    Row("4.8", "TABLE", "always a format", lambda d: d.canonical("full/max/0/default.webp").endswith(".webp")),
    Row("4.8", "MAY", "a Link tells it, and is served", lambda d: d.status(d.canonical(f"square/!90,80/{J}")) == 200),
    Row(
        "4.8",
        "SHOULD",
        "it is canonical itself",
        lambda d: d.canonical(d.canonical(f"square/!90,80/{J}")) == d.canonical(f"square/!90,80/{J}"),
    ),
    Row(
        "4.8",
        "MAY",
        "with HEAD too",
        lambda d: (
            d.get(f"a.png/full/150,/{J}", method="HEAD").headers["link"]
            == d.get(f"a.png/full/150,/{J}").headers["link"]
        ),
    ),
    Row(
        "4.9",
        "SHOULD",
        "nothing is taken that no text describes",
        lambda d: d.get(f"a.png/full/max/{J}?w=3").status_code == 400,
    ),
    # 5. Image information
    Row("5", "MUST", "information is served", lambda d: d.get("a.png/info.json").status_code == 200),
    Row("5.1", "MUST", "at info.json alone", lambda d: d.get("a.png/info.xml").status_code != 200),
    Row(
        "5.1",
        "SHOULD",
        "Accept decides: JSON",
        lambda d: d.get("a.png/info.json", accept="application/json").headers["content-type"] == "application/json",
    ),
    Row(
        "5.1",
        "SHOULD",
        "Accept decides: JSON-LD",
        lambda d: d.get("a.png/info.json", accept="application/ld+json").headers["content-type"] == LINKED,
    ),
    Row(
        "5.1",
        "MAY",
        "Accept has parameters",
        lambda d: d.get("a.png/info.json", accept=LINKED).headers["content-type"] == LINKED,
    ),
    Row(
        "5.1",
        "SHOULD",
        "weights count",
        lambda d: (
            d.get("a.png/info.json", accept="application/ld+json;q=0.1, application/json").headers["content-type"]
            == "application/json"
        ),
    ),
    Row("5.1", "SHOULD", "caches are told so", lambda d: d.get("a.png/info.json").headers["vary"] == "Accept"),
    Row(
        "5.1",
        "SHOULD",
        "without Accept JSON-LD with its profile",
        lambda d: d.get("a.png/info.json").headers["content-type"] == LINKED,
    ),
    Row(
        "5.1",
        "SHOULD",
        "plain JSON has no profile",
        lambda d: "profile" not in d.get("a.png/info.json", accept="application/json").headers["content-type"],
    ),
    Row(
        "5.1",
        "SHOULD",
        "information has CORS",
        lambda d: d.get("a.png/info.json").headers["access-control-allow-origin"] == "*",
    ),
    Row(
        "5.1",
        "SHOULD",
        "what no client accepts comes all the same",
        lambda d: d.get("a.png/info.json", accept="image/png").status_code == 200,
    ),
    # 5.2 Technical properties
    Row("5.2", "SHOULD", "@context comes first", lambda d: next(iter(d.info())) == "@context"),
    Row(
        "5.2",
        "MUST",
        "@context is that of 3",
        lambda d: d.info()["@context"] == "http://iiif.io/api/image/3/context.json",
    ),
    Row("5.2", "TABLE", "id is the base URI, absolute", lambda d: d.info()["id"].startswith("http://testserver/")),
    Row("5.2", "TABLE", "id ends in no slash", lambda d: not d.info()["id"].endswith("/")),
    Row(
        "5.2",
        "TABLE",
        "id is what viewers see",
        lambda d: d.other(public_url="https://x.example/y").info()["id"] == f"https://x.example/y{d.prefix}/a.png",
    ),
    Row("5.2", "MUST", "type is ImageService3", lambda d: d.info()["type"] == "ImageService3"),
    Row("5.2", "TABLE", "protocol is that of images", lambda d: d.info()["protocol"] == "http://iiif.io/api/image"),
    Row("5.2", "MUST", "profile is a level", lambda d: d.info()["profile"] == "level2"),
    Row("5.2", "TABLE", "width is an integer", lambda d: d.info()["width"] == 300),
    Row("5.2", "TABLE", "height is an integer", lambda d: d.info()["height"] == 200),
    Row("5.2", "MUST", "maxWidth is there where maxHeight is", lambda d: {"maxWidth", "maxHeight"} <= set(d.info())),
    Row(
        "5.2",
        "TABLE",
        "maxWidth is the largest width",
        lambda d: (d.info()["maxWidth"], d.status(f"full/^1001,9/{J}")) == (MOST, 400),
    ),
    Row(
        "5.2",
        "TABLE",
        "maxHeight is the largest height",
        lambda d: (d.info()["maxHeight"], d.status(f"full/^9,1001/{J}")) == (MOST, 400),
    ),
    Row("5.2", "TABLE", "maxArea is the largest area", lambda d: d.info()["maxArea"] == MOST**2),
    Row(
        "5.2",
        "MUST",
        "sizes are within the limits",
        lambda d: all(
            max(s["width"], s["height"]) <= 400 for s in d.other(limits="side=400").info("large.jpg")["sizes"]
        ),
    ),
    Row(
        "5.2",
        "MUST",
        "tiles are within the limits",
        lambda d: d.other(limits="side=400").info("large.jpg")["tiles"][0]["width"] <= 400,
    ),
    Row(
        "5.2",
        "MUST NOT",
        "clients expect more than the limits",
        lambda d: d.other(limits="side=400").status(f"full/500,/{J}", "large.jpg") == 400,
    ),
    # 5.3 Sizes
    Row("5.3", "TABLE", "sizes is a list of objects", lambda d: listed(d, "sizes", dict)),
    Row(
        "5.3",
        "TABLE",
        "each has a width, an integer",
        lambda d: all(isinstance(s["width"], int) for s in d.info("large.jpg")["sizes"]),
    ),
    Row(
        "5.3",
        "TABLE",
        "each has a height, an integer",
        lambda d: all(isinstance(s["height"], int) for s in d.info("large.jpg")["sizes"]),
    ),
    Row(
        "5.3",
        "MUST",
        "type, if it is there, is Size",
        lambda d: all(s.get("type", "Size") == "Size" for s in d.info("large.jpg")["sizes"]),
    ),
    Row(
        "5.3",
        "MUST",
        "each is served by w,h",
        lambda d: all(
            d.size(f"full/{s['width']},{s['height']}/{J}", "large.jpg") == (s["width"], s["height"])
            for s in d.info("large.jpg")["sizes"]
        ),
    ),
    Row(
        "5.3",
        "SHOULD",
        "with full and 0, canonical but for the largest",
        lambda d: d.canonical(f"full/375,250/{J}", "large.jpg") == f"full/375,250/{J}",
    ),
    # 5.4 Tiles
    Row("5.4", "TABLE", "tiles is a list of objects", lambda d: listed(d, "tiles", dict)),
    Row(
        "5.4",
        "TABLE",
        "each has a width, an integer",
        lambda d: all(isinstance(t["width"], int) for t in d.info()["tiles"]),
    ),
    Row("5.4", "TABLE", "height is the width where it lacks", lambda d: "height" not in d.info()["tiles"][0]),
    Row(
        "5.4",
        "TABLE",
        "each has scaleFactors, positive integers",
        lambda d: all(isinstance(f, int) and f > 0 for t in d.info("large.jpg")["tiles"] for f in t["scaleFactors"]),
    ),
    Row(
        "5.4", "SHOULD", "a factor appears once", lambda d: d.info("large.jpg")["tiles"][0]["scaleFactors"] == [1, 2, 4]
    ),
    Row(
        "5.4",
        "MUST",
        "type, if it is there, is Tile",
        lambda d: all(t.get("type", "Tile") == "Tile" for t in d.info()["tiles"]),
    ),
    Row("5.4", "MUST", "width and height are unique", lambda d: len(d.info()["tiles"]) == 1),
    Row(
        "5.4",
        "TABLE",
        "every tile is served in its size",
        lambda d: all(
            d.size(tail, "large.jpg") == tuple(map(int, tail.split("/")[1].split(",")))
            for tail in tile_addresses(d.info("large.jpg"))
        ),
    ),
    # 5.5 Preferred formats
    Row("5.5", "TABLE", "preferredFormats is a list of words", lambda d: listed(d, "preferredFormats", str)),
    Row(
        "5.5",
        "MUST",
        "each is offered",
        lambda d: set(d.info()["preferredFormats"]) <= {"jpg", "png", *d.info()["extraFormats"]},
    ),
    Row(
        "5.5",
        "MUST",
        "for a picture with transparency too",
        lambda d: set(d.info("clear.png")["preferredFormats"]) <= {"jpg", "png", *d.info()["extraFormats"]},
    ),
    # 5.7 Extra functionality
    Row("5.7", "TABLE", "extraQualities is a list of words", lambda d: listed(d, "extraQualities", str)),
    Row("5.7", "TABLE", "extraFormats is a list of words", lambda d: listed(d, "extraFormats", str)),
    Row("5.7", "TABLE", "extraFeatures is a list of words", lambda d: listed(d, "extraFeatures", str)),
    Row("5.7", "TABLE", "extraQualities come beside default", lambda d: "default" not in d.info()["extraQualities"]),
    Row(
        "5.7",
        "TABLE",
        "extraFormats come beside those of the level",
        lambda d: not {"jpg", "png"} & set(d.info()["extraFormats"]),
    ),
    Row(
        "5.7",
        "TABLE",
        "extraFeatures come beside those of the level",
        lambda d: not LEVEL_2 & set(d.info()["extraFeatures"]),
    ),
    Row("5.7", "TABLE", "none is a word of 2.1", lambda d: not OLDER & set(d.info()["extraFeatures"])),
    Row("5.7", "TABLE", "all that is listed is served", wholly),
    *(Row("5.7", "TABLE", f"{name} is told", told("extraFeatures", name)) for name in (*FEATURES, "sizeUpscaling")),
    Row(
        "5.7",
        "MUST",
        "with sizeUpscaling maxWidth or maxArea is told",
        lambda d: {"maxWidth", "maxArea"} <= set(d.info()),
    ),
    Row(
        "5.7",
        "MUST",
        "what is not told is not served",
        lambda d: "sizeUpscaling" not in d.other(iiif="no-upscaling").info()["extraFeatures"],
    ),
    Row(
        "5.7",
        "MUST",
        "formats that are not told are not served",
        lambda d: {d.status(f"full/max/0/default.{t}") for t in ("bmp", "psd", "jxl", "ico")} == {400},
    ),
    Row("5.7", "SHOULD", "nothing is told that needs another context", lambda d: not set(d.info()) - KNOWN),
    # 6. Compliance level
    Row("6", "MUST", "the level is told", lambda d: d.info()["profile"] in {"level0", "level1", "level2"}),
    Row("6", "SHOULD", "it is the highest", lambda d: d.info()["profile"] == "level2"),
    Row(
        "6",
        "MAY",
        "a Link tells it with images",
        lambda d: (
            '<http://iiif.io/api/image/3/level2.json>;rel="profile"' in d.get(f"a.png/full/max/{J}").headers["link"]
        ),
    ),
    Row(
        "6",
        "MAY",
        "a Link tells it with the information",
        lambda d: d.get("a.png/info.json").headers["link"] == '<http://iiif.io/api/image/3/level2.json>;rel="profile"',
    ),
    # 7. Server responses
    Row("7", "MUST", "GET", lambda d: d.get(f"a.png/full/max/{J}").status_code == 200),
    Row("7", "SHOULD", "OPTIONS", lambda d: d.get(f"a.png/full/max/{J}", method="OPTIONS").status_code == 204),
    Row(
        "7",
        "SHOULD",
        "OPTIONS of the information",
        lambda d: (
            d.get("a.png/info.json", method="OPTIONS").headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
        ),
    ),
    Row(
        "7",
        "RECOMMENDED",
        "HEAD",
        lambda d: (
            (
                d.get(f"a.png/full/max/{J}", method="HEAD").status_code,
                d.get(f"a.png/full/max/{J}", method="HEAD").content,
            )
            == (200, b"")
        ),
    ),
    Row(
        "7",
        "RECOMMENDED",
        "HEAD of the information",
        lambda d: d.get("a.png/info.json", method="HEAD").headers["content-type"] == LINKED,
    ),
    Row("7", "MUST", "no other method", lambda d: d.get(f"a.png/full/max/{J}", method="DELETE").status_code == 405),
    Row(
        "7.1",
        "SHOULD",
        "CORS with the redirect",
        lambda d: d.get("a.png").headers["access-control-allow-origin"] == "*",
    ),
    Row(
        "7.1",
        "SHOULD",
        "CORS with errors",
        lambda d: all(d.get(f"a.png/{tail}").headers["access-control-allow-origin"] == "*" for tail in TEXT_OF_ERRORS),
    ),
    Row(
        "7.1",
        "SHOULD",
        "CORS with what is missing",
        lambda d: d.get("no.png/info.json").headers["access-control-allow-origin"] == "*",
    ),
    Row(
        "7.1",
        "SHOULD",
        "pages may read the Link",
        lambda d: "Link" in d.get(f"a.png/full/max/{J}").headers["access-control-expose-headers"],
    ),
    Row("7.2", "MUST", "with 200 the body is the image", lambda d: d.picture(f"full/max/{J}").format == "JPEG"),
    Row("7.2", "MUST", "with 200 the body is the document", lambda d: d.info()["id"].endswith("a.png")),
    Row("7.2", "RECOMMENDED", "with 303 the body is empty", lambda d: d.get("a.png").content == b""),
    Row("7.2", "MUST", "with 303 Location is set", lambda d: bool(d.get("a.png").headers["location"])),
    Row(
        "7.2",
        "SHOULD",
        "with 303 for encoded identifiers too",
        lambda d: leads(d, "deep%2Fer%2Fb.png", "deep%2Fer%2Fb.png"),
    ),
    Row(
        "7.3",
        "RECOMMENDED",
        "an error is described",
        lambda d: all(
            "must" in (said := d.get(f"a.png/{tail}").json()["detail"]) or len(said) > 15 for tail in TEXT_OF_ERRORS
        ),
    ),
    Row(
        "7.3",
        "RECOMMENDED",
        "it names the parameter",
        lambda d: (
            [d.get(f"a.png/{tail}").json()["parameter"] for tail in TEXT_OF_ERRORS]
            == ["region", "size", "rotation", "quality"]
        ),
    ),
    Row("7.3", "TABLE", "400 for bad syntax", lambda d: {d.status(tail) for tail in TEXT_OF_ERRORS} == {400}),
    Row(
        "7.3",
        "TABLE",
        "403 where it is not permitted",
        lambda d: d.other(unsigned="", signing_keys="a-key-of-the-tests-no-other").status(f"full/max/{J}") == 403,
    ),
    Row("7.3", "TABLE", "404 for an identifier of nothing", lambda d: d.status(f"full/max/{J}", "no.png") == 404),
    Row("7.3", "TABLE", "404 for information on nothing", lambda d: d.get("no.png/info.json").status_code == 404),
    Row(
        "7.3",
        "TABLE",
        "501 for what is not implemented here",
        lambda d: d.other(iiif="no-upscaling").status(f"full/^max/{J}") == 501,
    ),
    # 9. Encoding
    Row(
        "9",
        "MUST NOT",
        "slashes between parameters are encoded",
        lambda d: d.get("a.png%2Ffull%2Fmax%2F0%2Fdefault.jpg").status_code != 200,
    ),
    Row(
        "9",
        "MUST",
        "what is percent-encoded is decoded once",
        lambda d: d.status(f"full/max/{J}", QUOTED.replace("%25", "%2525")) == 404,
    ),
    Row("9", "MUST", "a slash of an identifier is encoded", lambda d: d.info("deep%2fer%2fb.png")["width"] == 300),
    Row("9", "MUST", "letters outside of ASCII are encoded", lambda d: d.info(QUOTED)["id"].isascii()),
    *(
        Row(
            "9",
            "TABLE",
            f"needless encoding of {char}",
            served(tail.replace(char, f"%{ord(char):02X}")),
        )
        for char, tail in {
            ",": f"0,0,9,9/9,9/{J}",
            "^": f"full/^600,/{J}",
            "!": f"full/!90,90/!{J}",
            ":": f"pct:0,0,50,50/pct:50/{J}",
            ".": "full/max/22.5/default.jpg",
            "f": f"full/max/{J}",
        }.items()
    ),
    Row(
        "9",
        "SHOULD",
        "odd identifiers are served",
        lambda d: (d.folder / ODD).exists() and d.size(f"full/max/{J}", QUOTED) == (300, 200),
    ),
    Row(
        "10",
        "SHOULD",
        "no text is a fault of the server",
        lambda d: all(
            d.get(path).status_code < 500
            for path in ("%", "..%2F..", "a%00b", "%FF/info.json", "a" * 3000, "a//b", "[x]")
        ),
    ),
    # Compliance, level 2
    *(
        Row("c3.1", "TABLE", f"region {text}", served(f"{text}/max/{J}"))
        for text in ("full", "0,0,9,9", "pct:0,0,9,9", "square")
    ),
    *(
        Row("c3.2", "TABLE", f"size {text}", served(f"full/{text}/{J}"))
        for text in ("max", "99,", ",99", "pct:99", "!99,99", "99,99")
    ),
    Row(
        "c3.2",
        "MUST",
        "sizes that are told are served for a small picture",
        lambda d: d.info()["sizes"] == [{"width": 300, "height": 200}],
    ),
    Row(
        "c3.2",
        "MUST",
        "max is served whatever the limits",
        lambda d: d.other(limits="side=100").size(f"full/max/{J}", "large.jpg") == (100, 67),
    ),
    *(
        Row("c3.3", "TABLE", f"rotation {text}", served(f"full/max/{text}/default.jpg"))
        for text in ("0", "90", "180", "270")
    ),
    *(
        Row("c3.4", "TABLE", f"quality {text}", served(f"full/max/0/{text}.jpg"))
        for text in ("default", "color", "gray")
    ),
    *(Row("c3.5", "TABLE", f"format {text}", served(f"full/max/0/default.{text}")) for text in ("jpg", "png")),
    Row("c4", "TABLE", "baseUriRedirect", lambda d: leads(d, "a.png", "a.png")),
    Row("c4", "TABLE", "cors", lambda d: d.get("a.png/info.json").headers["access-control-allow-origin"] == "*"),
    Row(
        "c4",
        "TABLE",
        "jsonldMediaType",
        lambda d: (
            d.get("a.png/info.json", accept="application/ld+json")
            .headers["content-type"]
            .startswith("application/ld+json")
        ),
    ),
)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Door:
    return Door(3, tmp_path_factory.mktemp("pictures"))


def test_every_sentence_of_the_text_holds(door: Door) -> None:
    assert [f"{row.section} {row.word}: {row.says}" for row in ROWS if not row.holds(door)] == []


def test_as_many_sentences_are_held_as_are_counted() -> None:
    assert len({(row.section, row.says) for row in ROWS}) == len(ROWS)
    assert len(ROWS) >= 72 + 114


def test_the_document_is_one_of_json(door: Door) -> None:
    answer = door.get("a.png/info.json")
    assert json.loads(answer.content) == door.info()
