"""The cold start's two steps: what they do to the collector, to FastAPI's imports, to memory and to the log."""

import subprocess
import sys
from pathlib import Path

import pytest

from handler.aws import cold_start
from handler.config.settings import Settings

ROOT = Path(__file__).parents[2]


def test_of_fastapi_nothing_is_imported_that_no_picture_needs() -> None:
    code = (
        "from handler.aws import cold_start, deferred_modules; cold_start.begin(); from handler import app\n"
        "print(all(deferred_modules.is_deferred(name) for name in cold_start.UNUSED))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={}, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"]


def test_a_fastapi_that_derives_from_a_stand_in_is_imported_whole() -> None:
    """As it derives from Starlette's application: with a stand-in for that it cannot be imported."""
    code = (
        "from handler.aws import cold_start, deferred_modules\n"
        "cold_start.UNUSED = (*cold_start.UNUSED, 'starlette.applications')\n"
        "cold_start.begin()\n"
        "import sys; print([name for name in cold_start.UNUSED if deferred_modules.is_deferred(name)])\n"
        "from handler import app; print(type(app.app).__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={}, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "FastAPI"]
    assert "FastAPI needs more than it did" in done.stderr


def test_the_schema_is_the_same_from_models_that_were_not_imported_at_once() -> None:
    built = "; import json; json.dump(openapi.schema(app.app), open('/dev/stderr', 'w'), sort_keys=True)"
    texts = []
    for first in ("", "from handler.aws import cold_start; cold_start.begin(); "):
        code = f"{first}from handler import app; from handler.web.openapi import schema as openapi{built}"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={}, capture_output=True, text=True, check=True
        )
        texts.append(done.stderr)
    assert texts[0] == texts[1]
    assert len(texts[0]) > 10_000


def test_without_the_web_nothing_of_it_is_imported_nor_its_hooks() -> None:
    code = (
        "import gc, os, sys; from handler.aws import cold_start; cold_start.begin(web=False)\n"
        "resting = not gc.isenabled()\n"
        "cold_start.finish(os.environ)\n"
        "print(resting, gc.isenabled(), 'fastapi' in sys.modules, 'handler.aws.snapstart' in sys.modules)"
    )
    environ = {"AWS_LAMBDA_FUNCTION_NAME": "worker"}  # of which nobody has said whom it answers
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "False", "False"]


def test_a_function_that_answers_requests_needs_a_decision() -> None:
    from handler.app import create_app

    with pytest.raises(ValueError, match="neither says which requests are to be answered"):
        cold_start.finish({"AWS_LAMBDA_FUNCTION_NAME": "images"}, create_app(Settings()))
