"""The embedded S3: it holds the pictures while it runs, and the environment leads there."""

import os
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from handler.commands.embedded import embedded
from handler.storage import s3_client
from tests.conftest import SAMPLES


def test_the_pictures_lie_in_it_while_it_runs(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    # All that moto keeps is the process's own, and other tests have a bucket of the usual name.
    monkeypatch.setattr("handler.commands.embedded.BUCKET", "embedded")
    for name in [name for name in environ if name.startswith("AWS_")]:
        del environ[name]
    s3_client.forget()
    try:
        with embedded([SAMPLES / "bee.jpg"]) as source:
            address = os.environ["AWS_ENDPOINT_URL_S3"]
            assert (source, address.partition(":8")[0].partition("://")[0]) == ("s3://embedded", "http")
            found = s3_client.s3().get_object(Bucket="embedded", Key="bee.jpg")["Body"].read()
            assert found == (SAMPLES / "bee.jpg").read_bytes()
        with pytest.raises(URLError):
            urlopen(address, timeout=60)
    finally:
        s3_client.forget()
