#!/usr/bin/env bash
# Pin requirements/*.in anew, with hashes and without addresses. `lock_requirements.sh --upgrade` takes newer versions.
set -euo pipefail
cd "$(dirname "$0")/../requirements"

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
../.venv/bin/python -m venv "$tools"
"$tools/bin/pip" install -q uv
compile() { "$tools/bin/uv" pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 "$@"; }
compile base.in -o base.txt "$@"
compile scale.in -o scale.txt -c base.txt "$@"
compile dev.in -o dev.txt -c scale.txt "$@"
