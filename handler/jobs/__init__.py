"""Jobs: renditions made ahead of requests: events, the worker, and the backfill of a bucket."""
