"""The suites that take minutes, or measure: each under its name, `make slow SUITE=chaos`; `make slow` lists them.

    python tools/slow_suites.py            what there is
    python tools/slow_suites.py NAME       run one, with the Python that runs this
    python tools/slow_suites.py --check NAME   run nothing, and refuse what could not be run

Options are variables: FAULT_SECONDS, EXAMPLES, CONTRACT_BIN, IIIF_BIN and DOCS_BIN (where the programs of the suites
contract, iiif and site are), TIMES (how often the validator of IIIF is run), and PARALLEL, how pytest shares out what
need not run alone.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
MISUSED = 2


class Suite(NamedTuple):
    """One suite. command: what Python runs; needs: programs of the machine without which it cannot."""

    what: str
    command: tuple[str, ...]
    needs: tuple[str, ...] = ()


def suites() -> dict[str, Suite]:
    """Return all suites, by name."""
    slow, parallel = ("-m", "pytest", "-s", "-m", "slow"), ("-m", "pytest", *os.environ.get("PARALLEL", "").split())
    contract = (os.environ.get("CONTRACT_BIN", ".venv-contract/bin"), os.environ.get("EXAMPLES", "200"))
    return {
        "alike": Suite(
            "ADDRESSES=10000 random addresses at every door, to uvicorn and to the handler behind three fronts",
            (*slow, "tests/system/test_doors_alike.py"),
        ),
        "bench-check": Suite(
            "all that make bench measures but growth; fails where a row is a tenth worse than in the last table",
            ("benchmarks/rivals/__main__.py", "--check"),
            ("npm", "taskset"),
        ),
        "browser": Suite(
            "the pages in a real Chromium, first visit and reload; SCREENSHOTS=folder keeps what it saw",
            ("-m", "pytest", "tests/system/test_browser.py"),
            ("chromedriver",),
        ),
        "cdk": Suite(
            "the CDK construct by the real cdk synth, and what it deploys beside the template",
            (*slow, "tests/system/test_cdk.py"),
            ("npm",),
        ),
        "chaos": Suite(
            "ten thousand events to processes that are killed, and a backfill of two thousand",
            (*slow, "tests/system/test_chaos.py", "tests/jobs/test_backfill.py"),
        ),
        "clients": Suite(
            "the npm package, its types, and what Next, Nuxt, unpic, Astro and Django render, asked of a server",
            (*slow, "tests/system/test_clients.py"),
            ("npm",),
        ),
        "cold": Suite(
            "the first picture of a new process, beside Node's, into docs/performance.md",
            ("benchmarks/cold_start.py",),
            ("npm",),
        ),
        "contract": Suite(
            "schemathesis and redbot, against uvicorn and the Lambda handler: half an hour; EXAMPLES=20 is quick",
            ("tests/system/contract/run.py", *contract),
        ),
        "dist": Suite(
            "all that is published, built twice in two places, and the wheel in a new environment; needs the network",
            (*slow, "tests/system/test_published.py"),
        ),
        "faults": Suite(
            "one answer of S3 in twenty spoilt at random, for FAULT_SECONDS=300: 99.9 % of requests succeed",
            (*slow, "tests/system/test_soak.py"),
        ),
        "forge": Suite(
            "a million forged signatures, of which none may be accepted", (*slow, "tests/core/test_signing.py")
        ),
        "hostile": Suite(
            "eight hundred hostile files to a server with 1 GB, alone and twenty at once",
            ("-m", "pytest", "-s", "-m", "slow or not slow", "tests/system/hostile"),
        ),
        "iiif": Suite(
            "IIIF's own validator, both editions in both readings, against uvicorn and the Lambda handler",
            ("tests/system/iiif/run.py", os.environ.get("IIIF_BIN", ".venv-iiif/bin"), os.environ.get("TIMES", "5")),
        ),
        "overload": Suite(
            "500 clients at once, then 100,000 requests, against one process", (*slow, "tests/system/test_overload.py")
        ),
        "playground": Suite(
            "axe-core judges every state of the playground in a real Chromium; SCREENSHOTS=folder keeps what it saw",
            (*slow, "tests/system/test_playground_axe.py"),
            ("npm", "chromedriver"),
        ),
        "pyramid": Suite(
            "the tiles of a picture of a hundred megapixels, made by an event and read one by one",
            (*slow, "tests/jobs/test_pyramids.py"),
        ),
        "regions": Suite("the template by cfn-lint, for every region of AWS", (*slow, "tests/system/test_regions.py")),
        "sam-local": Suite(
            "every event file through stock sam local, and its API beside a server of the same code",
            ("tests/system/lambda/sam_local.py", ".venv-sam/bin/sam", ".aws-sam/local/template.yaml"),
            ("docker",),
        ),
        "search": Suite(
            "the properties once more, with two thousand examples each, others every time",
            (*parallel, "-m", "hypothesis and not slow", "--hypothesis-profile", "search"),
        ),
        "site": Suite(
            "the manual as make docs-site builds it: words, links, other hosts, and its search in a real Chromium",
            (*slow, "tests/system/test_site.py"),
            ("chromedriver",),
        ),
        "slowest": Suite("the tests of the gate, and which thirty take longest", (*parallel, "--durations", "30")),
        "thumbor": Suite(
            "a thumbor beside this service: its matrix, crops, signatures and expected pictures",
            ("benchmarks/thumbor/__main__.py",),
        ),
        "task-pages": Suite(
            "which pictures of the task pages' HTML a real Chromium takes, in windows of three widths",
            (*slow, "tests/system/test_task_pages_browser.py"),
            ("chromedriver",),
        ),
        "timing": Suite(
            "how long things take and how much memory, measured: for a machine that is quiet",
            (*slow, "tests/system/timing", "tests/system/lambda"),
        ),
        "typed": Suite(
            "what README and pages of docs/ print, typed in a fresh clone, in order",
            ("tools/type_the_docs.py",),
        ),
        "viewers": Suite(
            "four viewers of IIIF zoom a picture in a real Chromium; SCREENSHOTS=folder keeps what it saw",
            (*slow, "tests/system/test_viewers.py"),
            ("npm", "chromedriver"),
        ),
    }


def main(arguments: list[str]) -> int:
    """Run the suite that is named, and return its status; list all where none is."""
    known = suites()
    if not arguments:
        print(*(f"make slow SUITE={name:11} {suite.what}" for name, suite in known.items()), sep="\n")
        return 0
    checking = arguments[0] == "--check"
    name = " ".join(arguments[checking:])
    if name not in known:
        print(f"there is no suite {name!r}; they are {', '.join(known)}", file=sys.stderr)
        return MISUSED
    if missing := [program for program in known[name].needs if not shutil.which(program)]:
        print(f"the suite {name} needs {' and '.join(missing)} on PATH", file=sys.stderr)
        return MISUSED
    if checking:
        return 0
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, *known[name].command], cwd=ROOT, env=environ, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
