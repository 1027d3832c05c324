"""Telemetry: whether OpenTelemetry observes this process. FastAPI tells it of every request, unless it is switched off.

Whoever observes a Lambda function, a layer or a wrapper, sets OpenTelemetry up before the handler is loaded, or says in
a variable that it is to be. The handler itself never does.
"""

from collections.abc import Container, Mapping

SDK = "opentelemetry.sdk"


def is_off(environ: Mapping[str, str], modules: Container[str]) -> bool:
    """Return whether a Lambda function is observed by nobody. modules: the names of those that are imported."""
    observed = SDK in modules or any("OTEL" in name for name in environ)
    return "AWS_LAMBDA_FUNCTION_NAME" in environ and not observed
