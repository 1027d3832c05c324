"""Storage: the one place that talks to S3: sources that are read, results that are kept."""
