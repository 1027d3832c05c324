"""Embedded: an S3 inside this process, moto's, on a free port of the loopback, with the samples in it."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from moto.server import ThreadedMotoServer

from handler.storage.bucket import Bucket, ObjectHeaders

HOST = "127.0.0.1"
BUCKET = "samples"


@contextmanager
def embedded(pictures: list[Path]) -> Iterator[str]:
    """Run an S3 that holds these pictures, and give its source; the environment is set so that boto3 asks it."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address=HOST, port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        os.environ |= {
            "AWS_ENDPOINT_URL_S3": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "embedded",
            "AWS_SECRET_ACCESS_KEY": "embedded",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
        bucket = Bucket(BUCKET)
        bucket.create()
        for path in pictures:
            bucket.put_if(path.name, path.read_bytes(), ObjectHeaders())
        yield f"s3://{BUCKET}"
    finally:
        server.stop()
