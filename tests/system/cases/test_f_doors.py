"""Group F: the same signature through every front, and a door that it does not open nowhere."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handler.app import create_app
from handler.aws.fronts import Raw
from handler.config.settings import Settings
from handler.core.signing import sign
from tests.conftest import Client
from tests.support.aws.events import Context
from tests.support.aws.fronts import FRONTS, answered
from tests.support.processes.asgi_servers import Answer, Request
from tests.support.requests.signed_links import GUARDED, KEY, PICTURE, refused

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from starlette.testclient import TestClient

ROOT = Path(__file__).parents[3]


@pytest.fixture
def guarded(client: Client) -> "TestClient":
    """An application that answers nothing without a signature."""
    return client(**GUARDED)


@pytest.fixture(scope="module")
def fronts(store: "S3Client") -> Iterator[Callable[[Request], dict[str, Answer]]]:
    """A function that sends a request through every front of Lambda, to an application that wants signatures."""
    del store
    from handler import entry

    settings = Settings.model_validate({"source": "s3://samples", "signing_keys": KEY})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entry.http, "app", Raw(create_app(settings)))
        yield lambda request: {
            name: answered(entry.lambda_handler(front(request), Context())) for name, front in FRONTS.items()
        }


@pytest.mark.case("F02", "F03")
@pytest.mark.parametrize(
    "url",
    [
        "/images/citrus.jpg?w=40&fm=png",
        "/images/caf%C3%A9%20%2B+b.jpg?w=40",
        "/images/100%25.jpg?fm=png&w=40",
        "/generate/card?title=Hello+there%20%26w%3D9%2B&fm=png&w=60",
        "/generate/card?title=It's%20(not)%20*all*%20~that~!&fm=png&w=60",
    ],
)
def test_a_link_passes_through_every_front_and_a_changed_one_through_none(
    fronts: Callable[[Request], dict[str, Answer]], url: str
) -> None:
    signed = sign(url, KEY)
    assert {answer.status for answer in fronts(Request(signed)).values()} <= {200, 404}
    assert {answer.status for answer in fronts(Request(signed.replace("fm=png", "fm=webp") + "&v=1")).values()} == {403}


@pytest.mark.case("F01")
def test_every_door_opens_to_a_signature(guarded: "TestClient") -> None:
    recipe = json.dumps({"source": {"key": "citrus.jpg"}, "ops": [{"op": "resize", "w": 30}]}).encode()
    digest = hashlib.sha256(recipe).hexdigest()
    for url in ("/images/citrus.jpg", "/info/citrus.jpg", "/generate/qr?text=a", "/feeds/~clock?seconds=1&fps=1&w=40"):
        assert refused(guarded.get(url))
        assert guarded.get(sign(url, KEY)).status_code == 200, url
        assert guarded.get(sign(url, KEY, expires=1)).status_code == 410, url
    post = {"content": recipe, "headers": {"content-type": "application/json"}}
    assert refused(guarded.post("/render", **post))  # type: ignore[arg-type]
    assert guarded.post(sign(f"/render?sha256={digest}", KEY), **post).status_code == 200  # type: ignore[arg-type]
    assert guarded.post(sign(f"/render?sha256={digest}", KEY, expires=1), **post).status_code == 410  # type: ignore[arg-type]


@pytest.mark.case("F02")
def test_a_signature_of_a_post_holds_for_one_body_alone(guarded: "TestClient", client: Client) -> None:
    recipe = json.dumps({"source": {"key": "citrus.jpg"}, "ops": [{"op": "resize", "w": 30}]}).encode()
    digest = hashlib.sha256(recipe).hexdigest()
    kind = {"content-type": "application/json"}
    other = recipe.replace(b"30", b"31")
    assert refused(guarded.post(sign("/render", KEY), content=recipe, headers=kind))
    for app, url in ((guarded, sign(f"/render?sha256={digest}", KEY)), (client(), f"/render?sha256={digest}")):
        assert app.post(url, content=recipe, headers=kind).status_code == 200
        answer = app.post(url, content=other, headers=kind)
        assert (answer.status_code, answer.json()["parameter"]) == (400, "sha256")
    form = {"picture": ("a.jpg", (ROOT / "samples" / "citrus.jpg").read_bytes(), "image/jpeg")}
    whole = client().build_request("POST", "/render", files=form)
    whole.read()
    signed = sign(f"/render?sha256={hashlib.sha256(whole.content).hexdigest()}", KEY)
    sent = guarded.post(signed, content=whole.content, headers={"content-type": whole.headers["content-type"]})
    assert sent.status_code == 200, sent.text


@pytest.mark.case("F01")
def test_nothing_of_what_is_posted_is_read_before_the_gate(guarded: "TestClient") -> None:
    assert refused(guarded.post("/render", content=b"x", headers={"content-type": "nonsense"}))


def test_a_signature_changes_nothing_of_the_picture(guarded: "TestClient", client: Client) -> None:
    for url in (PICTURE, "/images/citrus.jpg", "/generate/placeholder", "/info/citrus.jpg"):
        plain, signed, ending = (
            app.get(each)
            for app, each in ((client(), url), (guarded, sign(url, KEY)), (guarded, sign(url, KEY, expires=2**39)))
        )
        assert plain.headers["etag"] == signed.headers["etag"] == ending.headers["etag"]
        assert plain.content == signed.content == ending.content
