"""imgix's door: the native query, imgix's words where they differ, its signatures, and nothing but its own token."""

import io
from base64 import urlsafe_b64encode
from hashlib import md5
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from handler import entry
from handler.app import create_app
from handler.aws.fronts import Raw
from handler.config.settings import Settings
from handler.core.signing import sign
from handler.core.source import Stored
from handler.dialects import native
from handler.dialects.imgix import stored
from handler.dialects.interface import DialectRequest, PictureReply
from handler.dialects.native.vocabulary import DECLARED
from handler.errors import Inexpressible
from handler.generators.made import Made
from handler.generators.placeholder import Placeholder
from handler.ops.rotate import Rotate
from handler.recipe import Recipe
from tests.conftest import Client
from tests.support.aws.events import Context
from tests.support.aws.fronts import FRONTS, answered
from tests.support.processes.asgi_servers import Request
from tests.support.requests.signed_links import KEY
from tests.support.requests.vendors import again, agree, ours, refuse, reply

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

TOKEN = "FOO123bar"
OPEN = frozenset({"native", "imgix"})
GUARDED = {"unsigned": frozenset(), "dialects": OPEN, "imgix_token": TOKEN, "signing_keys": KEY}


def signed(target: str, token: str = TOKEN) -> str:
    """Return a path and query from the door on, as imgix-js signs it."""
    digest = md5(f"{token}{target}".encode(), usedforsecurity=False).hexdigest()
    return f"{target}{'&' if '?' in target else '?'}s={digest}"


def test_what_clients_write_means_what_it_means_at_our_own_door() -> None:
    agree(
        "imgix",
        {
            query: query
            for query in (
                "w=300&fit=min&auto=format",
                "fm=jpg&w=300&h=200&q=60&fit=min",
                "ixlib=js-3.8.0&w=300&ar=16:9&fit=crop",
                "auto=format,compress&w=640",
                "w=300&h=200&fit=crop&crop=top,left",
                "w=300&fit=facearea&h=200&facepad=2",
                "txt=Hello%2C%20World!&txt-size=24&w=300",
                "mark=owl.png&mark-w=50&blend=80ff0000",
                "",
            )
        },
    )


def test_imgixs_own_words_are_read() -> None:
    agree(
        "imgix",
        {
            "rot=90": "rot=270",
            "rot=270&rot-type=pivot": "rot=90",
            "rot=0&w=300": "w=300",
            "frame=1&w=300": "frame=0&w=300",
            "frame=2-4&w=300": "frames=1-3&w=300",
            "w=300&h=200&fit=clamp": "w=300&h=200&fit=fill&ground=edge",
            "w=300&h=200&f=crop": "w=300&h=200&fit=crop",
            "w=300&h=200&fit=fill&fill=blur": "w=300&h=200&fit=fill&ground=blur",
            "orient=6&w=300": "or=6&w=300",
            "max-width=300&w=400": "max-w=300&w=400",
            "mask=ellipse&mask-bg=ffcc00": "mask=ellipse&bg=ffcc00",
            "border=4,ff0000&border-radius-inner=20": "border=4,ff0000&corner-radius=20",
            "trim=colorunlessalpha&trimtol=20": "trim=auto&trim-tol=20",
            "colorquant=16&fm=png": "colors=16&fm=png",
            "fm=png8&w=300": "fm=png&colors=256&w=300",
            "fm=png32&w=300": "fm=png&w=300",
            "t=Hello&tsz=24&tc=ff0000": "txt=Hello&txt-size=24&txt-color=ff0000",
            "blend=owl.png&bm=multiply": "blend=owl.png&blend-mode=multiply",
            "cs=strip&iptc=block&fp-debug=false&w=300": "w=300",
            "txt64=SGVsbG8": "txt=Hello",
            "rot64=OTA": "rot=270",
            "mark64=b3dsLnBuZw&w=300": "mark=owl.png&w=300",
        },
    )


def test_a_format_and_facts_are_as_at_our_own_door() -> None:
    assert reply("imgix", "w=300&s=0123456789abcdef0123456789abcdef") == ours("w=300")
    asked = DialectRequest(b"bee.jpg", "w=300&fm=json&faces=1")
    assert stored.parse(asked) == native.parse("w=300&fm=json&faces=true", "bee.jpg")
    assert stored.parse(asked._replace(query="palette=json&colors=6")) == native.parse(
        "fm=palette-json&colors=6", "bee.jpg"
    )


def test_what_is_not_done_here_is_named_with_the_reason() -> None:
    refuse(
        "imgix",
        {
            "rot=45": "imgix zooms in until no corner is seen",
            "frame=0-3": "frames are counted from 1",
            "frame=0": "frame=0: must be at least 1",
            "border=4,red&border-top=9": "border-top is not done here: a border has one width on all sides",
            "border=4,red&border-radius=9": "border-radius is not done here",
            "fill-gradient-linear=red,blue": "fill-gradient-linear is not done here: the ground beside a picture",
            "mask=https://example.com/a.png": "mask=https://example.com/a.png: must be",
            "trim=auto&trim-md=5": "trim-md is not done here: the border ends",
            "trim=auto&trim-sd=5": "trim-sd is not done here",
            "trim=auto&trim-pad=5": "trim-pad is not done here",
            "transparency=grid": "transparency is not done here",
            "skip=2": "skip is not done here",
            "chromasub=444": "chromasub is not done here",
            "dpi=72": "dpi is not done here",
            "htn=5": "htn is not done here",
            "bg-remove=true": "bg-remove is not done here: nothing of a picture is made up",
            "upscale=true": "upscale is not done here",
            "video-codec=av1": "video-codec is not done here",
            "w=300&width=300": "w",
            "widht=300": "did you mean width?",
            "fit=contain&w=3": "vendors disagree what contain means",
            "txt64=%25": "txt64",
        },
    )


def test_what_cannot_be_said_is_told() -> None:
    turned = PictureReply(Recipe(source=Stored(key="bee.jpg"), ops=(Rotate(angle=45),)))
    drawn = PictureReply(Recipe(source=Made(made=Placeholder())))
    for picture in (turned, drawn):
        with pytest.raises(Inexpressible):
            stored.write(picture)
        assert again("imgix", picture) is None


def test_its_operation_tells_the_native_parameters() -> None:
    (operation,) = stored.operations()
    assert (operation.name, operation.query) == ("imgix", DECLARED)


def test_a_link_of_imgix_opens_its_door_and_no_other(client: Client) -> None:
    app = client(**GUARDED)
    for target in ("/bee.jpg?w=60&h=40&fit=crop&fm=png", "/bee.jpg?ixlib=js-3.8.0&txt64=SGVsbG8&w=60&fm=png"):
        answer = app.get(f"/imgix{signed(target)}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert Image.open(io.BytesIO(answer.content)).width == 60
        assert app.get(f"/imgix{target}").status_code == 403
        assert app.get(f"/imgix{signed(target, 'another')}").status_code == 403
        assert app.get(f"/imgix{signed(target)}0").status_code == 403
        assert app.get(f"/images{signed(target)}").status_code == 403
        assert app.get(sign(f"/imgix{target}", KEY)).status_code == 403
        assert app.get(sign(f"/images{target}", KEY)).status_code == 200
    assert app.get(f"/imgix{signed('/owl.png')}").status_code == 200


def test_a_link_holds_at_the_root_as_it_is(client: Client) -> None:
    app = client(**GUARDED, root="imgix")
    link = signed("/bee.jpg?ixlib=js-3.8.0&w=60&auto=format")
    answer = app.get(link)
    assert (answer.status_code, answer.headers["vary"]) == (200, "Accept")
    assert answer.content == app.get(f"/imgix{link}").content
    assert app.get(link.replace("w=60", "w=61")).status_code == 403


def test_without_a_token_a_signature_is_an_error_that_names_the_setting(client: Client) -> None:
    app = client(dialects=OPEN)
    assert app.get("/imgix/bee.jpg?w=60").status_code == 200
    refused = app.get(f"/imgix{signed('/bee.jpg?w=60')}")
    assert (refused.status_code, "TINTYPE_IMGIX_TOKEN" in refused.json()["detail"]) == (400, True)


def test_the_door_is_closed_unless_it_is_named(client: Client) -> None:
    assert client().get("/imgix/bee.jpg?w=60").status_code == 404


@pytest.mark.parametrize("front", FRONTS)
def test_a_link_holds_through_every_front_of_lambda(
    store: "S3Client", monkeypatch: pytest.MonkeyPatch, front: str
) -> None:
    """REST events have lost the raw query, HTTP API events the raw path."""
    body = store.get_object(Bucket="samples", Key="owl.png")["Body"].read()
    store.put_object(Bucket="samples", Key="a b/ö (1).png", Body=body)
    settings = Settings(source="s3://samples", log="off", originals=True, root="imgix", **GUARDED)
    monkeypatch.setattr(entry.http, "app", Raw(create_app(settings)))

    def status(target: str) -> int:
        return answered(entry.lambda_handler(FRONTS[front](Request(target)), Context())).status

    text = urlsafe_b64encode("Wörld".encode()).decode().rstrip("=")
    for target in (
        "/bee.jpg?ixlib=js-3.8.0&w=60&crop=top%2Cleft&h=40&txt=Hi%2C%20W%C3%B6rld!",
        "/bee.jpg?crop=top%2Cleft&fit=crop&h=40&ixlib=python-4.0.0&txt=Hi%2C%20W%C3%B6rld%21&w=60",
        "/bee.jpg?w=60&crop=top,left&h=40",
        "/a%20b/%C3%B6%20(1).png?ixlib=js-3.8.0&w=60",
        f"/bee.jpg?txt64={text}&w=60",
        "/owl.png",
    ):
        assert status(signed(target)) == 200, target
        assert status(signed(target, "another")) == 403, target
