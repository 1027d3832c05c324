"""The cold start: what is imported, by name, before the door stands open, and by the first request of each kind.

What a test here names has been measured (docs/performance.md). A module that is not on its list costs every cold start
something: put it where it is used, or on the list with its reason.
"""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from handler.aws.cold_start import TELEMETRY
from tests.support.aws.events import v2

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ROOT = Path(__file__).parents[2]

PACKAGES = {
    "PIL",
    "annotated_doc",  # FastAPI's
    "annotated_types",  # pydantic's
    "anyio",
    "fastapi",
    "handler",
    "mangum",
    "opentelemetry",  # FastAPI's
    "pydantic",
    "pydantic_core",
    "python_multipart",  # Starlette's
    "snapshot_restore_py",  # Lambda's own, where it is there
    "starlette",
    "typing_extensions",
    "typing_inspection",
    "ujson",  # FastAPI takes it where it is installed, which it is not in the package
}
"""All that the door may bring from beyond the standard library."""

BOTOCORE = {"botocore", "certifi", "dateutil", "jmespath", "six", "urllib3"}
"""What S3 brings: boto3 itself is not among it."""

BESIDE = {"OpenSSL", "_cffi_backend", "_openssl", "brotli", "cryptography", "zstandard"}
"""What urllib3 takes where it is installed, which it is not in the package."""

CONTEXT = {
    *("opentelemetry.context", "opentelemetry.context.context", "opentelemetry.context.contextvars_context"),
    *("opentelemetry.environment_variables", "opentelemetry.propagators", "opentelemetry.propagators.textmap"),
}
"""Of OpenTelemetry what FastAPI uses when it is imported."""

FREETYPE = {"PIL.ImageDraw", "PIL.ImageFont", "PIL.ImageText", "PIL._imagingft"}
"""Drawing: 2 ms, which are not worth a detour wherever something is drawn."""

PILLOW = FREETYPE | {
    *("PIL", "PIL.Image", "PIL.ImageMode", "PIL.ImageFilter", "PIL.ImageColor", "PIL.ImagePalette", "PIL.ExifTags"),
    *("PIL.TiffTags", "PIL.features", "PIL.ImageChops", "PIL.ImageOps", "PIL.ImageMath", "PIL._imaging"),
    *("PIL._imagingmath", "PIL._binary", "PIL._deprecate", "PIL._util", "PIL._version", "PIL._typing"),
    *("PIL.GimpGradientFile", "PIL.GimpPaletteFile", "PIL.PaletteFile"),  # ImagePalette's
}
"""Of Pillow what is no codec."""

BINDINGS = {
    "handler.bindings",
    *(f"handler.bindings.{name}" for name in ("lending", "resampling", "vips_image", "vips_library")),
}
LATER = {"multiprocessing", "xml", "configparser", "unittest", "ctypes", "argparse", "difflib", "sqlite3", "statistics"}
"""Of the standard library what others have brought in before."""

PLUGINS = {
    "PIL.ImageFile",
    "PIL.JpegImagePlugin",
    "PIL.JpegPresets",
    "PIL.WebPImagePlugin",
    "PIL._webp",
}
WEBP = {
    "handler.codecs.formats",
    "handler.codecs.quality",
    "handler.codecs.formats.webp",
    "handler.codecs.scanners.buffer",
    "handler.codecs.scanners.webp",
    "handler.codecs.pixels.compositing",
}  # which tells what frames leave clear
CODECS = WEBP | {f"handler.codecs.{name}" for name in ("formats.jpeg", "formats._jpeg_tables", "scanners.jpeg")}
DIALECT = {"handler.dialects.native.stored"}
"""The module of the row that is asked: twenty lines over what the door has brought; of rows not asked there is none."""

FORMATS = {
    f"handler.codecs.{room}{name}"
    for room in ("formats.", "scanners.")
    for name in ("jpeg", "webp", "png", "gif", "avif", "tiff")
}

PROGRAM = """
import json, sys
names = set(sys.modules)
steps, said = [], []
def step(*answers):
    global names
    steps.append(sorted(set(sys.modules) - names))
    said.extend(answers)
    names = set(sys.modules)
from handler.entry import lambda_handler
import gc
step([gc.isenabled(), gc.get_freeze_count()])
class Context:
    aws_request_id = "1"
    def get_remaining_time_in_millis(self): return 25_000
for event in json.loads(sys.argv[1]):
    if isinstance(event, str):
        exec(event)
        step(None)
    else:
        step(lambda_handler(event, Context()))
json.dump([steps, said], sys.stdout)
"""


def started(
    *events: dict[str, Any] | str, environment: dict[str, str] | None = None
) -> tuple[list[set[str]], list[Any]]:
    """Return what the door and then each event, or line of Python, has imported in a fresh process, and the answers."""
    settings = {"TINTYPE_SOURCE": "s3://samples", "TINTYPE_UNSIGNED": "any", "TINTYPE_LOG": "off"}
    command = [sys.executable, "-c", PROGRAM, json.dumps(events)]
    environ = {**settings, **(environment or {})}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    steps, said = json.loads(done.stdout)
    return [set(step) for step in steps], said


@cache
def door() -> tuple[set[str], list[Any]]:
    steps, said = started()
    return steps[0], said[0]


def in_lambda(s3_address: str) -> dict[str, str]:
    """The environment of a function before a real S3."""
    return {
        "AWS_LAMBDA_FUNCTION_NAME": "images",
        "AWS_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_ENDPOINT_URL_S3": s3_address,
    }


def tops(names: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in names}


def ours(names: set[str], *prefixes: str) -> set[str]:
    return {name for name in names if name.startswith(prefixes)}


def test_the_door_brings_these_packages_and_no_others() -> None:
    found = {name for name in tops(door()[0]) - sys.stdlib_module_names if not name.startswith("_sysconfigdata")}
    assert found <= PACKAGES


def test_the_door_brings_no_codec() -> None:
    assert ours(door()[0], "PIL") <= PILLOW
    assert not door()[0] & FORMATS


def test_the_door_brings_none_of_these_of_the_standard_library() -> None:
    assert not tops(door()[0]) & LATER


def test_the_door_brings_neither_feeds_nor_the_description_of_the_api() -> None:
    assert ours(door()[0], "handler.web.feeds.", "handler.web.openapi.schema") == set()


def test_in_lambda_it_brings_of_opentelemetry_the_context_alone() -> None:
    (opened,), _ = started(environment={"AWS_LAMBDA_FUNCTION_NAME": "images"})
    assert ours(opened, "opentelemetry.") - set(TELEMETRY) == CONTEXT


def test_the_collector_rests_while_the_door_opens_and_works_afterwards() -> None:
    enabled, frozen = door()[1]
    assert enabled is True
    assert frozen > 50_000


def test_a_picture_that_is_made_asks_for_no_s3(s3_address: str) -> None:
    event = v2("/generate/gradient", "w=64&fm=webp")
    (_, first, second), answers = started(event, event, environment=in_lambda(s3_address))
    assert [answer["statusCode"] for answer in answers[1:]] == [200, 200]
    assert not tops(first) - sys.stdlib_module_names - {"PIL", "handler", "anyio"}
    assert not tops(first) & (LATER - {"ctypes"})  # by which libvips is called
    assert ours(first, "handler.codecs") == WEBP
    assert ours(first, "handler.bindings") == BINDINGS
    assert ours(first, "PIL") <= PLUGINS
    assert second == set()


def test_the_first_picture_from_s3_brings_botocore_without_boto3_and_two_codecs(
    store: "S3Client", s3_address: str
) -> None:
    del store
    event = v2("/images/bee.jpg", "w=300&fm=webp")
    (_, first, second), answers = started(event, event, environment=in_lambda(s3_address))
    assert [answer["statusCode"] for answer in answers[1:]] == [200, 200]
    assert tops(first) - sys.stdlib_module_names - BESIDE <= BOTOCORE | {"PIL", "handler", "anyio"}
    assert "botocore" in first
    assert ours(first, "handler") == CODECS | DIALECT | BINDINGS | {"handler.storage.aws_session"}
    assert ours(first, "PIL") <= PLUGINS
    assert second == set()


def test_kept_results_need_no_boto3_either(store: "S3Client", s3_address: str) -> None:
    store.create_bucket(Bucket="kept-cold")
    event = v2("/images/bee.jpg", "w=300&fm=webp")
    environment = {**in_lambda(s3_address), "TINTYPE_RESULTS": "s3://kept-cold"}
    (_, first, second), answers = started(event, event, environment=environment)
    assert [answer["statusCode"] for answer in answers[1:]] == [200, 200]
    assert store.list_objects_v2(Bucket="kept-cold")["KeyCount"] == 1
    assert not tops(first | second) & {"boto3", "s3transfer", "numpy"}


def test_after_the_snapshot_a_first_picture_imports_nothing(store: "S3Client", s3_address: str) -> None:
    del store
    hooks = (
        "from handler.aws import snapstart; from handler.app import app; snapstart.before(app); snapstart.after(app)"
    )
    environment = in_lambda(s3_address) | {"AWS_LAMBDA_INITIALIZATION_TYPE": "snap-start"}
    events = [v2("/images/bee.jpg", f"w=300&fm={name}") for name in ("webp", "avif", "jpg", "png", "gif")]
    (_, before, *pictures), answers = started(hooks, *events, environment=environment)
    assert [answer["statusCode"] for answer in answers[2:]] == [200] * 5
    assert {"botocore", "PIL._avif", *CODECS, *BINDINGS} <= before
    assert pictures == [set()] * 5


@pytest.mark.skipif(sys.platform != "linux", reason="Lambda's runtime client is a Linux program")
def test_lambdas_runtime_client_finds_both_hooks() -> None:
    code = (
        "import handler.entry, snapshot_restore_py as hooks\n"
        "print([f[0].__qualname__ for f in (*hooks.get_before_snapshot(), *hooks.get_after_restore())])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={}, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['before', 'after']"
