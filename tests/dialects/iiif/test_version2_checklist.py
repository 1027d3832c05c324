"""What the text of the Image API 2.1 and of its compliance levels demands, sentence by sentence, each held.

The sections are those of https://iiif.io/api/image/2.1/; c3 is a section of its compliance document, level 2.
"""

from typing import Any

import pytest

from tests.support.requests.iiif_checks import (
    BASE,
    MOST,
    Check,
    Door,
    Row,
    cornered,
    served,
    sized,
    tile_addresses,
    typed,
)

J = "0/default.jpg"
REGIONS = {
    "full": (300, 200),
    "square": (200, 200),
    "125,15,120,140": (120, 140),
    "pct:41.6,7.5,40,70": (120, 140),
    "125,15,200,200": (175, 185),
    "pct:41.6,7.5,66.6,100": (175, 185),
}
FORMS = {
    "full": (300, 200),
    "max": (300, 200),
    "150,": (150, 100),
    ",150": (225, 150),
    "pct:50": (150, 100),
    "225,100": (225, 100),
    "!225,100": (150, 100),
    "600,": (600, 400),
    ",400": (600, 400),
    "pct:200": (600, 400),
    "400,400": (400, 400),
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
TURNS = {
    "0": ["red", "lime", "blue", "yellow"],
    "90": ["blue", "red", "yellow", "lime"],
    "180": ["yellow", "blue", "lime", "red"],
    "270": ["lime", "yellow", "red", "blue"],
    "!0": ["lime", "red", "yellow", "blue"],
    "!180": ["blue", "yellow", "red", "lime"],
}
LEVEL_2 = {
    *("regionByPx", "regionByPct", "sizeByW", "sizeByH", "sizeByPct", "sizeByConfinedWh", "sizeByDistortedWh"),
    *("sizeByWh", "rotationBy90s", "baseUriRedirect", "cors", "jsonldMediaType"),
}
NEWER = {"sizeUpscaling"}
DEPRECATED = {"sizeByWhListed", "sizeByForcedWh"}
JSON, LINKED = "application/json", "application/ld+json"
WRONG = ("x/full/0/default.jpg", "full/x/0/default.jpg", "full/full/x/default.jpg", "full/full/0/x.jpg")


def profile(door: Door, key: str = "a.png") -> dict[str, Any]:
    """Return the object of the profile that tells what is beyond the level."""
    found: dict[str, Any] = door.info(key)["profile"][1]
    return found


def refused(*tails: str, key: str = "a.png") -> Check:
    """Return the check that each of these is a 400."""
    return lambda door: {door.status(tail, key) for tail in tails} == {400}


def canonical(expected: str, *tails: str) -> Check:
    """Return the check that each of these has this canonical address."""
    return lambda door: {door.canonical(tail) for tail in tails} == {expected}


def kind_of_info(accept: str, expected: str) -> Check:
    """Return the check of the Content-Type of the information."""
    return lambda door: bool(door.get("a.png/info.json", accept=accept).headers["content-type"] == expected)


def gray(door: Door, quality: str, levels: set[int] | None = None) -> bool:
    found = door.picture(f"full/full/0/{quality}.png").convert("RGB").getcolors(1 << 16) or []
    pixels: list[Any] = [pixel for _, pixel in found]
    return all(len(set(pixel)) == 1 and (levels is None or pixel[0] in levels) for pixel in pixels)


def leads(door: Door) -> bool:
    answer = door.get("a.png")
    return bool(answer.status_code == 303 and answer.headers["location"] == "/iiif/2/a.png/info.json")


def tiled(door: Door) -> bool:
    """Whether every tile comes, by the canonical w, of the older edition."""
    return all(door.status(tail, "large.jpg") == 200 for tail in tile_addresses(door.info("large.jpg"), older=True))


def listed_sizes(door: Door) -> bool:
    sizes = door.info("large.jpg")["sizes"]
    found = [(each["width"], each["height"]) for each in sizes]
    both = all(door.size(f"full/{width},{height}/{J}", "large.jpg") == (width, height) for width, height in found)
    return both and all(door.size(f"full/{width},/{J}", "large.jpg") == (width, height) for width, height in found)


ROWS: tuple[Row, ...] = (
    Row("2", "SHOULD", "the base URI leads to the information", leads),
    Row("2", "RECOMMENDED", "by 303", lambda d: d.get("a.png").status_code == 303),
    Row("2", "MUST", "special characters are encoded", lambda d: d.info("deep%2Fer%2Fb.png")["width"] == 300),
    Row("2.1", "MUST", "an image has five parameters", served(f"full/full/{J}")),
    Row("2.2", "MUST", "the information has the same base", lambda d: d.info()["@id"] == f"{BASE}/iiif/2/a.png"),
    Row(
        "3", "MUST", "slashes are encoded", lambda d: d.info("deep%2Fer%2Fb.png")["@id"].endswith("/deep%2Fer%2Fb.png")
    ),
    Row("4", "MUST", "the parameters have one order", refused("150,/full/0/default.jpg")),
    Row("4", "TABLE", "pixels are integers", refused(f"full/5.5,/{J}", f"0,0,5.5,5/full/{J}")),
    Row(
        "4",
        "TABLE",
        "fractions are digits and a point",
        refused(f"full/pct:1e1/{J}", f"full/pct:+5/{J}", "full/full/1_0/default.jpg"),
    ),
    *(Row("4.1", "TABLE", f"the region {text}", sized(f"{text}/full/{J}", size)) for text, size in REGIONS.items()),
    Row("4.1", "SHOULD", "past the edge it is cropped", sized(f"250,150,500,500/full/{J}", (50, 50))),
    Row("4.1", "SHOULD", "nothing is added", cornered(f"250,150,500,500/full/{J}", ["yellow"] * 4)),
    Row(
        "4.1",
        "SHOULD",
        "no width or height is 400",
        refused(f"0,0,0,9/full/{J}", f"0,0,9,0/full/{J}", f"pct:0,0,0,9/full/{J}"),
    ),
    Row(
        "4.1",
        "SHOULD",
        "outside is 400",
        refused(f"300,0,9,9/full/{J}", f"0,200,9,9/full/{J}", f"pct:100,0,9,9/full/{J}"),
    ),
    *(Row("4.2", "TABLE", f"the size {text}", sized(f"full/{text}/{J}", size)) for text, size in FORMS.items()),
    Row(
        "4.2",
        "TABLE",
        "full is not scaled",
        lambda d: d.other(limits="side=250,memory=60").size(f"0,0,9,9/full/{J}") == (9, 9),
    ),
    Row(
        "4.2",
        "TABLE",
        "max is the largest that there is",
        lambda d: d.other(limits="side=150").size(f"full/max/{J}") == (150, 100),
    ),
    Row("4.2", "MAY", "w,h distorts", sized(f"full/100,200/{J}", (100, 200))),
    Row("4.2", "MAY", "the service decides how !w,h fits", sized(f"full/!900,900/{J}", (300, 200))),
    Row(
        "4.2",
        "SHOULD",
        "no width or height is 400",
        refused(*(f"full/{t}/{J}" for t in ("0,", ",0", "0,0", "pct:0", "!0,9"))),
    ),
    Row("4.2", "SHOULD", "under a pixel is 400", refused(f"full/100,/{J}", f"full/pct:10/{J}", key="long.png")),
    Row("4.2", "MAY", "it is enlarged", sized(f"0,0,30,20/300,/{J}", (300, 200))),
    Row("4.2", "MAY", "or not", lambda d: d.other(iiif="no-upscaling").status(f"full/600,/{J}") == 501),
    Row(
        "4.2",
        "TABLE",
        "what is of 3.0 alone is 400",
        refused(*(f"full/{t}/{J}" for t in ("^max", "^9,", "^pct:120", "^!9,9"))),
    ),
    *(
        Row("4.3", "TABLE", f"turned by {turn}", cornered(f"full/full/{turn}/default.jpg", shown))
        for turn, shown in TURNS.items()
    ),
    Row("4.3", "TABLE", "any fraction of a degree", served("full/full/22.5/default.png")),
    Row(
        "4.3",
        "SHOULD",
        "out of range is 400",
        refused(*(f"full/full/{t}/default.jpg" for t in ("361", "-90", "x", "!", "!361"))),
    ),
    Row("4.3", "SHOULD", "all contents are returned", sized("full/full/90/default.jpg", (200, 300))),
    Row("4.3", "SHOULD", "in a box as large as they need", sized("full/full/45/default.png", (354, 354))),
    Row("4.3", "SHOULD NOT", "contents are scaled", sized("full/150,/180/default.jpg", (150, 100))),
    Row(
        "4.3",
        "RECOMMENDED",
        "corners are transparent",
        lambda d: d.picture("full/full/45/default.png").convert("RGBA").getchannel("A").getpixel((0, 0)) == 0,
    ),
    Row("4.4", "TABLE", "color is full colour", cornered("full/full/0/color.jpg", TURNS["0"])),
    Row("4.4", "TABLE", "gray is shades of gray", lambda d: gray(d, "gray")),
    Row("4.4", "TABLE", "bitonal is black or white", lambda d: gray(d, "bitonal", {0, 255})),
    Row("4.4", "TABLE", "default is that of the server", cornered("full/full/0/default.jpg", TURNS["0"])),
    Row(
        "4.4", "SHOULD", "another is 400", refused("full/full/0/native.jpg", "full/full/0/grey.jpg", "full/full/0/.jpg")
    ),
    *(
        Row("4.5", "TABLE", f"the format {suffix}", typed(f"full/full/0/default.{suffix}", kind))
        for suffix, kind in TYPES.items()
    ),
    Row("4.5", "SHOULD", "another is 400", refused(*(f"full/full/0/default{t}" for t in (".bmp", ".jpeg", "", ".")))),
    Row(
        "4.6", "TABLE", "region, size, rotation, quality, format", sized("125,15,120,140/90,/!345/gray.jpg", (114, 125))
    ),
    Row(
        "4.7",
        "TABLE",
        "full where all is asked for",
        canonical(f"full/full/{J}", f"0,0,300,200/full/{J}", f"pct:0,0,100,100/300,/{J}"),
    ),
    Row(
        "4.7",
        "TABLE",
        "a square of a square picture is full",
        lambda d: d.canonical(f"square/full/{J}") == f"50,0,200,200/full/{J}",
    ),
    Row("4.7", "TABLE", "else pixels", canonical(f"150,100,150,100/full/{J}", f"pct:50,50,50,50/full/{J}")),
    Row(
        "4.7",
        "TABLE",
        "full for the default size",
        canonical(f"full/full/{J}", f"full/max/{J}", f"full/300,200/{J}", f"full/pct:100/{J}"),
    ),
    Row(
        "4.7",
        "TABLE",
        "w, where the ratio stays",
        canonical(f"full/150,/{J}", f"full/,100/{J}", f"full/pct:50/{J}", f"full/150,100/{J}", f"full/!150,150/{J}"),
    ),
    Row("4.7", "TABLE", "w,h where it does not", canonical(f"full/150,150/{J}", f"full/150,150/{J}")),
    Row(
        "4.7",
        "TABLE",
        "w, for max where that is not full",
        lambda d: d.other(limits="side=150").canonical(f"full/max/{J}") == f"full/150,/{J}",
    ),
    Row(
        "4.7",
        "TABLE",
        "an integer, without needless zeros",
        canonical("full/full/90/default.jpg", "full/full/90.0/default.jpg"),
    ),
    Row("4.7", "TABLE", "a leading 0", canonical("full/full/0.5/default.jpg", "full/full/.50/default.jpg")),
    Row("4.7", "TABLE", "! where it is mirrored", canonical("full/full/!0/default.jpg", "full/full/!360/default.jpg")),
    Row("4.7", "TABLE", "default for the quality of the server", canonical(f"full/full/{J}", "full/full/0/color.jpg")),
    Row("4.7", "MAY", "a Link tells it, and is served", lambda d: d.status(d.canonical(f"square/!90,80/{J}")) == 200),
    Row("5", "MUST", "information is served", lambda d: d.get("a.png/info.json").status_code == 200),
    Row("5.1", "MUST", "its type is JSON", kind_of_info("", JSON)),
    Row("5.1", "MUST", "JSON-LD where Accept names it", kind_of_info(LINKED, LINKED)),
    Row("5.1", "MUST", "else JSON, whatever is accepted", kind_of_info("*/*", JSON)),
    Row("5.1", "MUST", "JSON for a browser", kind_of_info("text/html,*/*;q=0.8", JSON)),
    Row(
        "5.1", "SHOULD", "it has CORS", lambda d: d.get("a.png/info.json").headers["access-control-allow-origin"] == "*"
    ),
    Row("5.1", "SHOULD", "caches are told so", lambda d: d.get("a.png/info.json").headers["vary"] == "Accept"),
    Row(
        "5.2",
        "MUST",
        "@context is that of 2",
        lambda d: d.info()["@context"] == "http://iiif.io/api/image/2/context.json",
    ),
    Row("5.2", "TABLE", "@context comes first", lambda d: next(iter(d.info())) == "@context"),
    Row(
        "5.2",
        "TABLE",
        "@id is absolute, without a slash at the end",
        lambda d: d.info()["@id"].startswith("http://") and d.info()["@id"][-1] != "/",
    ),
    Row("5.2", "MUST", "@type is iiif:Image", lambda d: d.info()["@type"] == "iiif:Image"),
    Row("5.2", "TABLE", "protocol is that of images", lambda d: d.info()["protocol"] == "http://iiif.io/api/image"),
    Row(
        "5.2", "TABLE", "width and height are integers", lambda d: (d.info()["width"], d.info()["height"]) == (300, 200)
    ),
    Row(
        "5.2",
        "MUST",
        "profile is a list that begins with a level",
        lambda d: d.info()["profile"][0] == "http://iiif.io/api/image/2/level2.json",
    ),
    Row("5.2", "MUST", "each size is served by w,h, and by w,", listed_sizes),
    Row(
        "5.2",
        "TABLE",
        "sizes have a width and a height",
        lambda d: all(set(each) == {"width", "height"} for each in d.info("large.jpg")["sizes"]),
    ),
    Row("5.2", "MUST", "tiles are unique in width", lambda d: len(d.info("large.jpg")["tiles"]) == 1),
    Row(
        "5.2",
        "TABLE",
        "scaleFactors are positive integers, each once",
        lambda d: d.info("large.jpg")["tiles"][0]["scaleFactors"] == [1, 2, 4],
    ),
    Row("5.2", "SHOULD", "every tile is served", tiled),
    Row(
        "5.2",
        "SHOULD",
        "in all qualities and formats",
        lambda d: all(
            d.status(f"0,0,512,512/256,/0/{quality}.{suffix}", "large.jpg") == 200
            for quality, suffix in zip(("default", "color", "gray", "bitonal") * 2, TYPES, strict=True)
        ),
    ),
    Row(
        "5.3",
        "SHOULD NOT",
        "the profile has a context, id or type",
        lambda d: not {"@context", "@id", "@type"} & set(profile(d)),
    ),
    Row(
        "5.3",
        "TABLE",
        "formats beyond the level",
        lambda d: profile(d)["formats"] == ["webp", "gif", "tif", "jp2", "pdf", "avif"],
    ),
    Row("5.3", "TABLE", "qualities beyond the level", lambda d: profile(d)["qualities"] == ["color", "gray"]),
    Row("5.3", "TABLE", "for a gray picture no color", lambda d: profile(d, "gray.png")["qualities"] == ["gray"]),
    Row("5.3", "MUST", "maxWidth is there where maxHeight is", lambda d: {"maxWidth", "maxHeight"} <= set(profile(d))),
    Row(
        "5.3",
        "TABLE",
        "maxWidth is the largest width",
        lambda d: (profile(d)["maxWidth"], d.status(f"full/1001,9/{J}")) == (MOST, 400),
    ),
    Row(
        "5.3",
        "TABLE",
        "maxHeight is the largest height",
        lambda d: (profile(d)["maxHeight"], d.status(f"full/9,1001/{J}")) == (MOST, 400),
    ),
    Row("5.3", "TABLE", "maxArea is the largest area", lambda d: profile(d)["maxArea"] == MOST**2),
    Row(
        "5.3",
        "MUST",
        "sizes are within them",
        lambda d: all(max(each.values()) <= 400 for each in d.other(limits="side=400").info("large.jpg")["sizes"]),
    ),
    Row(
        "5.3",
        "MUST",
        "tiles are within them",
        lambda d: d.other(limits="side=400").info("large.jpg")["tiles"][0]["width"] == 400,
    ),
    Row("5.3", "TABLE", "features come beside those of the level", lambda d: not LEVEL_2 & set(profile(d)["supports"])),
    Row(
        "5.3",
        "TABLE",
        "none is a word of 3.0, or deprecated",
        lambda d: not (NEWER | DEPRECATED) & set(profile(d)["supports"]),
    ),
    *(
        Row("5.3", "TABLE", f"{name} is told", lambda d, name=name: name in profile(d)["supports"])  # type: ignore[misc]
        for name in (
            "canonicalLinkHeader",
            "mirroring",
            "profileLinkHeader",
            "regionSquare",
            "rotationArbitrary",
            "sizeAboveFull",
        )
    ),
    Row(
        "5.3",
        "MUST",
        "what is not told is not served",
        lambda d: "sizeAboveFull" not in profile(d.other(iiif="no-upscaling"))["supports"],
    ),
    Row("5.3", "SHOULD", "no list is empty", lambda d: all(profile(d).values())),
    Row(
        "6",
        "MUST",
        "the level is told",
        lambda d: d.info()["profile"][0].startswith("http://iiif.io/api/image/2/level"),
    ),
    Row(
        "6",
        "MAY",
        "a Link tells it with images",
        lambda d: (
            '<http://iiif.io/api/image/2/level2.json>;rel="profile"' in d.get(f"a.png/full/full/{J}").headers["link"]
        ),
    ),
    Row(
        "6",
        "MAY",
        "a Link tells it with the information",
        lambda d: d.get("a.png/info.json").headers["link"] == '<http://iiif.io/api/image/2/level2.json>;rel="profile"',
    ),
    Row("7.1", "MUST", "with 200 the body is the image", lambda d: d.picture(f"full/full/{J}").format == "JPEG"),
    Row("7.1", "RECOMMENDED", "with 303 it is empty", lambda d: d.get("a.png").content == b""),
    Row("7.1", "MUST", "with 303 Location is set", leads),
    Row(
        "7.1",
        "SHOULD",
        "HEAD tells what GET does",
        lambda d: (
            d.get(f"a.png/full/150,/{J}", method="HEAD").headers["link"]
            == d.get(f"a.png/full/150,/{J}").headers["link"]
        ),
    ),
    Row(
        "7.2",
        "RECOMMENDED",
        "an error is described, and names the parameter",
        lambda d: (
            [d.get(f"a.png/{tail}").json()["parameter"] for tail in WRONG] == ["region", "size", "rotation", "quality"]
        ),
    ),
    Row("7.2", "TABLE", "400 for bad syntax", refused(*WRONG)),
    Row("7.2", "TABLE", "404 for an identifier of nothing", lambda d: d.status(f"full/full/{J}", "no.png") == 404),
    Row("7.2", "TABLE", "404 for information on nothing", lambda d: d.get("no.png/info.json").status_code == 404),
    Row(
        "7.2",
        "TABLE",
        "errors have CORS",
        lambda d: d.get("no.png/info.json").headers["access-control-allow-origin"] == "*",
    ),
    Row("9", "MUST", "what is encoded is decoded once", lambda d: d.status(f"full/full/{J}", "a%252Epng") == 404),
    Row(
        "9",
        "TABLE",
        "needless encoding is no fault",
        served("%66ull/!90%2C90/%2190/default%2Ejpg".replace("!90%2C90", "%2190%2C90")),
    ),
    Row(
        "9",
        "MUST NOT",
        "slashes between parameters are encoded",
        lambda d: d.get("a.png%2Ffull%2Ffull%2F0%2Fdefault.jpg").status_code != 200,
    ),
    Row(
        "10",
        "SHOULD",
        "no text is a fault of the server",
        lambda d: all(d.get(path).status_code < 500 for path in ("%", "..%2F..", "%FF/info.json", "a//b")),
    ),
    *(
        Row("c3.1", "TABLE", f"region {text}", served(f"{text}/full/{J}"))
        for text in ("full", "0,0,9,9", "pct:0,0,9,9")
    ),
    *(
        Row("c3.2", "TABLE", f"size {text}", served(f"full/{text}/{J}"))
        for text in ("full", "99,", ",99", "pct:99", "!99,99", "99,99", "99,66")
    ),
    *(
        Row("c3.3", "TABLE", f"rotation {text}", served(f"full/full/{text}/default.jpg"))
        for text in ("0", "90", "180", "270")
    ),
    *(
        Row("c3.4", "TABLE", f"quality {text}", served(f"full/full/0/{text}.jpg"))
        for text in ("default", "color", "gray", "bitonal")
    ),
    *(Row("c3.5", "TABLE", f"format {text}", served(f"full/full/0/default.{text}")) for text in ("jpg", "png")),
    Row("c4", "TABLE", "baseUriRedirect", leads),
    Row("c4", "TABLE", "cors", lambda d: d.get(f"a.png/full/full/{J}").headers["access-control-allow-origin"] == "*"),
    Row("c4", "TABLE", "jsonldMediaType", kind_of_info(LINKED, LINKED)),
)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Door:
    return Door(2, tmp_path_factory.mktemp("pictures"))


def test_every_sentence_of_the_text_holds(door: Door) -> None:
    assert [f"{row.section} {row.word}: {row.says}" for row in ROWS if not row.holds(door)] == []


def test_each_sentence_stands_once(door: Door) -> None:
    assert len({(row.section, row.says) for row in ROWS}) == len(ROWS) >= 140
    assert door.prefix == "/iiif/2"
