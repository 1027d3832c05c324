"""The cold start's two steps: what they do to the collector, to FastAPI's models, to memory and to the log."""

import subprocess
import sys
from pathlib import Path

import pytest

from handler.aws import cold_start
from handler.config.settings import Settings

ROOT = Path(__file__).parents[2]


def test_of_the_models_of_openapi_only_those_are_built_that_fastapi_builds_itself() -> None:
    code = (
        "from handler.aws import cold_start; cold_start.begin()\n"
        "import fastapi.openapi.models as models, pydantic\n"
        "kinds = [kind for kind in vars(models).values() if getattr(kind, '__pydantic_complete__', False)]\n"
        "print(*sorted(kind.__name__ for kind in kinds), pydantic.BaseModel.model_config.get('defer_build'))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={}, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["Encoding", "OAuthFlows", "Operation", "Schema", "None"]


def test_the_schema_is_the_same_from_models_that_were_not_built_at_once() -> None:
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
