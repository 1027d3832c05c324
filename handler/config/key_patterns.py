"""Key patterns: which keys a pattern stands for; `*` is any part of a segment, `**` any number of segments."""

from fnmatch import fnmatchcase

ANY_SEGMENTS = "**"


def key_matches(pattern: str, key: str) -> bool:
    """Return whether a pattern stands for a key. Both are walked once, segment by segment.

    What is noted is how many of the key's segments the pattern so far can stand for.
    """
    segments, reached = key.split("/"), {0}
    for part in pattern.split("/"):
        if part == ANY_SEGMENTS:
            reached = set(range(min(reached), len(segments) + 1)) if reached else set()
        else:
            reached = {at + 1 for at in reached if at < len(segments) and fnmatchcase(segments[at], part)}
    return len(segments) in reached
