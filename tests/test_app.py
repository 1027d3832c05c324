"""The application over HTTP: every door, the headers that belong to an answer, and what each refuses."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from starlette.routing import Route
from starlette.testclient import TestClient

from handler.generators import GENERATORS
from handler.web.middleware import MAX_ADDRESS_BYTES
from tests.conftest import SAMPLES, Client
from tests.support.requests.needed_parameters import NEEDED, addresses

FILLED = {"{key}": "citrus.jpg", "{prefix:path}": "~clock", "/docs/{name}": "/docs/swagger-ui.css"}
NAMES = [kind.model_fields["generate"].default for kind in GENERATORS]


def test_a_picture_has_its_type_and_length_and_is_not_chunked(client: Client) -> None:
    answer = client().get("/images/dandelion.jpg?w=300&fm=webp")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["content-length"] == str(len(answer.content))
    assert "transfer-encoding" not in answer.headers
    assert re.fullmatch('"[0-9a-f]{64}"', answer.headers["etag"])
    assert Image.open(io.BytesIO(answer.content)).size == (300, 169)


def test_head_says_what_get_says(client: Client) -> None:
    app = client()
    got, head = (app.request(method, "/images/bee.jpg?w=64") for method in ("GET", "HEAD"))
    same = ("content-type", "content-length", "etag", "cache-control")
    assert [head.headers[name] for name in same] == [got.headers[name] for name in same]
    assert head.content == b""


def test_without_a_parameter_the_original_comes_byte_for_byte(client: Client) -> None:
    answer = client().get("/images/citrus.jpg", headers={"accept": "image/webp"})
    assert answer.content == (SAMPLES / "citrus.jpg").read_bytes()
    assert answer.headers["content-type"] == "image/jpeg"
    assert "vary" not in answer.headers
    assert "sandbox" in answer.headers["content-security-policy"]


def test_where_originals_are_off_the_answer_says_how_to_have_a_picture(client: Client) -> None:
    answer = client(originals=False).get("/images/citrus.jpg")
    assert answer.status_code == 403
    assert "w=300" in answer.json()["detail"]


def test_an_edition_is_kept_for_ever_and_a_download_has_its_name(client: Client) -> None:
    answer = client().get("/images/bee.jpg?w=64&v=2&dl=my%20b%C3%A9e&fm=png")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''my%20b%C3%A9e.png"


def test_facts_come_without_pixels_and_their_prediction_holds(client: Client) -> None:
    facts = client().get("/info/bee.jpg?w=300&corner-radius=20").json()
    assert facts["source"] | {"version": ""} == {
        "width": 1024,
        "height": 1280,
        "format": "jpg",
        "mode": "RGB",
        "frames": 1,
        "alpha": False,
        "orientation": 6,
        "key": "bee.jpg",
        "bytes": (SAMPLES / "bee.jpg").stat().st_size,
        "version": "",
        "metadata": {
            "description": "A honey bee on a purple flower",
            "creator": ["John Severns"],
            "copyright": "Public domain",
        },
    }
    answer = client().get("/images/bee.jpg?w=300&corner-radius=20")
    image = Image.open(io.BytesIO(answer.content))
    assert (facts["result"]["width"], facts["result"]["height"]) == image.size
    assert facts["result"]["media_type"] == answer.headers["content-type"] == "image/png"
    assert f'"{facts["digest"]}"' == answer.headers["etag"]


def test_facts_that_a_client_has_are_not_sent_again(client: Client) -> None:
    app = client()
    first = app.get("/info/bee.jpg?w=300")
    again = app.get("/info/bee.jpg?w=300", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["vary"] == first.headers["vary"] == "Accept"


def test_an_expired_link_tells_no_facts_either(client: Client) -> None:
    app = client()
    assert app.get("/info/bee.jpg?expires=1").status_code == 410
    assert app.get("/images/bee.jpg?fm=json&expires=1").status_code == 410


def test_fm_json_is_info(client: Client) -> None:
    assert client().get("/images/bee.jpg?w=300&fm=json").json() == client().get("/info/bee.jpg?w=300").json()


@pytest.mark.parametrize("name", NAMES)
def test_every_generator_answers_and_takes_native_parameters(client: Client, name: str) -> None:
    needed = NEEDED.get(name, "")
    plain = client().get(f"/generate/{name}?{needed}")
    assert plain.status_code == 200, plain.text
    shades = name in {"gradient", "card", "montage"}
    assert plain.headers["content-type"] == ("image/jpeg" if shades else "image/png")
    small = client().get(f"/generate/{name}?{needed}&w=40&fm=webp&rot=90".replace("?&", "?"))
    assert small.headers["content-type"] == "image/webp"
    assert Image.open(io.BytesIO(small.content)).width <= 40


def test_an_unknown_generator_proposes_the_nearest(client: Client) -> None:
    answer = client().get("/generate/avatr")
    assert answer.status_code == 404
    assert answer.json()["nearest"] == "avatar"


def test_a_json_recipe_is_rendered_in_its_own_order(client: Client) -> None:
    steps = [{"op": "pad", "width": 10}, {"op": "resize", "w": 50}, {"op": "pad", "width": 3}]
    recipe = {"source": {"key": "citrus.jpg"}, "ops": steps, "output": {"formats": ["png"]}}
    answer = client().post("/render", json=recipe)
    assert Image.open(io.BytesIO(answer.content)).size == (56, 39)


@pytest.mark.case("L03")
@pytest.mark.parametrize(
    ("method", "path", "status", "slug"),
    [
        ("GET", "/images/citrus.jpg?widht=3", 400, "unknown-parameter"),
        ("GET", "/images/citrus.jpg?w=3&w=4", 400, "repeated-parameter"),
        ("GET", "/images/citrus.jpg?w=99999", 400, "invalid-parameter"),
        ("GET", "/images/citrus.jpg?rect=5000,0,10,10", 400, "invalid-parameter"),
        ("GET", "/images/a//b.jpg?w=3", 400, "invalid-key"),
        ("GET", "/images/%ff?w=3", 400, "invalid-key"),
        ("GET", "/images/nothing.jpg?w=3", 404, "not-found"),
        ("GET", "/images/citrus.jpg?w=8192&fit=clip&pad=100", 413, "too-large"),
        ("GET", "/images/citrus.jpg?frame=7&fm=png", 400, "invalid-parameter"),
        ("GET", f"/images/{'a' * MAX_ADDRESS_BYTES}", 414, "address-too-long"),
        ("GET", "/nowhere", 404, "not-found"),
        ("GET", "/images%2Fcitrus.jpg?w=3", 404, "not-found"),
        ("POST", "/images/citrus.jpg", 405, "method-not-allowed"),
        ("GET", "/render", 405, "method-not-allowed"),
        ("DELETE", "/health", 405, "method-not-allowed"),
    ],
)
def test_every_failure_is_a_problem_with_an_address_that_explains_it(
    client: Client, method: str, path: str, status: int, slug: str
) -> None:
    app = client()
    answer = app.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "public, max-age=60"
    problem = answer.json()
    assert problem["type"] == f"/errors#{slug}"
    assert problem["status"] == status
    assert problem["request"] == answer.headers["x-request-id"]
    assert f'id="{slug}"' in app.get("/errors").text
    if status == 405:
        assert answer.headers["allow"]


@pytest.mark.case("L03")
def test_a_bug_is_a_500_with_a_request_id_and_no_detail(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from handler.web import images

    def bug(*_: object, **__: object) -> None:
        raise RuntimeError("a secret path /etc/passwd")

    monkeypatch.setattr(images, "render", bug)
    answer = client().get("/images/citrus.jpg?w=3")
    assert answer.status_code == 500
    assert answer.headers["cache-control"] == "no-store"
    assert "secret" not in answer.text
    assert answer.json()["request"] == answer.headers["x-request-id"]


def test_every_answer_says_nosniff_and_has_a_policy(client: Client) -> None:
    app = client()
    for path in (
        "/images/citrus.jpg?w=9",
        "/images/citrus.jpg",
        "/nowhere",
        "/health",
        "/errors",
        "/docs",
        "/info/bee.jpg",
    ):
        answer = app.get(path)
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src" in answer.headers["content-security-policy"]


def test_unkeyed_headers_change_nothing(client: Client) -> None:
    names = ("X-Forwarded-Host", "X-Forwarded-Prefix", "X-Original-URL", "Forwarded", "X-HTTP-Method-Override")
    plain = client().get("/images/nothing.jpg?w=9").json()
    dressed = client().get("/images/nothing.jpg?w=9", headers=dict.fromkeys(names, "evil.example")).json()
    assert plain | {"request": ""} == dressed | {"request": ""}


def test_behind_a_public_address_problems_lead_there(client: Client) -> None:
    answer = client(public_url="https://img.example.com/").get("/nowhere")
    assert answer.json()["type"] == "https://img.example.com/errors#not-found"


def paths(app: TestClient) -> list[tuple[str, str]]:
    found = [route for route in app.app.routes if isinstance(route, Route)]  # type: ignore[attr-defined]
    return [(method, route.path) for route in found for method in route.methods or ()]


def test_with_nothing_allowed_only_health_answers(client: Client) -> None:
    app = client(unsigned=frozenset())
    walked = paths(app)
    assert len(walked) > 15
    asked = [(method, path, each) for method, path in walked for each in addresses(path, FILLED)]
    assert len(asked) > 15
    for method, path, address in asked:
        query = f"?{NEEDED.get(address.rpartition('/')[2], '')}" if "generate" in path else ""
        sent = {"json": {"source": {"key": "citrus.jpg"}}} if method == "POST" else {}
        answer = app.request(method, address + query, **sent)  # type: ignore[arg-type]
        assert answer.status_code == (200 if path == "/health" else 403), (method, address)


def test_a_folder_serves_as_a_bucket_does(client: Client) -> None:
    folder = client(source=Path(SAMPLES).as_uri()).get("/images/citrus.jpg?w=90")
    bucket = client().get("/images/citrus.jpg?w=90")
    assert folder.content == bucket.content
