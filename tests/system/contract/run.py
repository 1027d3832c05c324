"""Hold the API to its own description, from outside: `make slow SUITE=contract`.

    PYTHONPATH=. python tests/system/contract/run.py .venv-contract/bin 200

The folder has schemathesis, redbot and openapi-spec-validator; the number is how many examples each operation gets.
"""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

HERE = Path(__file__).parent
FRONTS = {
    "uvicorn": ("-m", "handler", "serve", "--port"),
    "the Lambda handler": (str(HERE / "lambda_server.py"),),
}
NOTED = ("/images/dandelion.jpg?w=300", "/images/dandelion.jpg", "/images/bee.jpg?w=300&fm=webp", "/info/bee.jpg?w=300")
START_SECONDS = 60


@contextmanager
def served(command: tuple[str, ...]) -> Iterator[str]:
    """Run a front on a free port; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = subprocess.Popen([sys.executable, *command, str(port)], stdout=subprocess.DEVNULL)
    try:
        _await(f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=START_SECONDS)


def _await(address: str) -> None:
    ends = time.monotonic() + START_SECONDS
    while True:
        try:
            urlopen(address, timeout=5).close()
        except URLError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.2)
        else:
            return


def judged(tools: Path, address: str, examples: int) -> Iterator[tuple[str, int]]:
    """Run every judge on a front; what each looked at, and its exit status."""
    with TemporaryDirectory() as folder:
        schema = Path(folder) / "openapi.json"
        with urlopen(f"{address}/openapi.json") as answer:
            schema.write_bytes(answer.read())
        yield "the schema", subprocess.call([tools / "openapi-spec-validator", schema])
    options = ("--continue-on-failure", "-c", "all", "--max-examples", str(examples))
    yield "every operation", subprocess.call([tools / "schemathesis", "run", f"{address}/openapi.json", *options])
    for path in NOTED:
        print(f"redbot {path}", flush=True)
        yield path, subprocess.call([tools / "python", HERE / "notes.py", f"{address}{path}"])


def main(tools: Path, examples: int) -> int:
    """Return 1 where any judge had something to say."""
    results: dict[str, int] = {}
    for front, command in FRONTS.items():
        with served(command) as address:
            print(f"\n{front}", flush=True)
            results |= {f"{front}: {what}": status for what, status in judged(tools, address, examples)}
    for what, status in results.items():
        print(f"{'no finding' if status == 0 else 'FINDINGS  '}  {what}")
    return int(any(results.values()))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
