"""Commands: what `tintype` does on a command line, one file a command; what each needs is imported when it runs."""
