"""Cold start: what a new Lambda process does before its imports, and what it does once they are done.

Both of Lambda's entries call `begin` and `finish`; a server, which starts once a day, does without. What each step
saves is measured in docs/performance.md. `begin` comes before every other import, so this module imports what it needs
inside its functions, but for two neighbours that need next to nothing.
"""

import gc
import logging
import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from handler.aws import code_archive, deferred_modules

if TYPE_CHECKING:
    from fastapi import FastAPI

log = logging.getLogger("tintype")

UNUSED = (
    "fastapi.openapi.models",  # forty models: /openapi.json alone is made of them
    *("fastapi.security.api_key", "fastapi.security.http", "fastapi.security.oauth2"),
    "fastapi.security.open_id_connect_url",
)
"""Of FastAPI's modules those that it imports, and the application does not use to answer for a picture."""

TELEMETRY = ("opentelemetry.trace", "opentelemetry.metrics", "opentelemetry._logs", "opentelemetry.propagate")
"""Of OpenTelemetry's modules those that FastAPI imports, and uses only where somebody observes it."""


def begin(*, web: bool = True) -> None:
    """Make the imports that follow quicker. web: whether FastAPI is among them."""
    # Nothing that is imported is garbage, and the collector would look through all of it dozens of times.
    gc.disable()
    code_archive.import_from_archive(__file__.removesuffix("/handler/aws/cold_start.py"))
    if web:
        _import_fastapi()


def finish(environ: Mapping[str, str], app: "FastAPI | None" = None) -> None:
    """Limit the process to the function's memory, keep secrets out of its log, and switch the collector on again.

    app: the application of a function that answers requests. It gets the hooks of SnapStart; ValueError where no
    setting says which requests a Lambda function answers. The collector never looks at what has been imported so far.
    """
    from handler.runtime import log_redaction, memory  # noqa: PLC0415 - not before `begin`

    memory.hold(environ)
    log_redaction.redact_logs()
    if app is not None:
        _open(environ, app)
    gc.freeze()
    gc.enable()


def _import_fastapi() -> None:
    """Import FastAPI, with stand-ins for what this application uses nothing of; whole where it does not take them."""
    from handler.runtime import telemetry  # noqa: PLC0415 - not before `begin`

    stand_ins = (*UNUSED, *TELEMETRY) if telemetry.is_off(os.environ, sys.modules) else UNUSED
    deferred_modules.defer(*stand_ins)
    try:
        import fastapi  # noqa: F401, PLC0415 - after the collector is off
    except Exception:  # what a stand-in cannot do, another FastAPI may ask of it
        log.warning("FastAPI needs more than it did: it is imported whole, which is slower", exc_info=True)
        for name in [name for name in sys.modules if name in stand_ins or name.partition(".")[0] == "fastapi"]:
            del sys.modules[name]


def _open(environ: Mapping[str, str], app: "FastAPI") -> None:
    from handler.aws import snapstart  # noqa: PLC0415 - it imports FastAPI, which the worker does without
    from handler.config.settings import Settings  # noqa: PLC0415 - not before `begin`

    Settings.check_decision(environ)
    snapstart.register(app)
