"""docs/purge.md: who sees a picture that changed, what its commands print, and which tag a key has."""

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from handler.config.settings import Settings
from handler.jobs.renditions import Renditions
from handler.rendering.identity import folder_of
from tests.conftest import SAMPLES, Client
from tests.support.requests.pages import page_of

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

PAGE = page_of("purge")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
BEE, OWL = ((SAMPLES / name).read_bytes() for name in ("bee.jpg", "owl.png"))


def test_the_next_request_sees_a_new_picture_also_where_it_lies_over_another(client: Client, store: "S3Client") -> None:
    store.create_bucket(Bucket="changing")
    for key in ("a.jpg", "b.jpg", "mark.png"):
        store.put_object(Bucket="changing", Key=key, Body=BEE)
    app = client(source="s3://changing", results="s3://changing/kept")
    addresses = ("/images/a.jpg?w=64", "/images/a.jpg?w=64&v=2", "/images/b.jpg?w=64&mark=a.jpg&mark-w=20")
    before = [app.get(address) for address in addresses]
    assert before[0].headers["etag"] == before[1].headers["etag"]  # an edition is no part of what is made
    assert before[1].headers["cache-control"] == "public, max-age=31536000, immutable"
    assert before[1].headers["cache-control"] in PAGE
    store.put_object(Bucket="changing", Key="a.jpg", Body=OWL)
    for address, old in zip(addresses, before, strict=True):
        new = app.get(address, headers={"if-none-match": old.headers["etag"]})
        assert (new.status_code, new.content != old.content) == (200, True)
    tags = app.get(addresses[2]).headers["cache-tag"]
    assert tags.split(",") == [f"k-{folder_of(key)}" for key in ("b.jpg", "a.jpg")]
    store.delete_object(Bucket="changing", Key="a.jpg")
    assert [app.get(address).status_code for address in addresses] == [404, 404, 404]


def test_the_snippets_print_what_the_page_says() -> None:
    said = [
        subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, check=True).stdout.strip()
        for block in BLOCKS
    ]
    assert said == ["https://img.example.com/images/bee.jpg?w=640&v=1764201600", f"k-{folder_of('bee.jpg')}"]
    assert f"# {said[1]}" in BLOCKS[1]
    assert f"'/results/{folder_of('bee.jpg')}/*'" in PAGE


def test_all_that_was_made_of_a_key_is_counted(store: "S3Client") -> None:
    """Eleven renditions and the manifest, as the page shows: of five presets three leave the format open."""
    store.create_bucket(Bucket="gone")
    queries = {"a": "w=8", "b": "w=9", "c": "w=10", "d": "w=11&fm=webp", "e": {"query": "w=12&fm=webp", "to": "{key}"}}
    presets = json.dumps(queries)
    Renditions(Settings(source="s3://samples", results="s3://gone", presets=presets, unsigned=frozenset())).renew(
        "bee.jpg"
    )
    environ = {**os.environ, "TINTYPE_RESULTS": "s3://gone"}
    command = [sys.executable, "-m", "handler", "purge", "bee.jpg"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environ)
    assert done.stdout == "bee.jpg: 12 deleted\n"
    assert f"```\n{done.stdout}YOUR-DISTRIBUTION-ID: /images/bee.jpg* invalidated\n" in PAGE
