#!/bin/sh
# What AWS_LAMBDA_EXEC_WRAPPER names: Lambda hands it the command that would start its own runtime, Python first. With
# TINTYPE_STREAMING=on it starts the runtime that streams instead (docs/streaming.md); else nothing is changed.
[ "$TINTYPE_STREAMING" = on ] || exec "$@"

# Where Python looks: the package first, then what Lambda has beside it, of which snapshot_restore_py is used.
export PYTHONPATH="${LAMBDA_TASK_ROOT:-/var/task}${PYTHONPATH:+:$PYTHONPATH}:${LAMBDA_RUNTIME_DIR:-/var/runtime}"
exec "$1" -m handler.aws.bootstrap
