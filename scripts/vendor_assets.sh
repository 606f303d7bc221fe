#!/usr/bin/env bash
# Refresh the third-party browser files from npm: fonts, styles, icons, the editor, and the accessibility checker of
# the tests. The results are committed, so nobody needs Node to run or to test Central.
# To move to a newer version: change package.json, run `npm install`, then this script.
set -euo pipefail
cd "$(dirname "$0")/.."

python=.venv/bin/python
modules=node_modules
static=central/doors/web/static/central
vendor=$static/vendor

command -v npm >/dev/null || { echo "vendor_assets: npm (Node 20 or newer) is needed to refresh the browser files" >&2; exit 1; }
[ -x "$python" ] || { echo "vendor_assets: run 'make check' once first, it makes .venv" >&2; exit 1; }
npm ci --no-fund --no-audit >/dev/null
# The lock needs no addresses: neither of the registry nor of the donation pages.
"$python" scripts/vendor_notices.py clean-lock package-lock.json

rm -rf "$vendor"
mkdir -p "$vendor/tabler" "$vendor/inter" "$vendor/icons" "$vendor/tiptap" tests/vendor

# Tabler's stylesheet: unmodified but for the pointer to its source map, which is not shipped.
sed '/^\/\*# sourceMappingURL=.*\*\/$/d' "$modules/@tabler/core/dist/css/tabler.min.css" > "$vendor/tabler/tabler.min.css"

# Inter, variable weight: the two subsets that Portuguese, Spanish and English need.
for subset in latin latin-ext; do
    cp "$modules/@fontsource-variable/inter/files/inter-$subset-wght-normal.woff2" "$vendor/inter/inter-$subset.woff2"
done
cp scripts/inter.css "$vendor/inter/inter.css"

"$python" scripts/build_sprite.py "$static/icons.txt" "$modules/@tabler/icons/icons" "$static/icons.svg"

meta=$(mktemp)
trap 'rm -f "$meta"' EXIT
"$modules/.bin/esbuild" scripts/editor_entry.js --bundle --format=esm --minify --target=es2022 --legal-comments=none \
    --metafile="$meta" --outfile="$vendor/tiptap/editor.js" --log-level=warning

cp "$modules/axe-core/axe.min.js" tests/vendor/axe.min.js

"$python" scripts/vendor_notices.py notices "$modules" "$meta" "$vendor" tests/vendor
