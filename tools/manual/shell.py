"""The commands of a block of shell: continued lines joined, comments cut, quotes over several lines kept together."""

import re
import shlex
from collections.abc import Iterator
from typing import NamedTuple

SETTING = re.compile(r"[A-Z][A-Z0-9_]*=")


class Command(NamedTuple):
    """A command as it is printed, and the comment behind it."""

    text: str
    comment: str = ""

    @property
    def parts(self) -> list[list[str]]:
        """Return the words of each part of `one && two | three > file`; what is redirected is left out."""
        found: list[list[str]] = [[]]
        for word in shlex.split(re.sub(r"(?<=\s)(&&|\|)(?=\s)", r" '\1' ", self.text)):
            if word in {"&&", "|"}:
                found.append([])
            else:
                found[-1].append(word)
        return [_without_redirection(words) for words in found if words]


def _without_redirection(words: list[str]) -> list[str]:
    cut = next((place for place, word in enumerate(words) if re.fullmatch(r"[0-9&]?>>?|<", word)), len(words))
    return words[:cut]


def settings(words: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return what stands before a program as NAME=value, and the program with its arguments; `export` is nothing."""
    words = words[1:] if words[:1] == ["export"] else words
    count = next((place for place, word in enumerate(words) if not SETTING.match(word)), len(words))
    return dict(word.split("=", 1) for word in words[:count]), words[count:]


def commands(block: str) -> Iterator[Command]:
    """Give the commands of a block."""
    waiting = ""
    for line in re.sub(r"\\\n\s*", "", block).splitlines():
        text, comment = (line, "") if waiting else _comment(line)
        waiting = f"{waiting}\n{text}" if waiting else text
        if waiting and waiting.count("'") % 2 == 0:
            yield Command(waiting, comment)
            waiting = ""


def _comment(line: str) -> tuple[str, str]:
    found = re.search(r"(?:^|\s+)#\s*(.*)$", line)
    return (line[: found.start()].strip(), found[1]) if found else (line.strip(), "")
