"""What `benchmarks.house` runs inside a checkout, in a process of its own: one part by name, printed as JSON.

It reaches the code only through what every version of it has: `handler.entry.lambda_handler`, the routes of
`handler.app.app`, `handler.codecs.encode`, and botocore. So one copy of this file measures any checkout.
"""

import hashlib
import inspect
import json
import sys
import threading
import time
from base64 import b64decode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType, SimpleNamespace
from typing import Any

PLACE = "/handler/"
"""In the path of every file of ours."""

ACCEPT = "image/avif,image/webp,image/*,*/*;q=0.8"


def ask(path: str, query: str) -> dict[str, Any]:
    """Send a GET through Lambda's door, as a Function URL does; return the answer."""
    http = {"method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7", "userAgent": "house"}
    context = {"http": http, "requestId": "house", "stage": "$default", "timeEpoch": 0, "domainName": "house"}
    event = {"version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query}
    headers = {"accept": ACCEPT, "host": "house"}
    return _handled({**event, "headers": headers, "requestContext": context, "isBase64Encoded": False})


def arrive(bucket: str, key: str) -> dict[str, Any]:
    """Tell of an object that was created, as S3 does; return the worker's answer."""
    s3 = {"bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"}, "object": {"key": key, "size": 1, "eTag": "0"}}
    record = {"eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "eventVersion": "2.1", "s3": s3}
    return _handled({"Records": [record]})


def _handled(event: dict[str, Any]) -> dict[str, Any]:
    from handler.entry import lambda_handler  # noqa: PLC0415 - of the checkout, when it is first needed

    milliseconds = 60_000
    context = SimpleNamespace(get_remaining_time_in_millis=lambda: milliseconds, aws_request_id="house")
    return lambda_handler(event, context)


def botocore_client() -> Any:  # noqa: ANN401 - its types hide what is used of it
    """Return the class of botocore's clients, imported only where S3 is watched: a cold start has none."""
    from botocore.client import BaseClient  # noqa: PLC0415 - as above

    return BaseClient


class Spines:
    """The calls that lie open when the encoder, and S3's GET, are reached for the first time."""

    def __init__(self) -> None:
        """Watch every call of this process and its threads from now on."""
        from handler import codecs  # noqa: PLC0415 - of the checkout
        from handler.app import app  # noqa: PLC0415 - of the checkout

        routes = [inspect.unwrap(route.endpoint) for route in app.routes if hasattr(route, "endpoint")]
        self.starts = {each.__code__ for each in routes if hasattr(each, "__code__")}
        self.encode: CodeType = codecs.encode.__code__
        self.call: CodeType = inspect.unwrap(botocore_client()._make_api_call).__code__  # noqa: SLF001 - every call goes through it
        self.found: dict[str, list[str]] = {}
        threading.setprofile(self._see)
        sys.setprofile(self._see)

    def _see(self, frame: FrameType, event: str, _: object) -> None:
        if event != "call":
            return
        if frame.f_code is self.encode:
            self.found.setdefault("encoder", self._spine(frame))
        elif frame.f_code is self.call and _of_source(frame.f_locals):
            self.found.setdefault("S3's GET", self._spine(frame))

    def _spine(self, last: FrameType) -> list[str]:
        """Return our frames from the route's function on, or all of this thread where there is none."""
        frames: list[FrameType] = []
        frame: FrameType | None = last
        while frame:
            if PLACE in frame.f_code.co_filename:
                frames.insert(0, frame)
            frame = frame.f_back
        begins = [at for at, each in enumerate(frames) if each.f_code in self.starts]
        return [f"{_module(each)}:{each.f_code.co_qualname}" for each in frames[begins[-1] if begins else 0 :]]

    def end(self) -> dict[str, list[str]]:
        """Watch no more; return the frames of each spine, the outermost first."""
        sys.setprofile(None)
        threading.setprofile(None)
        return self.found


def _of_source(call: Mapping[str, Any]) -> bool:
    """Return whether a call is the GET of a picture, and not of a result."""
    return (call["operation_name"], call["api_params"].get("Bucket")) == ("GetObject", "pictures")


def _module(frame: FrameType) -> str:
    return Path(frame.f_code.co_filename.rpartition(PLACE)[2]).with_suffix("").as_posix()


def spine_of_get() -> dict[str, list[str]]:
    """Return the spines of a GET."""
    spines = Spines()
    ask("/images/dandelion.jpg", "w=300&fm=webp")
    return spines.end()


def spine_of_event() -> dict[str, list[str]]:
    """Return the spines of an event."""
    spines = Spines()
    arrive("pictures", "dandelion.jpg")
    return spines.end()


@contextmanager
def counted(calls: Counter[str]) -> Iterator[None]:
    """Count the calls of S3 that are made inside, by kind."""
    client = botocore_client()
    whole = client._make_api_call  # noqa: SLF001 - as above

    def call(self: Any, operation_name: str, api_params: Any) -> Any:  # noqa: ANN401 - botocore has no types
        calls[operation_name] += 1
        return whole(self, operation_name, api_params)

    client._make_api_call = call  # noqa: SLF001 - as above
    try:
        yield
    finally:
        client._make_api_call = whole  # noqa: SLF001 - as above


def twice(work: Callable[[], object]) -> list[dict[str, int]]:
    """Return the S3 calls of some work, for the first time and again."""
    runs: list[dict[str, int]] = []
    for _ in range(2):
        calls: Counter[str] = Counter()
        with counted(calls):
            work()
        runs.append(dict(calls))
    return runs


def calls_of_get() -> list[dict[str, int]]:
    """Return the S3 calls of a GET."""
    return twice(lambda: ask("/images/dandelion.jpg", "w=300&fm=webp"))


def calls_of_event() -> list[dict[str, int]]:
    """Return the S3 calls of an event."""
    return twice(lambda: arrive("pictures", "dandelion.jpg"))


def start() -> dict[str, float]:
    """Return the CPU milliseconds of a cold start's import, and how many modules it brings."""
    begin = time.process_time()
    import handler.entry  # noqa: F401, PLC0415 - it is what is measured

    took = (time.process_time() - begin) * 1000
    ours = sum(name.partition(".")[0] == "handler" for name in sys.modules)
    return {"ms": took, "modules": len(sys.modules), "ours": ours}


def renditions() -> dict[str, list[str]]:
    """Return status, ETag and the bytes' hash of each rendition; paths and queries come as JSON from standard input."""
    found = {}
    for path, query in json.loads(sys.stdin.read()):
        answer = ask(path, query)
        body = b64decode(answer["body"]) if answer["isBase64Encoded"] else answer["body"].encode()
        facts = [str(answer["statusCode"]), answer["headers"].get("etag", ""), hashlib.sha256(body).hexdigest()]
        found[f"{path}?{query}"] = facts
    return found


PARTS: dict[str, Callable[[], object]] = {
    part.__name__: part for part in (spine_of_get, spine_of_event, calls_of_get, calls_of_event, start, renditions)
}

if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]]()))
