"""Start the handler as Lambda does, in a fresh process, answer the events on standard input, and report as JSON.

`python -S -P cold.py TASK` prints which modules of TASK were compiled from source, how many were loaded at all, what
the events were answered with, whether TASK could be written to, where the handler was compiled for, and the endpoints
of the services that are used in some regions.
"""

import importlib.machinery
import importlib.util
import json
import marshal
import os
import sys
from pathlib import Path
from typing import Any

SERVICES = ("s3", "sts", "secretsmanager", "ssm", "cloudfront")
"""Those of tools/build_package.py: whatever handler/ makes a client of inside Lambda."""

REGIONS = ("us-east-1", "eu-central-1", "ap-southeast-5", "us-gov-west-1", "cn-north-1")


class Context:
    """What of Lambda's context is used."""

    aws_request_id = "11111111-2222-3333-4444-555555555555"

    def get_remaining_time_in_millis(self) -> int:
        return 25_000


def main(task: str) -> None:
    compiled: list[str] = []
    compile_ = importlib.machinery.SourceFileLoader.source_to_code

    def noted(self, data, path, **options):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN003, ANN202
        compiled.append(str(path))
        return compile_(self, data, path, **options)

    importlib.machinery.SourceFileLoader.source_to_code = noted  # type: ignore[method-assign]
    sys.path.insert(0, task)
    from handler.entry import lambda_handler

    answers = [lambda_handler(event, Context()) for event in json.load(sys.stdin)]
    report = {
        "answers": answers,
        "compiled": [path for path in compiled if path.startswith(task)],
        "loaded": len(
            [True for module in sys.modules.values() if (module.__dict__.get("__file__") or "").startswith(task)]
        ),
        "writable": os.access(task, os.W_OK) or os.access(Path(task, "handler"), os.W_OK),
        "file": compiled_for(Path(task, "handler", "entry.py")),
        "endpoints": endpoints(),
    }
    print(json.dumps(report))  # noqa: T201 - its output is the point


def compiled_for(source: Path) -> str | None:
    """Return the path that is written in a module's .pyc, None where there is none."""
    cached = Path(importlib.util.cache_from_source(str(source)))
    return marshal.loads(cached.read_bytes()[16:]).co_filename if cached.exists() else None  # noqa: S302 - our own code


def endpoints() -> list[str]:
    """Return what botocore finds in the data that was kept."""
    import boto3

    client: Any = boto3.client
    return [client(name, region_name=region).meta.endpoint_url for region in REGIONS for name in SERVICES]


if __name__ == "__main__":
    main(sys.argv[1])
