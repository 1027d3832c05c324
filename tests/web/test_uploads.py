"""Uploads: what POST /render is sent, and what of it is refused."""

import gzip
import io
import json
from hashlib import sha256
from typing import Any

import pytest
from PIL import Image

from handler.core.limits import Limits
from handler.dialects.native.query_form import OF_LINKS
from tests.conftest import SAMPLES, Client

RECIPE = b'{"source": {"key": "bee.jpg"}, "ops": [{"op": "resize", "w": 9}]}'
JSON = {"content-type": "application/json"}


def test_an_upload_is_rendered(client: Client) -> None:
    files = {"picture": ("bee.jpg", (SAMPLES / "bee.jpg").read_bytes(), "image/jpeg")}
    recipe = json.dumps({"ops": [{"op": "resize", "w": 100}], "output": {"formats": ["avif"]}})
    answer = client().post("/render", files=files, data={"recipe": recipe})
    assert answer.headers["content-type"] == "image/avif"
    assert Image.open(io.BytesIO(answer.content)).size == (100, 125)
    assert client().post("/render", files=files).headers["content-type"] == "image/jpeg"


def test_an_upload_is_rendered_by_the_words_of_an_address(client: Client) -> None:
    app = client(presets='{"small": "w=100&fm=avif&v=3"}')
    files = {"picture": ("bee.jpg", (SAMPLES / "bee.jpg").read_bytes(), "image/jpeg")}
    said = json.dumps({"ops": [{"op": "resize", "w": 100}], "output": {"formats": ["avif"]}})
    expected = app.post("/render", files=files, data={"recipe": said})
    for query in ("w=100&fm=avif", "preset=small", "width=100&fm=avif&dl=bee"):
        answer = app.post("/render", files=files, data={"query": query})
        assert (answer.status_code, answer.content) == (200, expected.content)
        assert ("content-disposition" in answer.headers) == ("dl=" in query)
    assert app.post("/render", files=files, data={"query": ""}).content == app.post("/render", files=files).content


@pytest.mark.parametrize(
    ("form", "parameter", "nearest"),
    [
        ({"query": "widht=300"}, "widht", "width"),
        ({"query": "w=0"}, "w", None),
        ({"query": "w=300&fm=json"}, "fm", None),
        ({"query": "w=300&faces=true"}, "faces", None),
        *(({"query": f"w=300&{name}=1"}, name, None) for name in sorted(OF_LINKS)),
        ({"query": "w=300", "recipe": "{}"}, None, None),
    ],
)
def test_a_wrong_word_beside_an_upload_is_named(
    client: Client, form: dict[str, str], parameter: str | None, nearest: str | None
) -> None:
    files = {"picture": ("bee.jpg", (SAMPLES / "bee.jpg").read_bytes(), "image/jpeg")}
    answer = client().post("/render", files=files, data=form)
    assert answer.status_code == 400, answer.text
    assert (answer.json().get("parameter"), answer.json().get("nearest")) == (parameter, nearest)


@pytest.mark.parametrize(
    ("sent", "status", "parameter"),
    [
        ({"json": {"source": {"key": "a"}, "ops": [{"op": "blur", "radius": -1}]}}, 400, "ops.0.radius"),
        ({"content": b"{}", "headers": {"content-type": "text/plain"}}, 415, None),
        ({"content": b"{}"}, 415, None),
        ({"content": b"x", "headers": {"content-type": "multipart/form-data"}}, 400, None),
        ({"files": {"pciture": b"x"}}, 400, "pciture"),
        ({"files": {"recipe": b"{}"}}, 400, "picture"),
        ({"files": {"query": b"w=9"}}, 400, "picture"),
        ({"data": {"recipe": "{}"}, "files": {"picture": b"no picture"}}, 415, None),
        ({"data": {"recipe": "{"}, "files": {"picture": b"no picture"}}, 400, None),
        ({"json": {"source": {"key": "nothing.jpg"}}}, 404, None),
    ],
)
def test_a_post_that_does_not_hold_together_is_a_problem(
    client: Client, sent: dict[str, Any], status: int, parameter: str | None
) -> None:
    answer = client().post("/render", **sent)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json().get("parameter") == parameter


@pytest.mark.parametrize(("said", "kind"), [("gzip", "gzip"), ("Br", "br"), ("identity, gzip", "identity, gzip")])
def test_a_body_that_is_compressed_is_refused_by_its_coding(client: Client, said: str, kind: str) -> None:
    answer = client().post("/render", content=gzip.compress(RECIPE), headers=JSON | {"content-encoding": said})
    assert (answer.status_code, answer.headers["content-type"]) == (415, "application/problem+json")
    problem = answer.json()
    assert (problem["kind"], problem["detail"]) == (kind, "POST the body as it is, without Content-Encoding")


@pytest.mark.parametrize("said", ["", "identity", "Identity"])
def test_a_body_that_says_that_it_is_not_compressed_is_read(client: Client, said: str) -> None:
    assert client().post("/render", content=RECIPE, headers=JSON | {"content-encoding": said}).status_code == 200


def test_an_upload_past_its_bytes_is_refused_while_it_comes(client: Client) -> None:
    answer = client(limits=Limits(bytes=1000)).post("/render", files={"picture": b"x" * 200_000})
    assert answer.status_code == 413
    assert answer.json()["limit"] == "bytes"


def test_a_digest_in_the_address_has_to_be_that_of_the_body(client: Client) -> None:
    right = sha256(RECIPE).hexdigest()
    assert client().post(f"/render?sha256={right}", content=RECIPE, headers=JSON).status_code == 200
    answer = client().post(f"/render?sha256={right}", content=RECIPE + b" ", headers=JSON)
    assert (answer.status_code, answer.json()["parameter"]) == (400, "sha256")


def test_two_files_are_refused_and_the_message_is_our_own(client: Client) -> None:
    files = [("picture", ("a.png", b"1")), ("picture", ("b.png", b"2"))]
    answer = client().post("/render", files=files)
    assert answer.status_code == 400
    assert answer.json()["detail"] == "the form cannot be read: a form takes one file, picture"
