"""Request log: one JSON line for each request, which CloudWatch also reads as metrics (embedded metric format).

1. One line of ASCII, at most 2,048 bytes: nothing in a key or path can forge a line or steer a terminal.
2. Nothing secret: no query, no header, no visitor's address; at most 200 characters of a key.
3. Facts that are not known are left out.
4. A local server writes text instead: method, path and query, status, time, and the reason of an error. Rules 1 and 2
   hold, except that the query is shown without signatures.

All other log messages, of this project and of its server, go through `handler.runtime.log_redaction`.

Format: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import json
import os
import resource
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import perf_counter, time
from typing import Any

from handler.runtime import log_redaction

MAX_LINE_BYTES = 2048
"""Bytes of a line."""

MAX_TEXT = 200
"""Characters of a text in it."""

NAMESPACE = "Tintype"
"""CloudWatch namespace of the metrics."""

DISPENSABLE = ("error", "trace_id", "key")
"""Members that are dropped, in this order, while a line is too long."""

UNITS = {"duration": "Milliseconds"}
"""CloudWatch units of metrics; all others are counts."""

FAULTS = {"credential_faults": ("fault", "credentials"), "unkept": ("kept", False)}
"""Metrics that are written only when they are 1: name -> the fact and the value that make them so. CloudWatch charges
for each metric; these are kept by function alone, which is what an alarm watches."""

KILOBYTES = 1024 if sys.platform != "darwin" else 1024 * 1024
"""Units of getrusage's memory in a megabyte: it counts kilobytes on Linux and bytes on macOS."""


@dataclass
class RequestRecord:
    """Facts about one request, collected while it is answered. `facts` become members of its line."""

    request_id: str
    method: str
    cold: bool = False
    trace_id: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    start: float = field(default_factory=perf_counter)
    reason: str = ""
    """Why a request failed, for the text line alone: it may name a key, so the JSON line has it not."""

    def text(self, status: int, target: str) -> str:
        """Return the line of an answered request as text for people. target: path and query."""
        milliseconds = (perf_counter() - self.start) * 1000
        said = f"{_short(self.method)} {log_redaction.address(target)} {status} {milliseconds:.0f} ms"
        return f"{said}  {log_redaction.safe_text(self.reason)}" if self.reason else said

    def line(self, status: int, route: str) -> str:
        """Return the JSON line of an answered request."""
        milliseconds = (perf_counter() - self.start) * 1000
        metrics = {"duration": round(milliseconds, 1), "errors": int(status >= 500), "cold_starts": int(self.cold)}  # noqa: PLR2004
        faults = {name: 1 for name, (fact, value) in FAULTS.items() if self.facts.get(fact) == value}
        said = {
            **_metric_metadata(metrics, faults),
            "function": os.environ.get("AWS_LAMBDA_FUNCTION_NAME", "none"),
            "route": route,
            "method": _short(self.method),
            "status": status,
            **metrics,
            **faults,
            "request_id": self.request_id,
            "trace_id": self.trace_id or os.environ.get("_X_AMZN_TRACE_ID", ""),
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // KILOBYTES,
            **{name: _short(fact) for name, fact in self.facts.items()},
        }
        kept = {name: fact for name, fact in said.items() if fact not in ("", None)}
        return _shortened(kept)


def write_line(line: str) -> None:
    """Write a line to standard output, which Lambda sends to CloudWatch."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _metric_metadata(metrics: Mapping[str, float], faults: Mapping[str, float]) -> dict[str, Any]:
    declared = [_directive(metrics, "function", "route"), *([_directive(faults, "function")] if faults else [])]
    return {"_aws": {"Timestamp": int(time() * 1000), "CloudWatchMetrics": declared}}


def _directive(metrics: Mapping[str, float], *dimensions: str) -> dict[str, Any]:
    listed = [{"Name": name, "Unit": UNITS.get(name, "Count")} for name in metrics]
    return {"Namespace": NAMESPACE, "Dimensions": [dimensions], "Metrics": listed}


def _short(fact: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
    if isinstance(fact, str):
        return fact[:MAX_TEXT]
    if isinstance(fact, float):
        return round(fact, 1)
    return {name: _short(part) for name, part in fact.items()} if isinstance(fact, dict) else fact


def _shortened(said: dict[str, Any]) -> str:
    line = json.dumps(said, separators=(",", ":"))
    for name in DISPENSABLE:
        if len(line) > MAX_LINE_BYTES:
            said.pop(name, None)
            line = json.dumps(said, separators=(",", ":"))
    return line
