"""Runtime: what the process shares out: cores, threads, seconds, memory, and its log."""
