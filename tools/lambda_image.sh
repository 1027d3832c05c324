#!/bin/sh
# Makes the image in which `sam local` runs a function, where no image registry can be reached.
#
#     sudo apt-get install --no-install-recommends docker.io iptables mmdebstrap
#     tools/lambda_image.sh                  # then: SAM_SKIP_PULL_IMAGE=1 make sam-local
#
# The image is Debian's smallest system, with what sam expects of AWS's own image at the same paths: CPython 3.13 in
# /var/lang, the runtime client and boto3 in /var/runtime, the emulator of Lambda's runtime interface as the entrypoint.
# Versions are those of requirements/dev.txt; the emulator is the one in sam's own package.
# Needs: a Docker engine (DOCKER_HOST), mmdebstrap, a Python 3.13 (PYTHON313, or what make python313 finds), make setup.
set -eu
cd "$(dirname "$0")/.."

case $(uname -m) in
    aarch64 | arm64) architecture=arm64 ;;
    *) architecture=x86_64 ;;
esac
tag="public.ecr.aws/lambda/python:3.13-$architecture"
python=$(python3 -c "from tools.build_package import find_python313 as find; print(find() or '')")
emulator=$(ls .venv-sam/lib/python*/site-packages/samcli/local/rapid/aws-lambda-rie-"$architecture" 2>/dev/null || true)
[ -n "$python" ] || { echo "no Python 3.13 is found; name one: PYTHON313=/path/to/python3.13" >&2; exit 1; }
[ -n "$emulator" ] || { echo "sam is not installed here; run make setup first" >&2; exit 1; }
home=$("$python" -c 'import sys; print(sys.base_prefix)')
[ "$home" != /usr ] || { echo "$python shares /usr with all else; name a Python 3.13 in a folder of its own" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root

echo "1 of 4: Debian's smallest system"
libraries=ca-certificates,libssl3,libffi8,libsqlite3-0,zlib1g,libbz2-1.0,liblzma5,libreadline8,libexpat1,libuuid1,libncursesw6,libcrypt1
mmdebstrap --quiet --variant=minbase --include="$libraries" "${SUITE:-$(. /etc/os-release && echo "$VERSION_CODENAME")}" "$root"

echo "2 of 4: Python 3.13"
mkdir -p "$root/var/lang" "$root/var/runtime" "$root/var/task" "$root/usr/local/bin"
cp -R "$home/." "$root/var/lang/"
find "$root/var/lang" -type d \( -name test -o -name __pycache__ \) -prune -exec rm -rf {} +
ln -sf python3.13 "$root/var/lang/bin/python3"

echo "3 of 4: the runtime client"
# By the hashes of dev.txt, whose markers name this Python; of its packages the ones that the runtime has.
"$python" - requirements/dev.txt >"$work/runtime.txt" <<'PYTHON'
import re
import sys
from pathlib import Path

wanted = "awslambdaric snapshot-restore-py simplejson boto3 botocore s3transfer jmespath python-dateutil six urllib3"
for block in re.split(r"\n(?=\S)", Path(sys.argv[1]).read_text()):
    if re.match(r"[\w.-]+", block) and re.match(r"[\w.-]+", block)[0].lower() in wanted.split():
        print(block)
PYTHON
"$python" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --require-hashes \
    --target "$root/var/runtime" -r "$work/runtime.txt"
cat >"$root/var/runtime/bootstrap" <<'BOOTSTRAP'
#!/bin/sh
# The function's own packages come before those of the runtime, as on Lambda.
export LD_LIBRARY_PATH="/var/lang/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export PYTHONPATH="${LAMBDA_TASK_ROOT:-/var/task}:/var/runtime${PYTHONPATH:+:$PYTHONPATH}"
exec /var/lang/bin/python3 -m awslambdaric "$_HANDLER"
BOOTSTRAP

echo "4 of 4: the image"
cp "$emulator" "$root/usr/local/bin/aws-lambda-rie"
cat >"$root/lambda-entrypoint.sh" <<'ENTRYPOINT'
#!/bin/sh
# Where nobody gives a runtime API there is none: then the emulator is it.
export _HANDLER="${1:-$_HANDLER}"
if [ -n "${AWS_LAMBDA_RUNTIME_API:-}" ]; then
    exec /var/runtime/bootstrap
fi
exec /usr/local/bin/aws-lambda-rie /var/runtime/bootstrap
ENTRYPOINT
chmod 755 "$root/var/runtime/bootstrap" "$root/lambda-entrypoint.sh" "$root/usr/local/bin/aws-lambda-rie"
tar -C "$root" -c . | docker import --change 'ENTRYPOINT ["/lambda-entrypoint.sh"]' --change 'WORKDIR /var/task' \
    --change 'ENV LAMBDA_TASK_ROOT=/var/task LAMBDA_RUNTIME_DIR=/var/runtime LANG=C.UTF-8 PATH=/var/lang/bin:/usr/local/bin:/usr/bin:/bin' \
    - "$tag" >/dev/null
# sam keeps what it made of an earlier image.
docker image rm --force "public.ecr.aws/lambda/python:3.13-rapid-$architecture" >/dev/null 2>&1 || true
echo "$tag is there; sam takes it with SAM_SKIP_PULL_IMAGE=1"
