"""Reading: an address in Cloudflare's form is the recipe that our own query says, whoever made it."""

import pytest

from handler.core.source import Fetched, Stored
from handler.dialects.cloudflare import door
from handler.dialects.interface import ClientHints, DialectRequest, FactsReply, PictureReply
from tests.support.requests.foreign_addresses import fault_of, native_recipe, picture_of, read_address, settled

ADDRESSES = {
    # unpic 4 and @nuxt/image 2
    "width=300,height=200,f=auto,fit=cover/cat.jpg": "w=300&h=200&fit=crop",
    "width=300,height=200,quality=75,f=jpeg,fit=cover/cat.jpg": "w=300&h=200&fit=crop&q=75&fm=pjpg",
    "width=300,f=auto,fit=cover/cat.jpg": "w=300&fit=clip",
    "w=300,h=200,fit=scale-down,q=80,f=webp,dpr=2/a/cat.jpg": "w=600&h=400&fm=webp",
    "w=300,h=200,fit=crop,g=auto,sharpen=1/cat.jpg": "w=300&h=200&fit=cropmax&crop=smart&sharp=10",
    # Cloudflare's documentation, and pages that are on the web
    "fit=contain,width=960/assets/product.jpg": "w=960&fit=clip",
    "format=auto/assets/hero.jpg": "fm=source",
    "width=800,quality=82,format=auto//assets/hero.jpg": "w=800&q=82",
    "fit=scale-down,format=auto,onerror=redirect,quality=80/uploads/logo/x.png": "fm=source",
    "fit=scale-down,w=1920,q=85,f=auto,anim=false,sharpen=0,onerror=redirect,metadata=none/g/a.jpg": (
        "w=1920&q=85&metadata=strip&frame=0"
    ),
    "width=500,height=500,quality=75/product/front-view.png": "w=500&h=500&q=75",
    "width=80%2Cheight%3D80/p.svg": "w=80&h=80",
    "rotate=90,flip=h,blur=50/a.jpg": "rot=90&flip=h&blur=50",
    "background=%23ff0000,fit=pad,w=30,h=20/a.png": "bg=ff0000&w=30&h=20&fit=fill",
    "background=rgba%28255%2C0%2C0%2C0.5%29,fit=pad,w=30,h=20/a.png": "bg=80ff0000&w=30&h=20&fit=fill",
    "trim=border,w=30,upscale=interpolate/a.png": "trim=auto&w=30",
    "trim.left=30,trim.top=40,trim.width=678,trim.height=600,w=30/a.png": "rect=30,40,678,600&w=30",
    "contrast=1.2,gamma=0.5,saturation=0/a.jpg": "con=20&gam=50&sat=-100",
    "w=30,h=20,fit=cover,gravity=face,zoom=0.5/a.jpg": "w=30&h=20&fit=facearea&facepad=2",
    "quality=low/a.jpg": "q=auto:low",
}
HOSTED = {
    "hash/a6efd840-076f/w=300,h=200,f=webp,fit=cover": "w=300&h=200&fit=crop&fm=webp",
    "hash/a6efd840-076f/w%3D300%2Cq=75": "w=300&q=75&fm=source",
}


def test_an_address_says_what_our_own_query_says() -> None:
    for address, query in ADDRESSES.items():
        key = address.partition("/")[2].removeprefix("/")
        assert picture_of(door, address).recipe == native_recipe(query, key), address
        settled(door, address)


def test_a_hosted_picture_has_its_options_last() -> None:
    for address, query in HOSTED.items():
        assert picture_of(door, address).recipe == native_recipe(query, "hash/a6efd840-076f"), address
        settled(door, address)
    assert picture_of(door, "w=3/a=b.jpg").recipe == native_recipe("w=3", "a=b.jpg")
    assert fault_of(door, "hash/a6efd840-076f/public").startswith(": the options come first")


def test_a_source_may_be_written_encoded_or_not() -> None:
    for path in ("a b/ü.jpg", "a%20b/%C3%BC.jpg", "%61%20b%2F%C3%BC.jpg", "/a%20b/ü.jpg"):
        assert picture_of(door, f"w=3/{path}").recipe.keys == ("a b/ü.jpg",)


def test_a_picture_of_another_host_has_its_url_in_the_path_and_its_query_in_ours() -> None:
    for address, url in (
        ("w=3/https://example.com/a/b.jpg", "https://example.com/a/b.jpg"),
        ("w=3/https://example.com/a%20b.jpg?v=2&x=%2F", "https://example.com/a%20b.jpg?v=2&x=%2F"),
        ("w=3/https%3A%2F%2Fexample.com%2Fa.jpg%3Fs%3D1?v=2", "https://example.com/a.jpg?s=1"),
        ("w=3/https://example.com/a.jpg?x=1&s=AbC&expires=99", "https://example.com/a.jpg?x=1"),
    ):
        picture = picture_of(door, address)
        assert picture.recipe.source == Fetched(url=url)
        settled(door, address)
    assert picture.delivery.expires == 99


def test_a_url_of_this_service_names_a_picture_of_it_and_the_query_is_the_links_own() -> None:
    base = "https://img.example.com"
    reply = door.parse(DialectRequest(f"w=3/{base}/a%20b.jpg".encode(), "v=2", base=base))
    assert isinstance(reply, PictureReply)
    assert (reply.recipe.source, reply.delivery.edition) == (Stored(key="a b.jpg"), "2")


def test_what_the_viewers_browser_tells_counts_where_it_is_asked_for() -> None:
    address = "w=auto,h=100,fit=cover,scq=30,q=90/a.jpg"
    plain, told = (picture_of(door, address, hints) for hints in (ClientHints(), ClientHints(2, 640, saves=True)))
    assert plain.delivery.hinted == told.delivery.hinted == ("width", "save-data")
    assert plain.recipe == native_recipe("w=1200&h=100&fit=crop&q=90", "a.jpg")
    assert told.recipe == native_recipe("w=640&h=100&fit=crop&q=30", "a.jpg")
    assert settled(door, address) == "width=auto,height=100,fit=cover,quality=90,slow-connection-quality=45/a.jpg"


def test_json_tells_facts_of_the_result_or_of_the_file_alone() -> None:
    bare, told = (read_address(door, address) for address in ("f=json/a.jpg", "f=json,w=3/a.jpg"))
    assert isinstance(bare, FactsReply)
    assert isinstance(told, FactsReply)
    assert (bare.bare, told.bare) == (True, False)
    assert told.recipe == native_recipe("w=3&fm=source", "a.jpg")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("rotate=45/a.jpg", "rotate: rotate=45: must be 0, 90, 180 or 270"),
        ("flip=x/a.jpg", "flip: flip=x: must be h, v or hv"),
        ("anim=no/a.jpg", "anim: anim=no: must be true or false"),
        ("dpr=6/a.jpg", "dpr: dpr=6: must be 0.5 to 5"),
        ("background=hsl(1 2 3)/a.jpg", "background: background=hsl(1 2 3): must be a colour"),
        ("onerror=ignore/a.jpg", "onerror: onerror=ignore: must be redirect"),
        ("upscale=generate/a.jpg", "upscale: upscale=generate: must be interpolate"),
        ("segment=foreground/a.jpg", "segment: segment needs a model"),
        ("w=3/a.jpg?w=3", "w: there is no parameter 'w'"),
        ("w=3/a.jpg?expires=-1", "expires: expires=-1: must be at least 0"),
        ("w=3", ": no picture is named"),
        ("w=3/https://127.0.0.1/a.jpg", "url: url=https://127.0.0.1/a.jpg: "),
    ],
)
def test_what_is_not_supported_is_named(address: str, said: str) -> None:
    assert fault_of(door, address).startswith(said)
