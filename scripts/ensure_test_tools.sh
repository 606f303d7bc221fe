#!/usr/bin/env bash
# What the tests need from the system: a browser, PostgreSQL and Redis. As root on Debian or Ubuntu the missing ones
# are installed; anyone else is told what to install.
set -euo pipefail

has() {
    case $1 in
        chromium) command -v chromium || command -v chromium-browser || command -v google-chrome ;;
        postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' || command -v initdb ;;
        redis-server) command -v redis-server ;;
    esac >/dev/null
}

missing=()
for tool in chromium postgresql redis-server; do has "$tool" || missing+=("$tool"); done
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "tests: installing ${missing[*]} with apt-get" >&2
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    for tool in "${missing[@]}"; do
        has "$tool" || { echo "tests: $tool is still missing after its installation" >&2; exit 1; }
    done
    exit 0
fi
echo "tests: please install ${missing[*]} (on Debian: apt-get install ${missing[*]})" >&2
exit 1
