#!/usr/bin/env bash
# Make or refresh .venv: `bootstrap.sh base` for running Central, `bootstrap.sh dev` for changing it.
# Does nothing when the pinned requirements have not changed since the last time.
set -euo pipefail
cd "$(dirname "$0")/.."

kind=${1:-base}
case $kind in base | dev) ;; *) echo "usage: bootstrap.sh base|dev" >&2; exit 2 ;; esac
here=$(pwd -P)

say() { echo "central: $*" >&2; }
is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
apt_install() {
    say "installing $* with apt-get"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

find_python() {
    local name
    for name in ${PYTHON:-} python3.11 python3.12 python3.13 python3.14 python3 python; do
        if is_new_enough "$name"; then command -v "$name"; return 0; fi
    done
    return 1
}

make_environment() {
    local python
    if ! python=$(find_python); then
        if may_install; then apt_install python3 python3-venv || true; fi
        python=$(find_python) || {
            say "Python 3.11 or newer is needed and was not found; install it, or name it: make demo PYTHON=/path/to/python3"
            exit 1
        }
    fi
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        if may_install; then apt_install python3-venv; fi
        "$python" -c 'import ensurepip, venv' 2>/dev/null || {
            say "$python lacks its 'venv' module; on Debian and Ubuntu install the package python3-venv"
            exit 1
        }
    fi
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
    echo "$here" > .venv/.central-place
}

# A folder that was moved or whose Python went away is made anew.
if ! is_new_enough .venv/bin/python || [ "$(cat .venv/.central-place 2>/dev/null)" != "$here" ]; then
    make_environment
fi

fingerprint() { cat "requirements/$1.txt" requirements/base.in pyproject.toml scripts/bootstrap.sh | .venv/bin/python -c \
    'import hashlib, sys; print(sys.version_info[:2], hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'; }

wanted=$(fingerprint "$kind")
[ "$(cat ".venv/.central-$kind" 2>/dev/null)" = "$wanted" ] && exit 0

say "installing the $kind packages (only the first time, a minute or two)"
pip=(.venv/bin/python -m pip --disable-pip-version-check --no-input -q)
if ! "${pip[@]}" install --require-hashes --prefer-binary -r "requirements/$kind.txt"; then
    say "the packages could not be installed; the lines above say why (is the network reachable?)"
    exit 1
fi
"${pip[@]}" install --no-deps --no-build-isolation -e .
echo "$wanted" > ".venv/.central-$kind"
# The development packages contain the base ones at the same versions.
[ "$kind" = base ] || fingerprint base > .venv/.central-base
