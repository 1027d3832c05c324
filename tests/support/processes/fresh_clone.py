"""A fresh clone as a newcomer has it after `make run`: a copy of the tree with an environment that is ready."""

import os
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[3]
LEFT = shutil.ignore_patterns(".*", "__pycache__", "node_modules")
STAMPS = (".made", ".local", ".dev")


def clone(folder: Path) -> Path:
    """Copy what a clone has, with a `.venv` that make takes for installed: its programs are those of this one."""
    tree = folder / "tintype"
    shutil.copytree(ROOT, tree, ignore=LEFT)
    programs = tree / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").symlink_to(sys.executable)
    for name, place in tomllib.loads((tree / "pyproject.toml").read_text())["project"]["scripts"].items():
        module, _, function = place.partition(":")
        script = programs / name
        script.write_text(f"#!{sys.executable}\nimport sys\nfrom {module} import {function}\nsys.exit({function}())\n")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
    latest = max(path.stat().st_mtime for path in tree.rglob("*"))  # of all that was copied: nothing is to be installed
    for name in STAMPS:
        (tree / ".venv" / name).touch()
        os.utime(tree / ".venv" / name, (latest, latest))
    return tree


def environment(tree: Path, **more: str) -> dict[str, str]:
    """Return an environment in which the programs of a clone find its modules, as an installed project's do."""
    bare = {name: text for name, text in os.environ.items() if not name.startswith("TINTYPE_")}
    return bare | {"PYTHONPATH": f"{tree}{os.pathsep}{tree / 'tools' / 'editable'}", "PORT": "0"} | more


def typed(line: str, tree: Path, **more: str) -> "subprocess.Popen[str]":
    """Start a command line as it is typed into a shell in the clone; any free port is taken for 8000."""
    return subprocess.Popen(
        ["/bin/sh", "-c", f"exec {line}"],
        cwd=tree,
        env=environment(tree, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
