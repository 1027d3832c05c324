"""The door of thumbor's paths: each says the recipe that a native query says, and is written as it was read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handler.core.output import Output
from handler.core.source import Stored
from handler.dialects import native
from handler.dialects.interface import DialectRequest, FactsReply, PictureReply, Reply
from handler.dialects.thumbor import door
from handler.dialects.thumbor.filters.table import FILTERS
from handler.errors import ImageError, InvalidKey, InvalidParameter, UnknownParameter
from tests.conftest import Client

KEY = "a/cat.jpg"


def read(path: str, query: str = "") -> Reply:
    return door.parse(DialectRequest(path.encode(), query))


def picture(path: str) -> PictureReply:
    reply = read(f"unsafe/{path}")
    assert isinstance(reply, PictureReply)
    return reply


NATIVE = (
    ("300x200", "w=300&h=200&fit=crop"),
    ("300x200/center/middle", "w=300&h=200&fit=crop"),
    ("300x200/left/top", "w=300&h=200&fit=crop&crop=top,left"),
    ("-300x200/left/top", "w=300&h=200&fit=crop&crop=top,right&flip=h"),
    ("300x-200/right/bottom", "w=300&h=200&fit=crop&crop=top,right&flip=v"),
    ("300x200/smart", "w=300&h=200&fit=crop&crop=smart"),
    ("300x200/filters:focal(0.25,0.5)", "w=300&h=200&fit=crop&crop=focalpoint&fp-x=0.25&fp-y=0.5"),
    ("-300x200/filters:focal(0.25,0.5)", "w=300&h=200&fit=crop&crop=focalpoint&fp-x=0.75&fp-y=0.5&flip=h"),
    ("300x0", "w=300&fit=clip"),
    ("x200", "h=200&fit=clip"),
    ("300x0/filters:no_upscale()", "w=300"),
    ("0x0", ""),
    ("origxorig", ""),
    ("-0x-0", "flip=hv"),
    ("fit-in/300x200", "w=300&h=200"),
    ("fit-in/300x0", "w=300"),
    ("fit-in", ""),
    ("fit-in/300x200/filters:upscale()", "w=300&h=200&fit=clip"),
    ("fit-in/300x200/filters:fill(f00,true)", "w=300&h=200&fit=fillmax&bg=f00"),
    ("fit-in/300x200/filters:upscale():fill(blur)", "w=300&h=200&fit=fill&ground=blur"),
    ("fit-in/300x200/filters:fill(auto)", "w=300&h=200&fit=fillmax&ground=average"),
    ("full-fit-in/300x0", "w=300&fit=clip"),
    ("full-fit-in/300x200", "w=300&min-h=200&fit=clip"),
    ("stretch/300x200", "w=300&h=200&fit=scale"),
    ("300x200/filters:stretch()", "w=300&h=200&fit=scale"),
    ("origx200", "w=1.0&h=200&fit=crop"),
    ("10x20:110x220", "rect=10,20,100,200"),
    ("0.1x0.2:0.9x0.7", "rect=0.1,0.2,0.8,0.5"),
    ("0x0:0x0", ""),
    ("10x20:110x220/-50x50", "rect=10,20,100,200&w=50&h=50&fit=crop&flip=h"),
    ("50x50/3x4:5x6", "w=50&h=50&fit=crop&pad-left=3&pad-top=4&pad-right=5&pad-bottom=6"),
    ("filters:brightness(10):contrast(20)", "bri=10&con=44"),
    ("filters:contrast(50)", "levels=71,1.0,184"),
    ("filters:saturation(1.5)", "sat=50"),
    ("filters:grayscale()", "sat=-100"),
    ("filters:colorize(40,40,40,f00)", "colorize=66ff0000"),
    ("filters:colorize(0,40,100,ff8000)", "curve-g=0,51,255,204&curve-b=0,0,255,0"),
    ("filters:hue(90):invert()", "hue=90&invert=true"),
    ("filters:blur(4.5)", "blur=4.5"),
    ("filters:blur(4,2)", "blur=1.85"),
    ("filters:blur(8)", "blur=4.54"),
    ("filters:pixelate()", "px=10"),
    ("filters:rotate(90)", "rot=270"),
    ("filters:orient(90)/", "rot=270"),
    ("filters:background_color(blue)", "bg=00f"),
    ("filters:round_corner(20,0,0,0,1)", "corner-radius=20"),
    ("filters:curve([(0,0),(255,255)],[(0,9),(255,255)],[(0,0),(255,255)],[(0,0),(255,255)])", "curve-r=0,9,255,255"),
    ("filters:watermark(w.png,10,20,50)", "mark=w.png&mark-x=10&mark-y=20&mark-alpha=50"),
    ("filters:watermark(b/w.png,-10,-10,0)", "mark=b/w.png&mark-pad=10"),
    ("filters:watermark(w.png,center,center,0,20)", "mark=w.png&mark-align=center,middle&mark-scale=20"),
    (
        "filters:image(/stretch/30x20/w.png,10p,0.5,0)",
        "mark=w.png&mark-w=30&mark-h=20&mark-fit=scale&mark-x=0.1&mark-y=0.5",
    ),
    ("filters:label(Hi,5,5,30,f00)", "txt=Hi&txt-size=30&txt-color=f00&txt-align=top,left&txt-pad=5"),
    ("filters:strip_icc():gifv(mp4):preview():focal():focal(0x0:0x0):redeye()", ""),
    ("smart/filters:upscale():no_upscale():fill(red):rotate(0):blur(0):proportion(1)", ""),
)
"""Paths without signature and picture, and the native query of the same recipe."""


@pytest.mark.parametrize(("path", "query"), NATIVE)
def test_a_path_says_what_a_native_query_says(path: str, query: str) -> None:
    joined = path if path.endswith("/") else f"{path}/" if path else ""
    assert picture(f"{joined}{KEY}").recipe == native.parse(f"{query}&fm=source", KEY).recipe


SAME = (
    *(path for path, _ in NATIVE),
    "trim",
    "trim:bottom-right:20/1x2:30x40/-5x6/smart",
    "adaptive-fit-in/300x200/filters:fill(red,true)",
    "adaptive-full-fit-in/300x200/filters:no_upscale()",
    "full-fit-in/origx200",
    "full-fit-in/200xorig",
    "fit-in/300x0/filters:fill(red)",
    "fit-in/300x200/filters:blur(2.0):upscale()",
    "fit-in/300x200/filters:blur(2):upscale():fill(ff000080)",
    "filters:fill(blur,true)",
    "filters:fill(none,true)",
    "filters:background_color(auto)",
    "300x200/filters:stretch():no_upscale()",
    "300x200/filters:focal(10x20:30x60):focal(100x100:110x110)",
    "-300x200/filters:focal(10x20:30x60)",
    "10x20:110x220/300x200/filters:focal(10x20:30x60):focal(0x0:2x2)",
    "0.1x0.2:0.9x0.7/300x200/filters:focal(0.3x0.3:0.5x0.5)",
    "50x50/3x4",
    "300x200/filters:orient(90):rgb(10,-10,20):equalize():saturation(3)",
    "filters:curve([(0,5),(255,250)],[(0,9),(255,255)],[(0,0),(255,255)],[(0,0),(9,5),(255,255)])",
    "filters:convolution(1;2;1;2;-4.5;2;1;2;1,3,false):convolution(1;2;1,1):sharpen(20,2.5,false):sharpen(0.5,1.5,true)",
    "filters:proportion(0.5):proportion(50):noise(10):noise(200,123)",
    "filters:round_corner(20|30,255,128,0):crop(1,2,30,40):crop(0.1,0.2,0.5,0.5)",
    "filters:watermark(w.png,-10,-20,50,30,40):watermark(w.png,5p,-10p,0,none,20)",
    "filters:watermark(w.png,repeat,repeat,0):watermark(w.png,repeat,-3,0):watermark(w.png,center,repeat,0)",
    "filters:image(fit-in/30x20/w.png,left,bottom,10,multiply):image(w.png,l-3,b-4):image(30x0/w.png,0,0)",
    "filters:image(30x20/w.png,right,top):frame(b/f.png)",
    "filters:label('a, b)',-5,-5):label(b64:w6kgKCk,center,middle,9,f008,50,serif)",
    "filters:format(webp):quality(50):max_bytes(4000):strip_exif()",
    "filters:format(webp):quality(100)",
    "filters:format(png):quality(50):lossless():to_colorspace(p3)",
    "filters:format(jpeg):quality(0):to_colorspace()",
    "filters:autojpg():autojpg(false)",
    "filters:format(heic):format(auto)",
    "filters:max_age(600):expire(1893456000000):attachment(my photo.jpg)",
    "filters:attachment():cover()",
    "filters:page(3)",
    "filters:max_frames(3):raw()",
    "filters:extract_focal()",
    "smart/filters:redeye()",
    "30x20/smart/filters:red_eye():blur(1.0)",
)


@pytest.mark.parametrize("path", SAME)
def test_what_is_written_says_the_same_and_is_written_so_again(path: str) -> None:
    joined = path if path.endswith("/") else f"{path}/"
    said = picture(f"{joined}{KEY}")
    written = door.write(said)
    again = read(written)
    assert again == said
    assert isinstance(again, PictureReply)
    assert door.write(again) == written


def test_filters_keep_their_order_and_their_spelling_does_not_matter() -> None:
    one, other = picture(f"filters:blur(3.0):hue(9)/{KEY}"), picture(f"filters:hue(9):blur(3.0)/{KEY}")
    assert [op.op for op in one.recipe.ops] == ["blur", "hue"]
    assert [op.op for op in other.recipe.ops] == ["hue", "blur"]
    assert picture("filters%3Ablur%283.0%29%3Ahue%289%29%2Fa%2Fcat.jpg") == one
    assert picture(f"filters:blur( 3.0 ):hue(9)/{KEY}") == one


def test_an_address_within_the_address_says_what_is_kept() -> None:
    said = picture("30x20/filters:extract_focal()/http://h/unsafe/10x20:30x60/9x9/h/hash/b.jpg")
    assert said.recipe.source == Stored(key="h/hash/b.jpg")
    assert said == picture("30x20/filters:focal(10x20:30x60)/h/hash/b.jpg")
    endless = "h/s/" * 12 + "1x2:3x4/b.jpg"
    assert picture(f"30x20/filters:extract_focal()/{endless}").recipe.source == Stored(key=endless)
    deep = picture("30x20/filters:extract_focal()/h/unsafe/30x30/h2/unsafe/1x2:3x4/b.jpg")
    assert deep == picture("30x20/filters:focal(1x2:3x4)/b.jpg")


@pytest.mark.parametrize(
    ("path", "parameter", "said"),
    [
        ("300x200/a.jpg", "signature", "begins with a signature or unsafe"),
        ("", "signature", "begins with a signature"),
        ("unsafe/filters:blurr(3)/a.jpg", "blurr", "there is no filter 'blurr'; did you mean blur"),
        ("unsafe/filters:brightnes(3)/a.jpg", "brightnes", "did you mean brightness"),
        ("unsafe/filters:(3)/a.jpg", "", "there is no filter"),
        ("unsafe/filters:blur()/a.jpg", "blur", "blur: it takes 1 to 2 arguments: blur\\(radius\\[,sigma\\]\\)"),
        ("unsafe/filters:grayscale(1)/a.jpg", "grayscale", "it takes 0 arguments"),
        ("unsafe/filters:rgb(1,,3)/a.jpg", "rgb", "it takes 3 arguments"),
        ("unsafe/filters:blur(-1)/a.jpg", "blur", "0 or more"),
        ("unsafe/filters:blur(1,-1)/a.jpg", "blur", "argument 2"),
        ("unsafe/filters:blur(1.2.3)/a.jpg", "blur", "must be a number"),
        ("unsafe/filters:brightness(101)/a.jpg", "brightness", "at most 100"),
        ("unsafe/filters:contrast(101)/a.jpg", "contrast", "-100 to 100"),
        ("unsafe/filters:saturation(17)/a.jpg", "saturation", "must be 0 to 16"),
        ("unsafe/filters:colorize(1,2,101,f00)/a.jpg", "colorize", "argument 3"),
        ("unsafe/filters:curve([(0)],1,2,3)/a.jpg", "curve", "must be points"),
        (
            "unsafe/filters:curve([(9,0),(0,9)],[(0,0),(255,255)],[(0,0),(255,255)],[(0,0),(255,255)])/a.jpg",
            "curve",
            "dark",
        ),
        ("unsafe/filters:convolution(1;2,1)/a.jpg", "convolution", "odd number"),
        ("unsafe/filters:convolution(1;b;1,1)/a.jpg", "convolution", "must be a number"),
        ("unsafe/filters:sharpen(-1,1,true)/a.jpg", "sharpen", "at least 0"),
        ("unsafe/filters:rotate(181)/a.jpg", "rotate", "quarter turn"),
        ("unsafe/filters:proportion(0)/a.jpg", "proportion", "above 0"),
        ("unsafe/filters:focal(abc)/a.jpg", "focal", "two corners"),
        ("unsafe/filters:focal(3x3:1x1)/a.jpg", "focal", "right of and below"),
        ("unsafe/filters:focal(1,2.5)/a.jpg", "focal", "all in ratios"),
        ("unsafe/filters:focal(1.5,2.5)/a.jpg", "focal", "0.0 to 1.0"),
        ("unsafe/1x1:9x9/5x5/filters:focal(0.5,0.5)/a.jpg", "focal", "in pixels too"),
        ("unsafe/filters:round_corner(5,256,0,0)/a.jpg", "round_corner", "0 to 255"),
        ("unsafe/filters:fill(reed)/a.jpg", "fill", "did you mean red"),
        ("unsafe/filters:watermark(w.png,a,0,0)/a.jpg", "watermark", "argument 2"),
        ("unsafe/filters:watermark(w.png,left-,0,0)/a.jpg", "watermark", "argument 2"),
        ("unsafe/filters:watermark(w.png,--1,0,0)/a.jpg", "watermark", "or an edge"),
        ("unsafe/filters:watermark(w.png,0,0,101)/a.jpg", "watermark", "0"),
        ("unsafe/filters:image(trim/w.png,0,0)/a.jpg", "image", "and nothing else"),
        ("unsafe/filters:label(a,1,2)/a.jpg", "label", "one distance"),
        ("unsafe/filters:label(a,1,1,9,f00,101)/a.jpg", "label", "percent"),
        ("unsafe/filters:format(giff)/a.jpg", "format", "did you mean gif"),
        ("unsafe/filters:format(svgs)/a.jpg", "format", "is no format"),
        ("unsafe/filters:quality(101)/a.jpg", "quality", "0 to 100"),
        ("unsafe/filters:gifv(avi)/a.jpg", "gifv", "mp4 or webm"),
        ("unsafe/filters:to_colorspace(cmyk)/a.jpg", "to_colorspace", "srgb or p3"),
        ("unsafe/filters:max_frames(0)/a.jpg", "max_frames", "must be 1 to 100001"),
        ("unsafe/5x1:3x9/a.jpg", "crop", "right of and below"),
        ("unsafe/1x1:0.5x9/a.jpg", "crop", "both ends"),
        (f"unsafe/1x1:{'9' * 30}x9/a.jpg", "crop", "ratio"),
        (f"unsafe/{'9' * 30}x9/a.jpg", "size", "plain digits"),
        ("unsafe/9000x9/a.jpg", "size", "8192"),
        ("unsafe/5x5/2000x1/a.jpg", "padding", "1000"),
        (f"unsafe/5x5/{'9' * 30}x1/a.jpg", "padding", "plain digits"),
        ("unsafe/trim:999/a.jpg", "trim", "442"),
        (f"unsafe/filters:{':'.join(['hue(1)'] * 33)}/a.jpg", "filters", "at most 32"),
    ],
)
def test_what_cannot_be_is_refused_by_name(path: str, parameter: str, said: str) -> None:
    with pytest.raises(InvalidParameter, match=said) as raised:
        read(path)
    assert raised.value.facts.get("parameter", "") == parameter


def test_the_query_takes_nothing_but_tracking_names() -> None:
    assert read("unsafe/a.jpg", "utm_source=x") == read("unsafe/a.jpg")
    with pytest.raises(UnknownParameter):
        read("unsafe/a.jpg", "w=300")
    for path in ("unsafe/", "unsafe/300x200/", "unsafe/%ff", "unsafe/a/../b"):
        with pytest.raises(InvalidKey):
            read(path)


def test_without_a_format_the_stored_kind_stays_and_meta_asks_for_facts() -> None:
    plain = picture(KEY)
    assert (plain.recipe.output, plain.delivery.negotiable, plain.delivery.original) == (Output(), False, False)
    told = read(f"unsafe/meta/300x200/{KEY}")
    assert isinstance(told, FactsReply)
    assert told.picture == picture(f"300x200/{KEY}")


def test_one_operation_is_told_and_its_example_is_read() -> None:
    (told,) = door.operations()
    path = told.below.format(**{field.name: field.examples[0] for field in told.fields})
    assert isinstance(read(path), PictureReply)


PIECES = st.sampled_from(
    (
        *(
            "unsafe",
            "meta",
            "trim",
            "fit-in",
            "300x200",
            "-x",
            "1x2:3x4",
            "left",
            "smart",
            "filters",
            "/",
            ":",
            "(",
            ")",
        ),
        *(",", "'", "[", "%", "%2F", "%28", "b64:", "é", "0.5", "-1", "a.jpg", "http://", *FILTERS),
    )
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=14).map("".join))
def test_no_text_does_anything_but_be_read_or_refused(text: str) -> None:
    for path in (text, f"unsafe/{text}", f"unsafe/filters:{text}/a.jpg"):
        try:
            reply = door.parse(DialectRequest(path.encode("utf-8", "surrogatepass"), ""))
        except ImageError as error:
            assert error.status < 500
        else:
            assert isinstance(reply, PictureReply | FactsReply)
            written = door.write(reply.picture if isinstance(reply, FactsReply) else reply)
            assert door.write(picture(written.removeprefix("unsafe/"))) == written


def test_pictures_come_with_their_size_and_type(client: Client) -> None:
    app = client(dialects="native,thumbor")
    answer = app.get("/thumbor/unsafe/fit-in/60x60/filters:format(png):max_age(77)/bee.jpg")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.headers["cache-control"] == "public, max-age=77"
    assert "vary" not in answer.headers
    same = app.get("/images/bee.jpg?w=60&h=60&fm=png")
    assert (answer.content, answer.headers["etag"]) == (same.content, same.headers["etag"])
    told = app.get("/thumbor/unsafe/meta/60x60/bee.jpg").json()["thumbor"]
    assert told["target"] == {"width": 60, "height": 60}
    assert [step["type"] for step in told["operations"]] == ["crop", "resize"]
    assert app.get("/thumbor/unsafe/filters:blurr(3)/bee.jpg").json()["nearest"] == "blur"
    assert "Accept" in app.get("/thumbor/unsafe/60x60/filters:format(auto)/bee.jpg").headers["vary"]
