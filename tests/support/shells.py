"""Shells that complete: what bash, zsh and fish offer for a line, by the script that is printed for each."""

import shutil
import subprocess
from pathlib import Path

import pytest

BASH = r"""
source "$1"
COMP_LINE=$2 COMP_POINT=${#2} COMPREPLY=()
_tintype
printf '%s\n' "${COMPREPLY[@]}"
"""
ZSH = r"""
compdef() { }
_files() { print FILES }
_describe() { compadd -- ${${(P)2}%%:*} }
compadd() {
    while [[ $1 != -- ]]; do shift; done
    local each
    for each in "${@[2,-1]}"; do [[ $each == $PREFIX* ]] && print -r -- $each; done
}
source $1
words=(${=2}) CURRENT=$#words PREFIX=${words[-1]}
[[ $2 == *' ' ]] && { words+=(''); CURRENT=$#words; PREFIX='' }
PREFIX=${PREFIX#[\'\"]}
_tintype
"""
FISH = 'source "$argv[1]"; complete -C "$argv[2]"'


def offered(shell: str, script: Path, line: str) -> list[str]:
    """Return what a shell offers at the end of a line; without the help that fish shows beside it."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"there is no {shell} here")
    commands = {
        "bash": [program, "--norc", "-c", BASH, "bash", str(script), line],
        "zsh": [program, "-f", "-c", ZSH, "zsh", str(script), line],
        "fish": [program, "--no-config", "-c", FISH, str(script), line],
    }
    done = subprocess.run(commands[shell], capture_output=True, text=True, check=False, timeout=60)
    assert not done.stderr, done.stderr
    return [each.partition("\t")[0] for each in done.stdout.splitlines() if each]
