"""Types what README.md and pages of docs/ print, in a fresh clone, in order: `make slow SUITE=typed`.

    python tools/type_the_docs.py [FOLDER]       FOLDER: where the clone goes, a temporary one without it

Each command is run as it is printed, but for names that stand for an owner's own (YOUR-BUCKET, my-pictures), against
moto in place of AWS. What cannot run without an account is listed with the reason. The log has a line for each command.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import urlopen

from tools.manual import shell
from tools.manual.markdown import blocks
from tools.sam_local import CREDENTIALS, Stand, place, stand

ROOT = Path(__file__).parent.parent
BEE = ROOT / "samples" / "bee.jpg"
PAGES = ("README.md", "docs/start.md", "docs/start-deploy.md", "docs/deploy.md", "docs/events.md")
PATIENCE = 600
"""Seconds that one command may take: the first ones install."""

NAMES = {"YOUR-BUCKET": "my-pictures", "THE-BUCKET": "my-pictures", "s3://bucket/prefix": "s3://my-pictures"}
"""What stands for an owner's own names, and what is typed in their place."""

NOT_HERE = {
    r"^make test": "the gate itself, which runs this page's tests",
    r"sam deploy|sam delete": "needs an AWS account; its arguments go through sam's parser in the gate",
    r"^git pull": "nothing to pull: the clone is fresh",
    r"YOUR-DISTRIBUTION": "only CloudFront can answer",
    r"^aws (wafv2|lambda|cloudformation|sqs|iam|apigateway|logs|acm|sts)": "needs AWS; the gate holds it to its words",
    r"^docker (build|run)": "needs an image registry; tests/system/test_container.py holds the Dockerfile",
    r"YOUR-API": "only API Gateway can answer",
    r"sam logs": "needs a stack",
    r"--queue https": "needs the stack's queue; tests/jobs/test_backfill.py runs it against moto's",
    r"^aws logs": "needs a stack; the gate holds it to AWS's description",
}
"""Commands that are not run, by how they look, and why."""

WANTED = {
    "widht=300": "did you mean width?",
    "aws s3 ls s3": "bee.jpg",
    "aws s3 ls": "my-pictures",
    "invoke Images": '"statusCode": 200',
    "invoke Worker": '"made": {"thumb":',
    "--dry-run": "to make",
    "check-config": "the settings are right",
    "tintype sign ": "&s=",
    "tintype purge ": " deleted",
    "x-request-id": "x-request-id: ",
    "docs/cost.py": "**together**",
}
"""What has to be said, by a part of the command."""

SERVING = re.compile(r"^make run|tintype serve|^make sam-local")
"""Commands that go on until Ctrl-C."""

TASKS = tuple(
    f"docs/{name}.md"
    for name in (
        *("responsive", "art-direction", "watermarks", "presets"),
        *("purge", "monitoring", "upgrading", "costs"),
    )
)
"""Pages that begin with a server that runs, as `make run` starts it."""

REFUSED = "widht=300"
"""The one request that a page shows for its error."""

ADDRESSES = re.compile(r"^\| `(/[^`]+)` \|", re.MULTILINE)


class Typed(NamedTuple):
    """A command and what came of it."""

    command: str
    outcome: str
    good: bool | None = True
    """None where it was not run."""

    def __str__(self) -> str:
        """Return two lines for the log."""
        mark = {True: "good", False: "WRONG", None: "-"}[self.good]
        return f"{mark:6}{self.command!r}\n      {self.outcome}"


def commands(page: str) -> Iterator[str]:
    """Give the commands that a page prints, continued lines joined and comments cut."""
    for block in blocks(page):
        if block.language == "sh" or re.match("tintype |aws ", block.text):
            yield from (command.text for command in shell.commands(block.text))


class Typist:
    """Somebody at a terminal in a clone, beside whom an S3 runs."""

    def __init__(self, clone: Path, s3: Stand) -> None:
        """Set the environment as the pages ask for."""
        self.clone, self.log = clone, clone.parent / "serving.log"
        self.serving: subprocess.Popen[bytes] | None = None
        path = f"{clone / '.venv' / 'bin'}:{os.environ['PATH']}"
        results = {"TINTYPE_RESULTS": "s3://results", "TINTYPE_PRESETS": '{"thumb": "w=32&fm=webp"}'}
        self.environ = os.environ | CREDENTIALS | {"PATH": path, "AWS_ENDPOINT_URL": s3.seen} | results
        self.environ["TINTYPE_SOURCE"] = "s3://my-pictures"

    def type(self, command: str) -> Typed:
        """Type a command; one that serves is left running until the next that does, or until `end`."""
        for pattern, why in NOT_HERE.items():
            if re.search(pattern, command):
                return Typed(command, f"not run: {why}", good=None)
        for name, own in NAMES.items():
            command = command.replace(name, own)
        command = command.replace("https://img.example.com", "http://127.0.0.1:8000")
        if SERVING.search(command):
            return self._serve(command)
        if command.startswith("export "):
            return self._export(command)
        if REFUSED not in command:
            command = re.sub("^curl ", "curl --fail ", command)
        done = subprocess.run(  # noqa: S602 - as a shell has it
            command, shell=True, cwd=self.clone, env=self.environ, capture_output=True, text=True, check=False,
            timeout=PATIENCE,
        )  # fmt: skip
        said = (done.stdout + done.stderr).strip().splitlines()
        wanted = next((text for pattern, text in WANTED.items() if pattern in command), "")
        good = done.returncode == 0 and wanted in done.stdout
        return Typed(command, f"{done.returncode}: {wanted or (said[-1][:120] if said else '')}", good)

    def _export(self, command: str) -> Typed:
        """Set variables for all that is typed after."""
        done = subprocess.run(  # noqa: S602 - as above
            f"{command} && env -0", shell=True, cwd=self.clone, env=self.environ, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        names = re.findall(r"\b([A-Z_]+)=", command)
        said = dict(pair.split("=", 1) for pair in done.stdout.split("\0") if pair)
        self.environ |= {name: said[name] for name in names if name in said}
        return Typed(command, f"{done.returncode}: {', '.join(names)}", done.returncode == 0)

    def _serve(self, command: str) -> Typed:
        self.end()
        environ = {**self.environ}
        if command == "make run":  # as a newcomer has it: nothing set
            environ = {name: value for name, value in environ.items() if not name.startswith(("TINTYPE_", "AWS_"))}
        log = self.log.open("wb")
        self.serving = subprocess.Popen(  # noqa: S602 - as above
            command, shell=True, cwd=self.clone, env=environ, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
        if "sam-local" in command:
            return Typed(command, "runs")
        up = self._answers("http://127.0.0.1:8000/health")
        return Typed(command, "answers" if up else "does not answer", up)

    def _answers(self, address: str) -> bool:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.serving is not None and self.serving.poll() is None:
            try:
                with urlopen(address, timeout=60):  # noqa: S310 - of this machine
                    return True
            except OSError:
                time.sleep(0.5)
        return False

    def open(self, path: str) -> Typed:
        """Open an address of the server that runs, twice."""
        try:
            sizes = {len(urlopen(f"http://127.0.0.1:8000{path}", timeout=60).read()) for _ in range(2)}
        except HTTPError as error:
            return Typed(f"open {path}", f"{error.code}", good=False)
        return Typed(f"open {path}", f"200, {sizes} bytes", len(sizes) == 1)

    def end(self) -> None:
        """Press Ctrl-C."""
        if self.serving is not None:
            os.killpg(self.serving.pid, signal.SIGINT)
            self.serving.wait(60)
            self.serving = None


def typed(clone: Path, s3: Stand) -> Iterator[Typed]:
    """Type all pages."""
    typist = Typist(clone, s3)
    try:
        for name in (*PAGES, *TASKS):
            page = (clone / name).read_text()
            s3.client.create_bucket(Bucket="my-pictures")  # which the page before may have removed
            for key in ("bee.jpg", "uploads/bee.jpg"):
                s3.client.put_object(Bucket="my-pictures", Key=key, Body=BEE.read_bytes())
            if name in TASKS:
                yield typist.type("make run")
            for command in commands(page):
                yield typist.type(command)
                if command == "make run":
                    yield from map(typist.open, ["/", *ADDRESSES.findall(page)])
        if shutil.which("docker"):
            yield typist.type("make sam-local")
            yield from map(typist.type, _printed(typist.log))
    finally:
        typist.end()


def _printed(log: Path) -> list[str]:
    """Return the commands that `make sam-local` prints, once all of them are there."""
    deadline = time.monotonic() + PATIENCE
    while "Ctrl-C" not in log.read_text() and time.monotonic() < deadline:
        time.sleep(1)
    lines = re.findall("^  (.*)$", log.read_text(), re.MULTILINE)
    return [line for line in lines if re.search("invoke (Images|Worker)", line)]


def main(folder: str = "") -> int:
    """Type everything; the exit status is the number of commands that failed."""
    where = place("" if shutil.which("docker") else "127.0.0.1")  # containers, where there are some, have to reach it
    with tempfile.TemporaryDirectory() as temporary, stand(where) as s3:
        clone = Path(folder or temporary) / "tintype"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)  # noqa: S607 - whichever git
        s3.client.create_bucket(Bucket="my-bucket")
        failed = 0
        for each in typed(clone, s3):
            failed += each.good is False
            print(each, flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
