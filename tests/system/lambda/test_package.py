"""The package: what is in it, what is not, and that Lambda finds nothing left to do but to run it."""

import _imp
import json
import os
import re
import shutil
import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from botocore.session import Session

from tests.support.aws.events import event, picture, v2
from tests.support.aws.lambda_package import ROOT, Parts
from tools.build_package import ARCHIVE

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

MEGABYTE = 1_000_000
UNZIPPED = 80 * MEGABYTE
ZIPPED = 50 * MEGABYTE
"""What Lambda takes without a detour over S3."""

MACHINES = {"x86_64": 62, "arm64": 183}
"""The ELF numbers of the processors, https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html."""

GLIBC = 34
"""Lambda's python3.13 has glibc 2.34."""

PYC_MAGIC = (3571).to_bytes(2, "little") + b"\r\n"
UNCHECKED_HASH = (1).to_bytes(4, "little")
SOURCE_ALONE = {"test", "tests", "samples", "examples", "benchmarks"}


@pytest.fixture(scope="module", params=MACHINES)
def built(request: pytest.FixtureRequest) -> tuple[Path, str]:
    """The package for each processor, and the name of that."""
    return request.getfixturevalue("build")(request.param), request.param


@pytest.fixture
def folder(built: tuple[Path, str]) -> Path:
    return built[0]


def files(folder: Path) -> dict[str, Path]:
    return {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}


def pins() -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / "requirements" / "lambda.txt").read_text(), re.MULTILINE))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_it_is_under_80_megabytes(folder: Path) -> None:
    assert sum(path.stat().st_size for path in files(folder).values()) < UNZIPPED


def test_its_zip_can_be_uploaded_as_it_is(archive: Path) -> None:
    assert archive.stat().st_size < ZIPPED


def test_it_holds_the_runtime_requirements_and_no_others(folder: Path) -> None:
    found = dict(path.name.removesuffix(".dist-info").split("-") for path in folder.glob("*.dist-info"))
    assert {normal(name): version for name, version in found.items()} == pins()


def test_every_folder_at_the_top_is_of_a_requirement(folder: Path) -> None:
    owners = packages_distributions()
    for path in folder.iterdir():
        name = path.name.removesuffix(".py").removesuffix(".libs")
        if name in {"handler", ARCHIVE} or path.suffix == ".dist-info":
            continue
        assert {normal(owner) for owner in owners.get(name, [name])} & pins().keys(), path.name


def test_the_handler_is_there_whole_fonts_included(folder: Path) -> None:
    said = {name: path for name, path in files(ROOT / "handler").items() if "__pycache__" not in name}
    ours = {name: path for name, path in said.items() if name != "py.typed" and not name.startswith("client/js/")}
    theirs = {name: path for name, path in files(folder / "handler").items() if "__pycache__" not in name}
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name].read_bytes() != theirs[name].read_bytes()] == []
    assert len([name for name in theirs if name.endswith(".ttf")]) >= 8


def test_nothing_is_there_that_only_developers_read(folder: Path) -> None:
    assert [name for name in files(folder) if set(Path(name).parts) & SOURCE_ALONE] == []
    assert [name for name in files(folder) if name.endswith((".pyi", "py.typed", "/RECORD"))] == []
    assert not {"samples", "requirements", "bin", "share", "template.yaml"} & {path.name for path in folder.iterdir()}


def test_of_botocore_it_holds_what_the_handler_asks_for_and_no_more(folder: Path) -> None:
    asked = {
        name
        for path in (folder / "handler").rglob("*.py")
        for name in re.findall(r'client\("([a-z0-9]+)"', path.read_text())
    }
    data = folder / "botocore" / "data"
    kept = {path.name: len(list(path.iterdir())) for path in data.iterdir() if path.is_dir()}
    assert {"s3", "secretsmanager", "ssm", "cloudfront"} <= asked
    assert kept == dict.fromkeys(asked - {"sqs"} | {"sts"}, 1)  # the queue is filled from the command line alone


def test_every_licence_is_there(folder: Path) -> None:
    for path in folder.glob("*.dist-info"):
        texts = [name for name in files(path) if re.search(r"licen[cs]e|copying|notice", name, re.IGNORECASE)]
        assert texts, path.name


def test_its_table_of_endpoints_lists_the_services_that_it_holds_and_no_others(folder: Path) -> None:
    data = folder / "botocore" / "data"
    held = {path.name for path in data.iterdir() if path.is_dir()}
    for partition in json.loads((data / "endpoints.json").read_text())["partitions"]:
        assert {"s3", "sts"} <= partition["services"].keys() <= held


def test_it_knows_all_operations_of_s3_without_the_texts_of_aws_reference(folder: Path) -> None:
    data = folder / "botocore" / "data"
    assert list(data.glob("*/*/*.gz")) == []
    for path in data.glob("*/*/*.json"):
        assert not re.search(r'"documentation":"[^"]', path.read_text()), path
    described = json.loads(next(data.glob("s3/*/service-2.json")).read_text())
    assert described["operations"].keys() == set(Session().get_service_model("s3").operation_names)


def test_every_program_in_it_is_for_its_processor_and_glibc(built: tuple[Path, str]) -> None:
    folder, architecture = built
    programs = {name: path.read_bytes() for name, path in files(folder).items() if ".so" in name}
    assert len(programs) > 20
    for name, data in programs.items():
        assert data[:4] == b"\x7fELF", name
        assert int.from_bytes(data[18:20], "little") == MACHINES[architecture], name
        assert max(map(int, re.findall(rb"GLIBC_2\.(\d+)", data)), default=0) <= GLIBC, name
    others = [
        name for name, path in files(folder).items() if name not in programs and path.read_bytes()[:4] == b"\x7fELF"
    ]
    assert others == []


def test_everybody_may_read_it_whatever_the_umask_of_the_builder(folder: Path) -> None:
    assert [name for name, path in files(folder).items() if path.stat().st_mode & 0o444 != 0o444] == []
    assert [path for path in folder.rglob("*") if path.is_dir() and path.stat().st_mode & 0o555 != 0o555] == []


@pytest.mark.usefixtures("python313")
def test_every_module_is_compiled_and_never_looked_at_again(folder: Path) -> None:
    """What a hash that nobody checks belongs to is checked here: it would hide a change of the source for ever."""
    found = files(folder)
    sources = {name: path for name, path in found.items() if name.endswith(".py")}
    archive = found[ARCHIVE].read_bytes()
    size = int.from_bytes(archive[4:8], "little")
    index, code = json.loads(archive[8 : 8 + size]), archive[8 + size :]
    assert archive.startswith(PYC_MAGIC)
    assert len(index) == len(sources)
    for name, path in sources.items():
        module = name.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        is_package, start, _ = index[module]
        digest = _imp.source_hash(int.from_bytes(PYC_MAGIC, "little"), path.read_bytes())
        assert code[start - 16 : start] == PYC_MAGIC + UNCHECKED_HASH + digest, name
        assert is_package == (path.name == "__init__.py"), name


@pytest.mark.usefixtures("python313")
def test_what_lambda_imports_before_the_archive_is_compiled_beside_its_source(folder: Path) -> None:
    before = [path.relative_to(folder) for room in ("handler", "handler/aws") for path in (folder / room).glob("*.py")]
    expected = {f"{path.parent}/__pycache__/{path.stem}.cpython-313.pyc" for path in before}
    assert {name for name in files(folder) if "__pycache__" in name} == expected


def start(parts: Parts, task: Path, *events: dict[str, Any]) -> dict[str, Any]:
    """Start the handler in a new process that may write nothing, and return its report."""
    settings = {"TINTYPE_SOURCE": "s3://samples", "TINTYPE_UNSIGNED": "any", "TINTYPE_LOG": "off"}
    environment = {name: value for name, value in os.environ.items() if name.startswith("AWS_")} | settings
    command = [*parts.unprivileged, str(parts.python), "-S", "-P", str(parts.client.parent / "cold.py"), str(task)]
    shutil.copy(Path(__file__).with_name("cold.py"), parts.client.parent)
    done = subprocess.run(
        command, input=json.dumps(events), env=environment, capture_output=True, text=True, check=False, cwd=task
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["writable"] is False
    return report


ASKED = {
    "/images/dandelion.jpg": "w=300&fm=avif",
    "/images/lighthouse.gif": "w=90&fm=webp",
    "/images/balloons.png": "w=200&fm=gif&crop=entropy&fit=crop&h=100",
    "/images/bee.jpg": "w=200&fm=jpg&trim=auto&usm=30",
    "/generate/card": f"title={quote('السلام שלום')}&fm=png",
    "/generate/qr": "text=x&fm=webp",
}


@pytest.mark.usefixtures("store")
def test_nothing_is_compiled_at_a_cold_start_nor_by_the_first_requests(parts: Parts) -> None:
    events = [event("rest-picture"), *(v2(path, query) for path, query in ASKED.items())]
    report = start(parts, parts.task, *events)
    assert report["compiled"] == []
    assert report["loaded"] > 300
    assert [picture(answer).format for answer in report["answers"]] == [
        "WEBP",
        "AVIF",
        "WEBP",
        "GIF",
        "JPEG",
        "PNG",
        "WEBP",
    ]


@pytest.mark.usefixtures("store")
def test_without_what_make_build_compiled_every_module_would_be(parts: Parts, workshop: Path) -> None:
    bare = shutil.copytree(parts.task, workshop / "bare", ignore=shutil.ignore_patterns("__pycache__", ARCHIVE))
    report = start(parts, bare, event("rest-picture"))
    assert f"{bare}/handler/entry.py" in report["compiled"]
    assert len(report["compiled"]) > 300


def test_the_code_is_compiled_for_the_path_that_lambda_has(parts: Parts) -> None:
    """Any other path would be put right in every code object as it is imported."""
    assert start(parts, parts.task)["file"] == "/var/task/handler/entry.py"


def test_the_addresses_of_what_is_used_are_those_of_the_whole_botocore(
    parts: Parts, store: "S3Client", monkeypatch: pytest.MonkeyPatch
) -> None:
    del store
    import boto3

    monkeypatch.delenv("AWS_ENDPOINT_URL_S3")
    found = start(parts, parts.task)["endpoints"]
    assert "https://s3.cn-north-1.amazonaws.com.cn" in found
    regions = ("us-east-1", "eu-central-1", "ap-southeast-5", "us-gov-west-1", "cn-north-1")
    names = ("s3", "sts", "secretsmanager", "ssm", "cloudfront")
    client: Any = boto3.client
    assert found == [client(name, region_name=each).meta.endpoint_url for each in regions for name in names]
