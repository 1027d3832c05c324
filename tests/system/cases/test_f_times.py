"""Group F: times after which a link is good no more, keys that are replaced or cannot be had, functions without."""

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handler.core.signing import sign
from handler.web import facts, images
from tests.conftest import Client
from tests.support.requests.signed_links import GUARDED, KEY, OTHER, PICTURE, refused

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from starlette.testclient import TestClient

ROOT = Path(__file__).parents[3]


@pytest.fixture
def guarded(client: Client) -> "TestClient":
    """An application that answers nothing without a signature."""
    return client(**GUARDED)


def at(monkeypatch: pytest.MonkeyPatch, moment: float) -> None:
    for module in (images, facts):
        monkeypatch.setattr(module, "time", lambda: moment)


@pytest.mark.case("F06")
def test_an_expired_link_is_410_to_the_second_but_only_if_it_was_good(
    guarded: "TestClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    url = sign(PICTURE, KEY, expires=2_000_000_000)
    for moment, status in ((1_999_999_999, 200), (2_000_000_000, 410), (2_000_000_001, 410), (4e9, 410)):
        at(monkeypatch, moment)
        assert guarded.get(url).status_code == status
        assert guarded.get(url.replace("w=40", "w=41")).status_code == 403
        assert guarded.get(url.replace("expires=2", "expires=3")).status_code == 403
        assert guarded.get(url.replace("&expires=2000000000", "")).status_code == 403


@pytest.mark.case("F06")
@pytest.mark.parametrize(
    "text", ["soon", "-1", "1e10", "2000000000.5", "0x77", "%D9%A3", str(2**40 + 1), "9" * 400, ""]
)
def test_a_malformed_time_is_named_signed_or_not(guarded: "TestClient", client: Client, text: str) -> None:
    url = f"{PICTURE}&expires={text}"
    for answer in (guarded.get(sign(url, KEY)), client().get(url)):
        assert (answer.status_code, answer.json()["parameter"]) == (400, "expires")


@pytest.mark.case("F06")
def test_a_time_far_ahead_is_good(guarded: "TestClient") -> None:
    assert guarded.get(sign(PICTURE, KEY, expires=2**40)).status_code == 200
    assert guarded.get(sign(PICTURE, KEY, expires=0)).status_code == 410


@pytest.mark.case("F06")
def test_a_time_without_a_signature_ends_a_link_too(client: Client) -> None:
    assert client(unsigned=frozenset({"widths"})).get("/images/citrus.jpg?w=300&expires=1").status_code == 410
    assert client(unsigned=frozenset()).get("/images/citrus.jpg?w=300&expires=1").status_code == 403


@pytest.mark.case("F07")
@pytest.mark.parametrize(
    "path", [PICTURE, "/images/citrus.jpg", "/info/citrus.jpg?w=30", "/generate/card?title=a&w=60"]
)
@pytest.mark.parametrize("own", ["", "public, max-age=99999, immutable", "private, Max-Age=99999", "s-maxage=99999"])
def test_nothing_is_kept_longer_than_its_link_is_good(
    guarded: "TestClient", store: "S3Client", path: str, own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = (ROOT / "samples" / "citrus.jpg").read_bytes()
    store.put_object(Bucket="samples", Key="citrus.jpg", Body=body, **({"CacheControl": own} if own else {}))  # type: ignore[arg-type]
    at(monkeypatch, 2_000_000_000)
    until = 2_000_000_030
    first = guarded.get(sign(path, KEY, expires=until))
    again = guarded.get(sign(path, KEY, expires=until), headers={"if-none-match": first.headers["etag"]})
    store.put_object(Bucket="samples", Key="citrus.jpg", Body=body)
    assert (first.status_code, again.status_code) == (200, 304)
    for answer in (first, again):
        said = answer.headers["cache-control"].lower()
        assert {int(seconds) <= 30 for seconds in re.findall(r"[a-z]=([0-9]+)", said)} == {True}, said
        assert "max-age" in said.replace("s-maxage", "")
        assert "stale" not in said
        assert "immutable" not in said


@pytest.mark.case("F08")
def test_keys_are_replaced_one_by_one_and_no_link_fails_meanwhile(client: Client) -> None:
    old, new = sign(PICTURE, KEY), sign(PICTURE, OTHER)
    seen = []
    for keys in (KEY, f"{KEY},{OTHER}", f"{OTHER},{KEY}", OTHER):
        app = client(unsigned=frozenset(), signing_keys=keys)
        seen.append((app.get(old).status_code, app.get(new).status_code))
    assert seen == [(200, 403), (200, 200), (200, 200), (403, 200)]


@pytest.mark.case("F09")
@pytest.mark.parametrize("setting", ["secretsmanager:tintype", "ssm:/tintype"])
def test_while_keys_cannot_be_had_signed_links_wait_and_nothing_passes(
    client: Client, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for service in ("SECRETS_MANAGER", "SSM"):
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", "http://127.0.0.1:9")
    app = client(unsigned=frozenset({"widths"}), signing_keys=setting)
    for path in (sign(PICTURE, KEY), sign("/images/citrus.jpg?w=300", KEY), f"{PICTURE}&s=x"):
        answer = app.get(path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
        assert answer.headers["cache-control"] == "no-store"
        assert setting not in answer.text
    post = app.post(sign(f"/render?sha256={'0' * 64}", KEY), content=b"{}")
    feed = app.get(sign("/feeds/~clock?seconds=1", KEY))
    assert (post.status_code, feed.status_code) == (503, 503)
    assert app.get("/images/citrus.jpg?w=300").status_code == 200  # which needs none
    assert refused(app.get(PICTURE))


@pytest.mark.case("F09")
def test_no_picture_stands_in_for_keys_that_cannot_be_had(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fallback is rendered in the size asked for: whoever signs nothing rightly gets none of that either."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_SSM", "http://127.0.0.1:9")
    app = client(unsigned=frozenset(), signing_keys="ssm:/tintype", fallback="bee.jpg")
    for path in (PICTURE, "/images/citrus.jpg?fm=json"):
        answer = app.get(f"{path}&s={'A' * 22}")
        assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")


START = "import handler.entry; print('started')"


@pytest.mark.case("F10", "J09")
@pytest.mark.parametrize(
    ("said", "starts"),
    [
        ({}, False),
        ({"TINTYPE_SIGNING_KEYS": ""}, False),
        ({"TINTYPE_UNSIGNED": ""}, True),
        ({"TINTYPE_UNSIGNED": "widths"}, True),
        ({"TINTYPE_SIGNING_KEYS": KEY}, True),
        ({"TINTYPE_SIGNING_KEYS": "secretsmanager:keys"}, True),
    ],
)
def test_a_function_starts_only_when_somebody_has_decided(said: dict[str, str], starts: bool) -> None:
    environment = {"AWS_LAMBDA_FUNCTION_NAME": "Images", "PYTHONPATH": str(ROOT), **said}
    done = subprocess.run(
        [sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (done.returncode == 0) is starts, done.stderr
    if not starts:
        last = done.stderr.strip().splitlines()[-1]
        assert "TINTYPE_UNSIGNED" in last
        assert "TINTYPE_SIGNING_KEYS" in last
