"""Dist: all that is published of the last commit, into dist/VERSION, the same bytes whoever builds it and when.

    python tools/dist.py [--unreleased]

1. What is built is the commit, exported to a folder of its own: no file that lies about goes in, none that is changed.
2. The wheel is built out of the sdist, so that what others build of it is the same.
3. Every time is that of the commit, every mode and order the same. The umask, the time zone and the folder do nothing.
4. pyproject.toml, handler/__init__.py and CHANGELOG.md tell one version. One that is not released yet goes into a
   folder that says so, and only if asked for.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from hashlib import sha256
from pathlib import Path
from time import gmtime

from tools.build_package import MACHINES, find_python313, wheel_options
from tools.sbom import Package, bill

ROOT = Path(__file__).parent.parent
BASE = "python:3.13-slim"
"""Of the container. A tag is given to other bytes every few weeks: a release names a digest, BASE=python@sha256:..."""

PLATFORMS = "linux/amd64,linux/arm64"
UNRELEASED = "unreleased"


def main() -> None:
    """Build everything, and print what there is with its hash; SystemExit says what hinders it."""
    parser = argparse.ArgumentParser(description="Build what is published of the last commit.")
    parser.add_argument("--unreleased", action="store_true", help="though CHANGELOG.md gives the version no date")
    chosen = parser.parse_args()
    python = find_python313()
    if not python:
        raise SystemExit("a Lambda package has compiled modules: name a Python 3.13 by PYTHON313")
    try:
        version, label = release_of(ROOT, unreleased=chosen.unreleased)
        seconds = _commit_time()
    except ValueError as error:
        raise SystemExit(str(error)) from error
    with tempfile.TemporaryDirectory() as place:
        tree, made = Path(place) / "tree", Path(place) / label
        made.mkdir()
        export(tree)
        environ = os.environ | {"SOURCE_DATE_EPOCH": str(seconds), "PYTHON313": python, "PYTHONHASHSEED": "0"}
        _python_packages(tree, made, environ)
        for architecture in MACHINES:
            _lambda_package(tree, made / f"tintype-{version}-lambda-{architecture}.zip", architecture, environ)
        _container(tree, made / f"tintype-{version}-container.tar", seconds)
        sums = "".join(f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(made.iterdir()))
        (made / "SHA256SUMS").write_text(sums)
        target = ROOT / "dist" / label
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)
    print(sums, end="")
    print(f"in {target.relative_to(ROOT)}, of {_git('rev-parse', 'HEAD')}, compiled by {_told(python, '--version')}")


def release_of(root: Path, *, unreleased: bool) -> tuple[str, str]:
    """Return the version and the name of its folder; ValueError where it is told in two ways, or not released."""
    declared = tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"]
    own = re.search(r'^__version__ = "(.+)"$', (root / "handler" / "__init__.py").read_text(), re.MULTILINE)
    changes = re.search(r"^## \[(.+)\] - (.+)$", (root / "CHANGELOG.md").read_text(), re.MULTILINE)
    told = {
        "pyproject.toml": declared,
        "handler/__init__.py": own and own[1],
        "CHANGELOG.md": changes and changes[1],
    }
    if len(set(told.values())) > 1 or not changes:
        raise ValueError(f"the version is told in two ways: {', '.join(f'{v} by {k}' for k, v in told.items())}")
    if changes[2] == UNRELEASED:
        if not unreleased:
            raise ValueError(f"CHANGELOG.md calls {declared} {UNRELEASED}: date it, or say UNRELEASED=yes")
        return declared, f"{declared}-{UNRELEASED}"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", changes[2]):
        raise ValueError(f"CHANGELOG.md dates {declared} {changes[2]!r}: write 2026-01-31, or {UNRELEASED}")
    return declared, declared


def _commit_time() -> int:
    """Return the seconds of the commit that is built; ValueError where files differ from it, or there is none."""
    try:
        changed = _git("status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError) as error:
        raise ValueError("what is published is made of a commit, and here is no git repository") from error
    if changed:
        raise ValueError(f"what is published is made of a commit: commit these, or put them back\n{changed}")
    return int(_git("log", "-1", "--format=%ct"))


def export(tree: Path) -> None:
    """Unpack the commit into a folder."""
    with tempfile.NamedTemporaryFile(suffix=".tar") as packed:
        _git("-c", "tar.umask=0022", "archive", f"--output={packed.name}", "HEAD")
        with tarfile.open(packed.name) as archive:
            archive.extractall(tree, filter="data")


def _python_packages(tree: Path, made: Path, environ: dict[str, str]) -> None:
    """Build the sdist, and out of it the wheel."""
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(made), "-t"]
    subprocess.run([*build, "sdist"], cwd=tree, env=environ, check=True, stdout=subprocess.DEVNULL)
    (sdist,) = made.glob("*.tar.gz")
    with tempfile.TemporaryDirectory() as place, tarfile.open(sdist) as archive:
        archive.extractall(place, filter="data")
        (unpacked,) = Path(place).iterdir()
        subprocess.run([*build, "wheel"], cwd=unpacked, env=environ, check=True, stdout=subprocess.DEVNULL)


def _lambda_package(tree: Path, archive: Path, architecture: str, environ: dict[str, str]) -> None:
    """Build and zip the package of a processor, and write its bill of materials."""
    pins = tree / "requirements" / "lambda.txt"
    seconds = int(environ["SOURCE_DATE_EPOCH"])
    with tempfile.TemporaryDirectory() as place:
        wheels, built = Path(place) / "wheels", Path(place) / "built"
        built.mkdir()
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        options = [*wheel_options(architecture), "--require-hashes", f"--dest={wheels}", "-r", str(pins)]
        subprocess.run([*pip, *options], check=True)
        found = environ | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
        script = [sys.executable, str(tree / "tools" / "build_package.py"), str(built), architecture]
        subprocess.run(script, env=found, check=True)
        zipped(built, archive, seconds)
        text = bill(Package(archive, built, wheels, archive.name.split("-")[1], seconds), pins.read_text())
    from cyclonedx.schema import SchemaVersion  # noqa: PLC0415 - in .venv-dist alone
    from cyclonedx.validation.json import JsonStrictValidator  # noqa: PLC0415 - the same

    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise SystemExit(f"the bill of materials of {archive.name} is no CycloneDX: {fault}")
    archive.with_suffix(".cdx.json").write_text(text)


def zipped(folder: Path, archive: Path, seconds: int) -> None:
    """Zip a folder's files, in the order of their names, each with this time and the modes that it has."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipping:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), gmtime(seconds)[:6])
            entry.create_system, entry.external_attr = 3, path.stat().st_mode << 16  # Unix, and its modes
            zipping.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)


def _container(tree: Path, archive: Path, seconds: int) -> None:
    """Build the container where an engine is; its layers have no times but this one."""
    docker = shutil.which("docker") or ""
    if not docker or subprocess.run([docker, "info"], capture_output=True, check=False).returncode:
        print("No container: docker info finds no engine", file=sys.stderr)
        return
    base = os.environ.get("BASE", BASE)
    if "@sha256:" not in base:
        print(f"{base} is other bytes in some weeks: a release names BASE=python@sha256:...", file=sys.stderr)
    arguments = [f"--build-arg=SOURCE_DATE_EPOCH={seconds}", f"--build-arg=BASE={base}", f"--platform={PLATFORMS}"]
    output = f"--output=type=oci,dest={archive},rewrite-timestamp=true"
    command = [docker, "buildx", "build", "--provenance=false", "--no-cache", *arguments, output, str(tree)]
    subprocess.run(command, check=True)


def _git(*arguments: str) -> str:
    return _told("git", "-C", str(ROOT), *arguments)


def _told(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main()
