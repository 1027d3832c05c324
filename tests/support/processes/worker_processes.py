"""A store, a queue and workers as separate processes, for tests that kill some of them."""

import io
import json
import multiprocessing
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from PIL import Image

SPAWN = multiprocessing.get_context("spawn")
PRESETS = {
    "thumb": "w=32&fm=webp",
    "square": "w=16&h=16&fit=crop&fm=png",
    "named": {"query": "w=8&fm=jpg", "to": "{preset}/{stem}.{ext}"},
}
BATCH = 10
Message = tuple[str, str]


class Counting:
    """WSGI around moto's S3: writes one at a time, since moto's conditions are not atomic and S3's are; counts PUTs."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.lock = threading.Lock()
        self.puts: Counter[str] = Counter()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        if environ["PATH_INFO"] == "/-/puts":
            start("200 OK", [("Content-Type", "application/json")])
            return [json.dumps(self.puts).encode()]
        if environ["REQUEST_METHOD"] not in {"PUT", "POST", "DELETE"}:
            return self.app(environ, start)
        name = f"{environ['PATH_INFO']} {environ.get('HTTP_X_AMZ_META_DIGEST', '')}"

        def told(status: str, *rest: Any) -> Any:
            if environ["REQUEST_METHOD"] == "PUT" and status.startswith("200"):
                self.puts[name] += 1
            return start(status, *rest)

        with self.lock:
            return list(self.app(environ, told))


def store(pipe: Connection) -> None:
    """Run the store, and tell its port."""
    import logging

    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, Counting(DomainDispatcherApplication(create_backend_app)), threaded=True)
    pipe.send(server.server_port)
    server.serve_forever()


def work(pipe: Connection, environ: dict[str, str]) -> None:
    """Handle batches until the pipe closes."""
    os.environ.update(environ)
    from handler.entry import lambda_handler

    pipe.send("ready")
    with suppress(EOFError):
        while True:
            pipe.send(lambda_handler(pipe.recv(), None))


@dataclass
class Queue:
    """What SQS does: hands out messages, ten at a time, again and again until they are done with."""

    waiting: list[Message] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    out: int = 0
    open: bool = True
    """Whether more messages may come."""
    delivered: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    killed: Counter[str] = field(default_factory=Counter)
    done: set[str] = field(default_factory=set)

    def take(self) -> list[Message] | None:
        """Return some messages, None when none will ever come."""
        with self.lock:
            taken, self.waiting = self.waiting[:BATCH], self.waiting[BATCH:]
            self.out += bool(taken)
            self.delivered.update(name for name, _ in taken)
            return taken if taken or self.out or self.open else None

    def take_possible(self) -> bool:
        """Return whether something is still to be done."""
        with self.lock:
            return bool(self.waiting or self.out)

    def settle(self, taken: list[Message], failures: list[str] | None) -> None:
        """Put back what failed, None for all of it."""
        again = [each for each in taken if failures is None or each[0] in failures]
        (self.killed if failures is None else self.failed).update(name for name, _ in again)
        with self.lock:
            self.waiting += again
            self.done |= {name for name, _ in taken} - {name for name, _ in again}
            self.out -= 1

    def send(self, name: str, body: str) -> None:
        """Add a message."""
        with self.lock:
            self.waiting.insert(random.randint(0, len(self.waiting)), (name, body))  # noqa: S311 - an order


class Workers:
    """Processes that drain a queue. kills: how many of them die at a random moment, to be replaced."""

    def __init__(self, environ: dict[str, str], queue: Queue, number: int, kills: int = 0) -> None:
        self.environ, self.queue, self.kills = environ, queue, kills
        self.lock = threading.Lock()
        self.deaths = 0
        self.threads = [threading.Thread(target=self._drain) for _ in range(number)]

    def run(self) -> None:
        """Start them all."""
        for thread in self.threads:
            thread.start()

    def join(self) -> None:
        """Wait until nothing is left."""
        for thread in self.threads:
            thread.join()

    def _drain(self) -> None:
        process, pipe = self._start()
        while (taken := self.queue.take()) is not None:
            if not taken:
                time.sleep(0.05)
                continue
            pipe.send(event(taken))
            if self._doomed():
                time.sleep(random.uniform(0, 0.25))  # noqa: S311 - a moment
                os.kill(process.pid or 0, signal.SIGKILL)
            try:
                answer = pipe.recv()
            except (EOFError, ConnectionError):
                self.deaths += 1
                self.queue.settle(taken, None)
                process.join()
                process, pipe = self._start()
            else:
                self.queue.settle(taken, [each["itemIdentifier"] for each in answer["batchItemFailures"]])
        pipe.close()
        process.join()

    def _doomed(self) -> bool:
        with self.lock:
            doomed = self.kills > 0 and random.random() < 0.2  # noqa: S311 - a moment
            self.kills -= doomed
            return doomed

    def _start(self) -> "tuple[SpawnProcess, Connection]":
        ours, theirs = SPAWN.Pipe()
        process = SPAWN.Process(target=work, args=(theirs, self.environ), daemon=True)
        process.start()
        theirs.close()
        assert ours.recv() == "ready"
        return process, ours


def event(taken: list[Message]) -> dict[str, Any]:
    return {"Records": [{"eventSource": "aws:sqs", "messageId": name, "body": body} for name, body in taken]}


def notice(key: str, name: str = "ObjectCreated:Put") -> str:
    """Return what S3 says of a key."""
    from urllib.parse import quote_plus

    s3 = {"bucket": {"name": "shop"}, "object": {"key": quote_plus(key, safe="/")}}
    return json.dumps({"Records": [{"eventSource": "aws:s3", "eventName": name, "s3": s3}]})


def picture(seed: int) -> bytes:
    """Return a small picture like no other."""
    file = io.BytesIO()
    colour = (seed * 37 % 256, seed * 101 % 256, seed // 256 % 256)
    image = Image.radial_gradient("L").resize((64, 48)).convert("RGB")
    image.paste(colour, (8, 8, 40, 40))
    image.putpixel((0, 0), (seed % 251, seed // 251 % 251, 7))
    image.save(file, "PNG")
    return file.getvalue()
