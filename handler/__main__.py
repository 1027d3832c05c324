"""The command line: `python -m handler serve`, `sign`, `purge` and `backfill`."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from time import time
from urllib.request import urlopen

SAMPLES = Path(__file__).parent.parent / "samples"
PICTURES = {".jpg", ".png", ".gif", ".webp", ".avif"}
HOST = "127.0.0.1"
GRACE = 8
"""Seconds that answers under way have when the server is told to stop; a feed would take its whole time."""

INTERRUPTED = 130
"""What a shell expects of a command that Ctrl-C has ended."""

MOST_WORKERS = 64
EXAMPLES = (
    "/images/dandelion.jpg?w=640",
    "/images/bee.jpg?w=480&h=480&fit=crop&crop=entropy&fm=webp",
    "/images/lighthouse.gif?w=240&fm=webp",
    "/generate/card?title=Pictures+on+demand&subtitle=Made+by+a+URL",
    "/info/citrus.jpg?w=300",
)


def main(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m handler", description="A serverless image API.")
    commands = parser.add_subparsers(required=True, metavar="command")
    serve = commands.add_parser("serve", help="serve pictures on this machine, for this machine")
    serve.add_argument("--source", help="s3://bucket/prefix or file:///folder; without it, samples/ in an embedded S3")
    serve.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="or the variable PORT")
    serve.set_defaults(run=_serve)
    sign = commands.add_parser("sign", help="print URLs with signatures, by the first key of TINTYPE_SIGNING_KEYS")
    sign.add_argument("urls", nargs="+", metavar="URL", help="whole, or from the path on")
    sign.add_argument(
        "--expires", type=int, metavar="SECONDS", help="they are good so long from now; default: for ever"
    )
    sign.set_defaults(run=_sign)
    purge = commands.add_parser("purge", help="delete the kept results of stored pictures")
    purge.add_argument("keys", nargs="+", metavar="KEY", help="as in the picture's URL, decoded")
    purge.set_defaults(run=_purge)
    fill = commands.add_parser("backfill", help="make the presets of pictures that lay in the bucket before")
    fill.add_argument("address", metavar="s3://bucket/prefix", help="what is looked through")
    fill.add_argument("--preset", action="append", default=[], metavar="NAME", help="may be repeated; default: all")
    way = fill.add_mutually_exclusive_group()
    way.add_argument(
        "--queue", metavar="URL", default="", help="send a message for each to this SQS queue, for workers to do"
    )
    way.add_argument("--local", action="store_true", help="make them here, the default")
    way.add_argument("--dry-run", action="store_true", help="make nothing, tell how many there would be to make")
    fill.add_argument("--workers", type=_count, default=os.cpu_count() or 1, help="threads; default: one for each core")
    fill.add_argument("--failures", type=Path, metavar="FILE", help="where each failure goes as a line of JSON")
    fill.set_defaults(run=_backfill)
    chosen = parser.parse_args(arguments)
    status: int = chosen.run(chosen)
    return status


def _serve(chosen: argparse.Namespace) -> int:
    _say("Serving this machine alone, without signatures: TINTYPE_UNSIGNED=any")
    for name, value in {"UNSIGNED": "any", "ORIGINALS": "on", "DOCS": "on", "LOG": "off"}.items():
        os.environ.setdefault(f"TINTYPE_{name}", value)
    if chosen.source:
        os.environ["TINTYPE_SOURCE"] = chosen.source
        return _listen(chosen.port, ())
    with _embedded_s3(), suppress(KeyboardInterrupt):
        return _listen(chosen.port, EXAMPLES)
    return 0


def _sign(chosen: argparse.Namespace) -> int:
    from handler.errors import ImageError  # noqa: PLC0415 - as below
    from handler.keyring import Keyring  # noqa: PLC0415 - as below
    from handler.settings import Settings  # noqa: PLC0415 - needs the environment, and nothing else does
    from handler.signing import sign  # noqa: PLC0415 - brings what serving does not need

    expires = None if chosen.expires is None else int(time()) + chosen.expires
    try:
        settings = Settings.read(os.environ)
        keyring = Keyring(settings.signing_keys)
        if not keyring.there:
            raise ValueError("TINTYPE_SIGNING_KEYS is not set: there is nothing to sign with")  # noqa: TRY301
        key, *_ = keyring.keys()
        for url in chosen.urls:
            _say(sign(url, key, expires=expires, base=settings.public_url))
    except (ImageError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _purge(chosen: argparse.Namespace) -> int:
    from handler.results import Results  # noqa: PLC0415 - needs the environment, and nothing else does
    from handler.settings import Settings  # noqa: PLC0415 - as above

    settings = Settings.read(os.environ)
    if not settings.results:
        _say("TINTYPE_RESULTS is not set: nothing is kept, so nothing is to be purged")
        return 1
    results = Results(settings.results)
    for key in chosen.keys:
        _say(f"{key}: {results.purge(key)} deleted")
    return 0


def _backfill(chosen: argparse.Namespace) -> int:
    from handler import backfill  # noqa: PLC0415 - brings what serving does not need
    from handler.errors import ImageError  # noqa: PLC0415 - as above
    from handler.settings import Settings  # noqa: PLC0415 - needs the environment, and nothing else does
    from handler.tally import Tally  # noqa: PLC0415 - as above

    with chosen.failures.open("w", encoding="utf-8") if chosen.failures else nullcontext() as log:
        tally = Tally(log)
        try:
            settings = backfill.only(Settings.read(os.environ), chosen.preset)
            task, listing = backfill.prepared(settings, chosen.address, queue=chosen.queue, dry=chosen.dry_run)
            whole = backfill.backfill(task, listing, chosen.workers, tally)
        except (ImageError, ValueError) as error:
            _say(f"error: {error}")
            return 1
        finally:
            for line in tally.lines():
                _say(line)
    if not whole:
        _say("interrupted; the same command does what is left")
        return INTERRUPTED
    if not tally.counts:
        _say("nothing under this address is served (TINTYPE_SOURCE) and has a preset")
    return 1 if tally.counts["failed"] else 0


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_WORKERS:
        raise ValueError(text)
    return number


def _listen(port: int, examples: tuple[str, ...]) -> int:
    import uvicorn  # noqa: PLC0415 - a server is no part of the Lambda package

    from handler.app import app  # noqa: PLC0415 - reads the settings that were just made

    class Server(uvicorn.Server):
        async def startup(self, *arguments: object, **options: object) -> None:
            await super().startup(*arguments, **options)  # type: ignore[arg-type]
            for example in examples or ("/docs",):
                address = f"http://{HOST}:{port}{example}"
                await asyncio.to_thread(_try, address)
                _say(address)

    config = uvicorn.Config(
        app,
        host=HOST,
        port=port,
        log_level="warning",
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE,
    )
    server = Server(config)
    # uvicorn finishes what is under way, and then sends itself the signal again: it was no failure.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with suppress(KeyboardInterrupt):
        server.run()
    return 0 if server.started else 1


@contextmanager
def _embedded_s3() -> Iterator[None]:
    """Run moto's server on a free port of the loopback, holding the samples."""
    import logging  # noqa: PLC0415 - only to quiet the server

    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - no part of the Lambda package

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
            "TINTYPE_SOURCE": "s3://samples",
        }
        _fill()
        yield
    finally:
        server.stop()


def _fill() -> None:
    from handler.store import s3  # noqa: PLC0415 - after the environment says where S3 is

    s3().create_bucket(Bucket="samples")
    for path in sorted(SAMPLES.iterdir()):
        if path.suffix in PICTURES:
            s3().put_object(Bucket="samples", Key=path.name, Body=path.read_bytes())


def _try(address: str) -> None:
    """Ask for an example once before it is shown: what is printed answers, and the first look is a quick one."""
    with urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
        answer.read()


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
