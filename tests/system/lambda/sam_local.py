"""Stock `sam local` with Docker: every event file through both functions, and the API beside a server of the same code.

`python tests/system/lambda/sam_local.py SAM TEMPLATE [ADDRESS]`, as `make slow SUITE=sam-local` calls it: the sam
command, the template that it built, and the address under which a container reaches this machine, where that is to be
another one than Docker's bridge. Nothing of an AWS account is asked for.
"""

import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from handler.commands.places import SAMPLES, sample_files
from tests.support.aws.events import EVENTS, PICTURES, PURGED, REFUSED, WORKED, picture, said
from tests.support.processes.asgi_servers import COMMANDS, Answer, Request, Server, finish, start, wait
from tests.support.processes.ports import free_port
from tools.sam_local import CREDENTIALS, LOOPBACK, RESULTS, Stand, place, stand, variables

PATIENCE = 180
"""Seconds that a command may take; the first one makes the image of the runtime."""

KEPT = ("content-type", "content-length", "etag", "cache-control", "location", "content-range", "accept-ranges", "vary")
"""Headers in which `sam local` and the server have to agree."""

JPEG, WEBP, PROBLEM = "image/jpeg", "image/webp", "application/problem+json"
SIZES = ("w=40", "w=64&h=64&fit=crop", "w=80&fm=png", "w=90&fm=webp", "w=48&fm=gif", "h=50&q=60", "w=70&blur=3&fm=avif")


def main(sam: str, template: str, address: str = "") -> int:
    """Run everything; the exit status is the number of what went wrong."""
    os.environ |= {**CREDENTIALS, "SAM_CLI_TELEMETRY": "0"}
    with stand(place(address)) as s3, tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "env.json").write_text(json.dumps(variables(s3.seen)))
        command, options = shlex.split(sam), ["--template", template, "--env-vars", f"{folder}/env.json"]
        wrong = list(_invoke_all([*command, "local", "invoke"], options, s3))
        wrong += _compare_all([*command, "local", "start-api", "--warm-containers", "LAZY", *options], s3)
    say("all is well" if not wrong else f"wrong: {', '.join(wrong)}")
    return len(wrong)


def _invoke_all(command: list[str], options: list[str], s3: Stand) -> Iterator[str]:
    """Invoke the function that each event file is for, and give the names of those that did not do their work."""
    for name in sorted(EVENTS):
        function = "Worker" if name in WORKED else "Images"
        before = _kept(s3)
        if WORKED.get(name) == [PURGED]:
            before = _leave([*command, function, *options], s3)
        answer = _invoke([*command, function, "--event", str(EVENTS[name]), *options])
        good = answer is not None and _is_right(name, answer, before, s3)
        say(f"sam local invoke {function} -e events/{name}.json: {'good' if good else f'WRONG: {answer}'}")
        if not good:
            yield name
        for key in _kept(s3):
            s3.client.delete_object(Bucket=RESULTS, Key=key)


def _is_right(name: str, answer: Any, before: set[str], s3: Stand) -> bool:
    """Return whether an answer, and what was written meanwhile, are what the event file is there for."""
    try:
        if name in PICTURES:
            return picture(answer).size == PICTURES[name]
        if name in REFUSED:
            return (answer["statusCode"], json.loads(answer["body"])["type"].partition("#")[2]) == REFUSED[name]
        if name not in WORKED:
            return answer["ok"] is False
        wanted = WORKED[name]
        told = answer if isinstance(wanted, dict) else [said(result) for result in answer["results"]]
    except (AssertionError, IndexError, KeyError, TypeError, ValueError):
        return False
    after = _kept(s3)
    worked = not after if wanted == [PURGED] else bool(after - before) or not wanted
    return told == wanted and worked


def _kept(s3: Stand) -> set[str]:
    return {found["Key"] for found in s3.client.list_objects_v2(Bucket=RESULTS).get("Contents", ())}


def _leave(command: list[str], s3: Stand) -> set[str]:
    """Have a preset made of a picture that then goes; what is kept of it."""
    key = str(PURGED["key"])
    s3.client.put_object(Bucket="samples", Key=key, Body=(SAMPLES / "citrus.jpg").read_bytes())
    record = {"eventSource": "aws:s3", "s3": {"bucket": {"name": "samples"}, "object": {"key": key}}}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump({"Records": [record]}, file)
        file.flush()
        _invoke([*command, "--event", file.name])
    s3.client.delete_object(Bucket="samples", Key=key)
    return _kept(s3)


def _invoke(command: list[str]) -> Any:
    """Return what a function answered, None where it did not."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    try:
        return json.loads(done.stdout.strip().splitlines()[-1])
    except (IndexError, ValueError):
        say(done.stderr[-2000:])
        return None


def requests() -> dict[str, Request]:
    """Return what the API is asked, by what is said of it: GETs of every sample, and of everything else a few."""
    keys = [path.name for path in sample_files()]
    asked = {f"/images/{key}?{size}": Request(f"/images/{key}?{size}") for key in keys for size in SIZES}
    more = [
        "/generate/gradient?size=64x64&fm=png",
        "/generate/qr?text=hello&fm=png",
        "/info/bee.jpg?w=100",
        "/images/bee.jpg?widht=300",
        "/images/missing.jpg?w=100",
        "/images/bee.jpg?w=0",
        "/images/bee.jpg",
        "/images/a%2Fb%20c.jpg?w=10",
        "/health",
        "/nothing",
    ]
    asked |= {target: Request(target) for target in more}
    asked["HEAD"] = Request("/images/bee.jpg?w=40", "HEAD")
    recipe = json.dumps({"source": {"key": "bee.jpg"}, "ops": [{"op": "resize", "w": 40}]}).encode()
    asked["POST"] = Request("/render", "POST", (("Content-Type", "application/json"),), recipe)
    asked["POST a picture"] = _upload((SAMPLES / "owl.png").read_bytes())
    asked["POST no picture"] = _upload(b"no picture")
    return asked


def _upload(picture: bytes) -> Request:
    """Return a form with a picture and a recipe."""
    named = b'--sam\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    recipe = b'{"ops": [{"op": "resize", "w": 40}]}'
    body = named % (b"recipe", b"", recipe) + named % (b"picture", b'; filename="a"', picture) + b"--sam--\r\n"
    return Request("/render", "POST", (("Content-Type", "multipart/form-data; boundary=sam"),), body)


def _compare_all(command: list[str], s3: Stand) -> list[str]:
    """Ask the API and a server the same; return the requests in whose answers they differ."""
    settings = {"TINTYPE_SOURCE": "s3://samples", "TINTYPE_UNSIGNED": "any"}
    endpoint = s3.client.meta.endpoint_url
    server = start(COMMANDS["uvicorn"], {**settings, "AWS_ENDPOINT_URL_S3": endpoint})
    wait(server)
    wrong = []
    try:
        with _api(command) as ask:
            for name, request in requests().items():
                wrong += _compare(name, request, server, ask)
    finally:
        finish(server)
    return wrong


def _compare(name: str, request: Request, server: Server, ask: Callable[[Request], Answer]) -> list[str]:
    """Ask both; where there is an ETag, once more with If-None-Match, for a 304 of both.

    sam decodes base64 only where Accept names the very type, which API Gateway itself does always. So the server is
    asked first which type that is.
    """
    kind = server.ask(request).headers.get("content-type", "*/*")
    request = request._replace(headers=(*request.headers, ("Accept", kind)))
    ours, theirs = server.ask(request), ask(request)
    wrong = [] if _alike(ours, theirs) else [name]
    if "etag" in ours.headers and request.method == "GET":
        again = request._replace(headers=(*request.headers, ("If-None-Match", ours.headers["etag"])))
        wrong += [] if (server.ask(again).status, ask(again).status) == (304, 304) else [f"{name}, once more"]
    say(f"sam local start-api {name}: {theirs.status} {'good' if not wrong else f'WRONG: {ours} {theirs}'[:600]}")
    return wrong


def _alike(ours: Answer, theirs: Answer) -> bool:
    if ours.status != theirs.status:
        return False
    if ours.headers.get("content-type", "").startswith(PROBLEM):
        one, other = json.loads(ours.body), json.loads(theirs.body)
        return {**one, "request": ""} == {**other, "request": ""}
    same = all(ours.headers.get(header) == theirs.headers.get(header) for header in KEPT)
    return same and ours.body == theirs.body


@contextmanager
def _api(command: list[str]) -> Iterator[Callable[[Request], Answer]]:
    """Start the API; gives what asks it."""
    port = free_port()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen([*command, "--host", LOOPBACK, "--port", str(port)], stdout=log, stderr=log)
        asked = Server(process, port, log)
        try:
            wait(asked)
            yield asked.ask
        finally:
            process.terminate()
            process.wait(PATIENCE)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
