"""Runtime: resources that requests of one process share: cores, threads, time, memory, and the log."""
