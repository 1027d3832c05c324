"""Images: in which order an answer is looked for, and what stands in for a picture that cannot be had."""

from typing import TYPE_CHECKING, Any

import pytest

from handler.core.source import Stored
from handler.dialects import native
from handler.dialects.interface import PictureReply
from handler.rendering.render import Rendered, render
from handler.storage.s3_errors import s3_error
from handler.web import images
from handler.web.access.gate import AccessRequest
from handler.web.images import ImageRequest
from tests.conftest import Client
from tests.support.s3.counted_calls import counted

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PATH = "/images/bee.jpg?w=43"


def test_for_whom_the_gate_does_not_let_pass_nothing_is_fetched(client: Client, store: "S3Client") -> None:
    app = client(unsigned=frozenset(), fallback="bee.jpg")
    with counted(store) as calls:
        for path in (PATH, "/info/bee.jpg", "/images/bee.jpg", "/images/bee.jpg?w=43&fm=json"):
            assert app.get(path).status_code == 403
    assert calls == []


def test_a_plain_get_is_one_call_and_what_the_client_has_is_another(client: Client, store: "S3Client") -> None:
    app = client()
    with counted(store) as calls:
        answer = app.get(PATH)
    assert calls == ["GetObject"]
    with counted(store) as calls:
        assert app.get(PATH, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    assert calls == ["HeadObject"]


def test_a_head_knows_the_length_of_what_was_made_a_moment_ago(client: Client, store: "S3Client") -> None:
    app = client()
    before = app.head(PATH)
    assert "content-length" not in before.headers
    made = app.get(PATH)
    with counted(store) as calls:
        after = app.head(PATH)
    assert calls == ["HeadObject"]
    assert after.headers["content-length"] == str(len(made.content))
    assert before.headers["content-type"] == after.headers["content-type"] == made.headers["content-type"]
    assert before.headers["etag"] == after.headers["etag"] == made.headers["etag"]


@pytest.mark.parametrize(("times", "status"), [(1, 200), (2, 503)])
def test_work_on_a_picture_that_is_replaced_meanwhile_is_done_once_more(
    client: Client, monkeypatch: pytest.MonkeyPatch, times: int, status: int
) -> None:
    tries: list[str] = []

    def replaced(*arguments: Any, **named: Any) -> Rendered:
        tries.append("")
        if len(tries) <= times:
            raise s3_error("replaced")
        return render(*arguments, **named)

    monkeypatch.setattr(images, "render", replaced)
    assert client().get(PATH).status_code == status
    assert len(tries) == 2


@pytest.mark.parametrize(
    ("path", "status", "stands_in"),
    [
        ("/images/nothing.jpg?w=43", 404, True),
        ("/info/nothing.jpg", 404, False),
        ("/images/nothing.jpg?w=43&fm=blurhash", 404, False),
        ("/images/nothing.jpg?palette=json", 404, False),
        ("/images/bee.jpg?w=8192&fit=clip&pad=100", 413, False),
        ("/images/bee.jpg?widht=9", 400, False),
    ],
)
def test_a_picture_stands_in_for_one_that_cannot_be_had_and_for_nothing_else(
    client: Client, path: str, status: int, *, stands_in: bool
) -> None:
    answer = client(fallback="bee.jpg").get(path)
    assert answer.status_code == status
    assert (answer.headers["content-type"] == "image/jpeg") is stands_in
    assert ("x-error" in answer.headers) is stands_in


def test_accept_decides_the_formats_only_where_none_was_asked_for() -> None:
    for query, formats, vary in (("w=9", ("webp", "source"), {"vary": "Accept"}), ("w=9&fm=png", ("png",), {})):
        reply = native.parse(query, "bee.jpg")
        assert isinstance(reply, PictureReply)
        asked = ImageRequest(reply, AccessRequest("images"), {"accept": "image/webp,*/*"})
        assert isinstance(asked.recipe.source, Stored)
        assert (asked.recipe.output.formats, asked.vary) == (formats, vary)


def test_the_effort_is_that_of_the_request_and_else_that_of_the_settings() -> None:
    for query, effort in (("w=9", "fast"), ("w=9&effort=small", "small")):
        reply = native.parse(query, "bee.jpg")
        assert isinstance(reply, PictureReply)
        asked = ImageRequest(reply, AccessRequest("images"), {}, effort="fast")
        assert asked.recipe.output.effort == effort
        assert reply.recipe.output.effort in {None, "small"}  # what the gate judges is what was said


def test_the_smallest_file_varies_with_accept_and_a_head_tells_the_type_that_comes(client: Client) -> None:
    app, path = client(), "/images/bee.jpg?w=44&fm=smallest"
    tags = set()
    for accept in ("image/avif,image/webp,*/*", "image/webp,*/*", "*/*"):
        head = app.head(path, headers={"accept": accept})
        made = app.get(path, headers={"accept": accept})
        assert head.headers["content-type"] == made.headers["content-type"]
        assert head.headers["etag"] == made.headers["etag"]
        assert "Accept" in made.headers["vary"]
        tags.add(made.headers["etag"])
    assert len(tags) == 3
    told = app.get("/info/bee.jpg?w=44&fm=smallest", headers={"accept": "image/webp,*/*"}).json()["result"]
    assert told["formats"] == ["webp", "jpg", "png"]
    assert "vary" not in app.get("/images/bee.jpg?w=44&fm=smallest,jpg,webp").headers
