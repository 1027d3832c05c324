"""The package streams on the Python that Lambda has: what its exec wrapper starts, and with what."""

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.aws.events import v2
from tests.support.aws.lambda_package import Parts
from tests.support.aws.streaming_function import ROOT, SETTINGS, WRAPPER, Installed, running

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def test_the_wrapper_arrives_as_a_program(archive: Path) -> None:
    with zipfile.ZipFile(archive) as file:
        said = file.getinfo(str(WRAPPER.relative_to(ROOT)))
    assert said.external_attr >> 16 & 0o555 == 0o555


@pytest.mark.parametrize("start", ["on-demand", "snap-start"])
def test_the_package_streams_a_picture(store: "S3Client", parts: Parts, tmp_path: Path, start: str) -> None:
    del store
    installed = Installed(str(parts.python), parts.task, parts.client)
    settings = SETTINGS | {"AWS_LAMBDA_INITIALIZATION_TYPE": start, "PYTHONNOUSERSITE": "1"}
    with running(tmp_path, settings, installed) as function:
        answer = function.invoke(v2("/images/bee.jpg", "w=64&fm=webp"))
        assert (answer.streamed, answer.prelude["statusCode"]) == (True, 200), function.printed()
        assert answer.body[8:12] == b"WEBP"
        assert ("GET /restore/next" in function.service.calls) is (start == "snap-start")
        assert "failed around the snapshot" not in function.printed()
