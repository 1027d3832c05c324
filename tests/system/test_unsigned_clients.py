"""What the clients of imgix, Next.js and others ask for passes without a signature, as the template deploys it."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from handler import entry
from handler.app import create_app
from handler.aws.fronts import Raw
from handler.config.settings import Settings
from handler.core.width_list import FLUID_WIDTHS
from tests.support.aws import fronts
from tests.support.aws.deployments import default_environment
from tests.support.aws.events import Context
from tests.support.processes import asgi_servers

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


RECORDED = json.loads((Path(__file__).parent.parent / "clients" / "addresses.json").read_text())["said"]


@pytest.fixture(scope="module")
def function(store: "S3Client") -> Iterator[Any]:
    """The Lambda handler with the deployed default, before a store that holds a small photo.jpg."""
    file = io.BytesIO()
    Image.radial_gradient("L").resize((40, 30)).convert("RGB").save(file, "JPEG")
    store.put_object(Bucket="samples", Key="photo.jpg", Body=file.getvalue())
    settings = Settings.read({**default_environment(), "TINTYPE_SOURCE": "s3://samples"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entry.http, "app", Raw(create_app(settings)))
        yield lambda url: entry.lambda_handler(fronts.rest(asgi_servers.Request(url)), Context())
    store.delete_object(Bucket="samples", Key="photo.jpg")


@pytest.mark.parametrize("name", [name for name in RECORDED if "cropped" not in name])
def test_what_clients_ask_for_is_answered_by_a_function_as_it_is_deployed(function: Any, name: str) -> None:
    answers = {url: function(url)["statusCode"] for url in RECORDED[name]}
    assert set(answers.values()) == {200}, answers


def test_a_fluid_crop_passes_the_gate_and_is_a_picture_as_far_as_limits_go(function: Any) -> None:
    """A crop enlarges; so what is asked for of a small picture at 8192 pixels is for the limits to judge."""
    statuses = [function(url)["statusCode"] for url in RECORDED["imgix, fluid, cropped to a ratio"][::6]]
    assert statuses[:3] == [200] * 3
    assert set(statuses) <= {200, 413}


def test_the_record_holds_what_it_is_to_hold() -> None:
    assert len(RECORDED["imgix, fluid"]) == len(FLUID_WIDTHS) == 31
    assert [f"w={width}" in url for url, width in zip(RECORDED["imgix, fluid"], FLUID_WIDTHS, strict=True)] == [
        True
    ] * 31
    assert [url.rpartition("q=")[2] for url in RECORDED["imgix, a fixed width"]] == ["75", "50", "35", "23", "20"]
    assert "/images/photo.jpg?w=3840&q=75" in RECORDED["next, as wide as the window"]
