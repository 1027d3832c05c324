"""Signed paths of thumbor's through every front of Lambda: theirs open their door and the root, and nothing else."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from handler import entry
from handler.app import create_app
from handler.aws.fronts import Raw
from handler.config.settings import Settings
from handler.core.signing import sign
from handler.dialects.thumbor.signature import path_signature
from tests.conftest import Client
from tests.support.aws.events import Context
from tests.support.aws.fronts import FRONTS, answered
from tests.support.processes.asgi_servers import Request
from tests.support.requests.signed_links import KEY

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

THEIRS = "short"
GUARDED = {"dialects": "native,thumbor", "root": "thumbor", "thumbor_key": THEIRS, "signing_keys": KEY, "unsigned": ""}


@pytest.fixture(scope="module")
def statuses(store: "S3Client") -> Iterator[Callable[[str], set[int]]]:
    """Return what asks a path through every front, of an application that wants signatures."""
    del store
    settings = Settings.model_validate({**GUARDED, "source": "s3://samples", "log": "off"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(entry.http, "app", Raw(create_app(settings)))
        yield lambda path: {
            answered(entry.lambda_handler(front(Request(path)), Context())).status for front in FRONTS.values()
        }


def test_a_signed_path_passes_through_every_front_and_a_changed_one_through_none(
    statuses: Callable[[str], set[int]],
) -> None:
    paths = {"60x40/bee.jpg": 200, "60x40/filters:blur(2):format(png)/bee.jpg": 200}
    lacking = ("60x40/caf%C3%A9%20%2Bb.jpg", "60x40/filters:blur(2)/a%2Fb%3Fc.jpg", "60x40/a+b&c.jpg")
    for path, found in {**paths, **dict.fromkeys(lacking, 404)}.items():
        mark = path_signature(path, THEIRS)
        assert statuses(f"/thumbor/{mark}/{path}") == {found}
        assert statuses(f"/{path_signature(path, THEIRS, sha256=True)}/{path}") == {found}
        assert statuses(f"/thumbor/{mark}/{path.replace('60', '61')}") == {403}
        assert statuses(f"/thumbor/{mark}/{mark}/{path}") == {403}
        assert statuses(f"/thumbor/{mark}/unsafe/{path}") == {403}
        assert statuses(f"/thumbor/unsafe/{path}") == {403}


def test_each_key_opens_its_own_doors_alone(client: Client) -> None:
    app = client(**GUARDED)
    path = "60x40/bee.jpg"
    assert app.get(f"/thumbor/{path_signature(path, THEIRS)}/{path}").status_code == 200
    assert app.get(f"/thumbor/{path_signature(path, KEY)}/{path}").status_code == 403
    assert app.get(sign("/images/bee.jpg?w=60", KEY)).status_code == 200
    assert app.get(f"/images/{path_signature('bee.jpg?w=60', THEIRS)}/bee.jpg?w=60").status_code == 403
    assert app.get(sign(f"/thumbor/unsafe/{path}", KEY)).status_code in {400, 403}


def test_without_a_key_a_signature_is_an_error_and_unsafe_what_the_rules_allow(client: Client) -> None:
    path = "300x225/bee.jpg"
    bare = client(**{**GUARDED, "thumbor_key": "", "unsigned": "widths"})
    answer = bare.get(f"/thumbor/{path_signature(path, THEIRS)}/{path}")
    assert (answer.status_code, "TINTYPE_THUMBOR_KEY" in answer.json()["detail"]) == (400, True)
    assert bare.get(f"/thumbor/unsafe/{path}").status_code == 200
    assert bare.get("/thumbor/unsafe/301x225/bee.jpg").status_code == 403
    assert client(**{**GUARDED, "unsigned": "thumbor"}).get("/thumbor/unsafe/301x225/bee.jpg").status_code == 200
