"""Lambda's door: every event file, and each of Mangum's edges that would hurt a picture."""

import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from handler.aws import fronts
from tests.support.aws.events import (
    EVENTS,
    NOISE,
    PICTURES,
    PURGED,
    REFUSED,
    SAMPLES,
    WORKED,
    Answer,
    Context,
    event,
    headers,
    picture,
    rest,
    said,
    v2,
)
from tools.sam_local import PRESETS

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@pytest.fixture
def invoke(store: "S3Client", monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the handler of an application that serves the samples, answers normalised."""
    del store
    from handler import entry
    from handler.app import create_app
    from handler.config.settings import Settings

    app = create_app(Settings(source="s3://samples", unsigned=frozenset({"any"}), originals=True))
    monkeypatch.setattr(entry.http, "app", fronts.Raw(app))

    def call(event: Any) -> Answer:
        answer = entry.lambda_handler(event, Context())
        json.dumps(answer)
        return answer

    return call


def test_every_event_file_is_expected_to_do_something() -> None:
    assert set(EVENTS) == {*PICTURES, *REFUSED, *WORKED, "unknown-event"}


@pytest.mark.parametrize("name", PICTURES)
def test_an_event_becomes_a_picture_of_the_right_size(invoke: Any, name: str) -> None:
    image = picture(invoke(event(name)))
    assert (image.format, image.size) == ("WEBP", PICTURES[name])


@pytest.mark.case("G09")
@pytest.mark.parametrize("name", REFUSED)
def test_an_event_that_must_fail_gets_a_readable_problem(invoke: Any, name: str) -> None:
    answer = invoke(event(name))
    status, slug = REFUSED[name]
    assert answer["statusCode"] == status
    assert answer["isBase64Encoded"] is False
    assert headers(answer)["content-type"] == "application/problem+json"
    problem = json.loads(answer["body"])
    assert problem["type"].endswith(f"#{slug}")
    assert problem["request"] == Context.aws_request_id


@pytest.mark.case("J08")
@pytest.mark.parametrize(
    "unknown", [{"source": "warm-up"}, {}, {"Records": []}, {"requestContext": None}, [], "x", None]
)
def test_an_event_of_no_known_kind_gets_a_typed_answer(invoke: Any, unknown: Any) -> None:
    answer = invoke(unknown)
    assert answer["ok"] is False
    assert answer["error"]["status"] == 400


MADE, GONE = "thumb/citrus.jpg.webp", "thumb/summer 2026/café.jpg.webp"


@pytest.fixture
def work(invoke: Any, store: "S3Client", monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Any:
    """Return the handler with a preset and a results bucket of its own, in which a picture that went has left one."""
    from handler.config.settings import Settings
    from handler.jobs import event_handler
    from handler.jobs.worker import Worker

    bucket = f"worked-{request.node.callspec.id}"
    store.create_bucket(Bucket=bucket)
    settings = Settings(source="s3://samples", results=f"s3://{bucket}", presets=PRESETS)
    worker = Worker(settings)
    monkeypatch.setattr(event_handler, "process_worker", lambda: worker)
    key = str(PURGED["key"])
    store.put_object(Bucket="samples", Key=key, Body=(SAMPLES / "citrus.jpg").read_bytes())
    invoke({"Records": [{"eventSource": "aws:s3", "s3": {"bucket": {"name": "samples"}, "object": {"key": key}}}]})
    store.delete_object(Bucket="samples", Key=key)

    def call(event: Answer) -> tuple[Answer, set[str]]:
        answer = invoke(event)
        return answer, {each["Key"] for each in store.list_objects_v2(Bucket=bucket).get("Contents", ())}

    return call


@pytest.mark.parametrize("name", WORKED)
def test_an_event_of_the_store_or_a_queue_does_what_it_says(work: Any, name: str) -> None:
    answer, left = work(event(name))
    expected = WORKED[name]
    if isinstance(expected, dict):
        assert answer == expected
    else:
        assert answer["ok"] is True
        assert [said(result) for result in answer["results"]] == expected
    results = answer.get("results", ())
    assert all(
        result["location"].partition("/worked-" + name + "/")[2] in left for result in results if "location" in result
    )
    asks = json.dumps(event(name))
    assert (MADE in left) is ("citrus.jpg" in asks and "recipe" not in asks)
    assert (GONE in left) is ("summer" not in asks)


@pytest.mark.case("E05")
@pytest.mark.parametrize("key", ["100%.jpg", "a b.jpg", "a+b.jpg", "é.jpg", "a%2Fb.jpg", "猫/x.jpg", "q?#&=.jpg"])
def test_a_key_means_the_same_on_every_front(invoke: Any, store: "S3Client", key: str) -> None:
    from urllib.parse import quote

    data = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(data, "PNG")
    store.put_object(Bucket="samples", Key=key, Body=data.getvalue())
    encoded = f"/images/{quote(key, safe='/')}"
    alb = event("alb-picture") | {"path": encoded, "queryStringParameters": {"w": "4"}}
    for made in (
        rest(encoded, {"w": ["4"]}),
        v2(encoded, "w=4"),
        v2(f"/images/{key}", "w=4", domain="api.execute-api.us-east-1.amazonaws.com"),
        alb,
    ):
        assert picture(invoke(made)).size == (4, 4)


@pytest.mark.parametrize(
    "path", ["/images/%ff.jpg", "/images/%2e%2e/x", "/images/a//b", "/images/%00", "/images/a%5cb"]
)
def test_a_hostile_path_is_refused_alike_on_every_front(invoke: Any, path: str) -> None:
    alb = event("alb-picture") | {"path": path, "queryStringParameters": {"w": "4"}}
    for made in (rest(path, {"w": ["4"]}), v2(path, "w=4"), alb):
        answer = invoke(made)
        assert (answer["statusCode"], json.loads(answer["body"])["title"]) == (400, "Invalid key")


@pytest.mark.case("E02")
def test_a_double_encoded_path_is_decoded_once(invoke: Any) -> None:
    assert invoke(v2("/images/%252e%252e/x", "w=4"))["statusCode"] == 404


def test_the_stage_is_stripped_from_the_path(invoke: Any) -> None:
    assert invoke(event("http-api-stage-picture"))["statusCode"] == 200


def test_a_repeated_parameter_survives_rest_and_alb(invoke: Any) -> None:
    alb = event("alb-multi-value-picture") | {"multiValueQueryStringParameters": {"w": ["3", "4"]}}
    for made in (rest("/images/citrus.jpg", {"w": ["3", "4"]}), alb):
        assert json.loads(invoke(made)["body"])["title"] == "Repeated parameter"


def test_an_encoded_ampersand_stays_part_of_its_value(invoke: Any) -> None:
    alb = event("alb-picture") | {"queryStringParameters": {"fm": "webp%26w%3D9"}}
    for made in (rest("/images/citrus.jpg", {"fm": ["webp&w=9"]}), v2("/images/citrus.jpg", "fm=webp%26w%3D9"), alb):
        assert json.loads(invoke(made)["body"])["parameter"] == "fm"


@pytest.mark.parametrize("front", ["rest-picture", "http-api-picture", "function-url-picture", "alb-picture"])
def test_head_has_the_headers_and_no_body(invoke: Any, front: str) -> None:
    made = event(front)
    if "http" in made["requestContext"]:
        made["requestContext"]["http"]["method"] = "HEAD"
    else:
        made["httpMethod"] = "HEAD"
    answer = invoke(made)
    assert answer["statusCode"] == 200
    assert answer["body"] == ""
    assert headers(answer)["content-type"] == "image/webp"


@pytest.mark.case("J07")
@pytest.mark.parametrize("host", ["[::1]:80", "a:b", "a b", "", "é"])
def test_a_strange_host_hurts_nobody(invoke: Any, host: str) -> None:
    for name in ("rest-picture", "http-api-picture", "function-url-picture", "alb-picture", "alb-multi-value-picture"):
        made = event(name)
        for field, value in (("headers", host), ("multiValueHeaders", [host])):
            if made.get(field):
                made[field] = {k: v for k, v in made[field].items() if k.lower() != "host"} | {"Host": value}
        assert invoke(made)["statusCode"] == 200


@pytest.mark.case("J07")
def test_null_headers_and_no_address_hurt_nobody(invoke: Any) -> None:
    made = event("rest-picture") | {"headers": None, "multiValueHeaders": None}
    del made["requestContext"]["identity"]
    assert invoke(made)["statusCode"] == 200
    made = v2("/images/citrus.jpg", "w=4") | {"headers": {"accept": None, "x-forwarded-port": "x"}}
    del made["requestContext"]["http"]["sourceIp"]
    assert invoke(made)["statusCode"] == 200


@pytest.mark.case("G10")
def test_a_download_name_beyond_ascii_passes_mangum(invoke: Any) -> None:
    answer = invoke(v2("/images/citrus.jpg", "w=4&fm=jpg&dl=caf%C3%A9"))
    assert headers(answer)["content-disposition"] == "attachment; filename*=UTF-8''caf%C3%A9.jpg"


def test_a_body_that_is_no_base64_is_a_client_error(invoke: Any) -> None:
    answer = invoke(event("rest-upload") | {"body": "%%%"})
    assert answer["statusCode"] in {400, 415, 422}


def test_an_answer_too_big_for_the_front_is_refused_before_base64(invoke: Any) -> None:
    answer = invoke(event("rest-picture") | {"path": "/generate/pattern", "multiValueQueryStringParameters": NOISE})
    assert answer["statusCode"] == 413
    problem = json.loads(answer["body"])
    assert problem["limit"] == "answer"
    assert problem["actual"] > problem["max"]
