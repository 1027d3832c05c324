"""A fresh interpreter: what a short program prints there, on which nothing that was done before has any effect."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def printed(program: str, *arguments: str, **environ: str) -> str:
    """Return what a program prints; it must end well and print no word of error."""
    command = [sys.executable, "-c", program, *arguments]
    run = subprocess.run(command, cwd=ROOT, env=os.environ | environ, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout.strip()
