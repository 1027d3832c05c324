"""Startup: what makes a cold start shorter, and has to happen before anything else is imported.

Lambda's door imports this first; a server, which starts once a day, does without. What each step saves is measured in
docs/performance.md.
"""

import gc


def _begin() -> None:
    # Nothing that is imported is garbage, and the collector would look through all of it dozens of times.
    gc.disable()
    from pydantic import BaseModel  # noqa: PLC0415 - not before the line above

    # FastAPI's forty models of an OpenAPI document are built where they are used, which is /openapi.json alone.
    BaseModel.model_config["defer_build"] = True
    import fastapi.openapi.models  # noqa: F401, PLC0415 - just here, for its effect

    del BaseModel.model_config["defer_build"]


def finish() -> None:
    """Let the collector work again, and never look at what has been imported."""
    gc.freeze()
    gc.enable()


_begin()
