"""Cold start: what a new process does before its imports, and what once they are done.

Lambda's door calls both; a server, which starts once a day, does without. What each step saves is measured in
docs/performance.md. So that `begin` comes before everything, this module imports what it needs where it needs it.
"""

import gc
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI


def begin() -> None:
    """Make what is imported from here on quicker to import."""
    # Nothing that is imported is garbage, and the collector would look through all of it dozens of times.
    gc.disable()
    from pydantic import BaseModel  # noqa: PLC0415 - not before the line above

    # FastAPI's forty models of an OpenAPI document are built where they are used, which is /openapi.json alone.
    BaseModel.model_config["defer_build"] = True
    import fastapi.openapi.models  # noqa: F401, PLC0415 - just here, for its effect

    del BaseModel.model_config["defer_build"]


def finish(environ: Mapping[str, str], app: "FastAPI") -> None:
    """Hold the process to its memory, hand the hooks of SnapStart over, and let the collector work again.

    ValueError in a Lambda function that nobody has said of whom it answers. What has been imported is never looked at
    by the collector.
    """
    from handler.aws import snapstart  # noqa: PLC0415 - not before `begin`
    from handler.config.settings import Settings  # noqa: PLC0415 - likewise
    from handler.runtime import memory  # noqa: PLC0415 - likewise

    memory.hold(environ)
    Settings.check_decision(environ)
    snapstart.register(app)
    gc.freeze()
    gc.enable()
