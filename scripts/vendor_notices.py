"""Write LICENSE and VERSION beside each vendored file and the table of all of them.

vendor_notices.py clean-lock package-lock.json
vendor_notices.py notices node_modules esbuild-meta.json VENDOR_FOLDER TEST_FOLDER
"""

import json
import re
import sys
from pathlib import Path

MIT = """MIT License

{copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without
limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of
the Software, and to permit persons to whom the Software is furnished to do so, subject to the following
conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO
EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN
AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE
OR OTHER DEALINGS IN THE SOFTWARE.
"""
# Packages that say MIT in package.json and carry no licence file: the holders their code names.
HOLDERS = {
    "@tabler/core": "Copyright 2018-2026 The Tabler Authors\nCopyright 2018-2026 codecalm.net Paweł Kuna\n"
    "Copyright 2011-2026 The Bootstrap Authors (Bootstrap 5, contained in it)",
}

PACKAGES = {  # folder -> package, what it is for
    "tabler": ("@tabler/core", "base stylesheet"),
    "inter": ("@fontsource-variable/inter", "text font"),
    "icons": ("@tabler/icons", "drawings of icons.svg"),
    "tiptap": ("@tiptap/core", "rich text editor"),
}


def facts(package: Path) -> tuple[str, str, str]:
    """Name, version and licence of an installed package."""
    described = json.loads((package / "package.json").read_text(encoding="utf-8"))
    return described["name"], described["version"], described["license"]


def licence_text(package: Path) -> str:
    """The licence file of a package; a missing one stops the build."""
    for path in sorted(package.iterdir()):
        if path.name.upper().split(".")[0] in {"LICENSE", "LICENCE"} and path.is_file():
            return path.read_text(encoding="utf-8").strip() + "\n"
    name, _, licence = facts(package)
    if licence == "MIT" and name in HOLDERS:
        return MIT.format(copyright=HOLDERS[name])
    raise SystemExit(f"vendor_notices: {package} carries no licence file")


def bundled(modules: Path, meta: Path) -> list[Path]:
    """The packages whose code went into the bundle that esbuild described."""
    inputs = json.loads(meta.read_text(encoding="utf-8"))["inputs"]
    names = set()
    for source in inputs:
        found = re.search(r"node_modules/((?:@[^/]+/)?[^/]+)/", source)
        if found:
            names.add(found[1])
    return [modules / name for name in sorted(names)]


def write_notice(folder: Path, packages: list[Path], prefix: str = "") -> None:
    """LICENSE and VERSION for one folder; equal licence texts appear once with all their packages."""
    versions = [f"{name} {version}" for name, version, _ in map(facts, packages)]
    texts: dict[str, list[str]] = {}
    for package, version in zip(packages, versions, strict=True):
        texts.setdefault(licence_text(package), []).append(version)
    if len(packages) == 1:
        licence = next(iter(texts))
    else:
        licence = "\n".join(f"{', '.join(names)}\n\n{text}\n{'-' * 60}\n" for text, names in texts.items())
    (folder / f"{prefix}LICENSE").write_text(licence, encoding="utf-8")
    (folder / f"{prefix}VERSION").write_text("\n".join(versions) + "\n", encoding="utf-8")


def write_table(modules: Path, vendor: Path) -> None:
    """vendor.toml: one entry per folder with name, version, licence and purpose."""
    lines = [
        "# Third-party browser files, made by scripts/vendor_assets.sh; each folder carries its licence.\n"
    ]
    for folder, (package, purpose) in PACKAGES.items():
        name, version, licence = facts(modules / package)
        lines.append(
            f'\n[{folder}]\nname = "{name}"\nversion = "{version}"\n'
            f'licence = "{licence}"\npurpose = "{purpose}"\n'
        )
    (vendor / "vendor.toml").write_text("".join(lines), encoding="utf-8")


def notices(modules: Path, meta: Path, vendor: Path, tests: Path) -> None:
    """Everything for the product's folders and for the checker of the tests."""
    for folder, (package, _) in PACKAGES.items():
        packages = bundled(modules, meta) if folder == "tiptap" else [modules / package]
        write_notice(vendor / folder, packages)
    write_notice(tests, [modules / "axe-core"], "axe.")
    write_table(modules, vendor)


def clean_lock(path: Path) -> None:
    """Take the donation addresses out of the lock; names, versions and hashes stay."""
    lock = json.loads(path.read_text(encoding="utf-8"))
    for entry in lock["packages"].values():
        entry.pop("funding", None)
        entry.pop("resolved", None)
    path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["clean-lock"] and len(sys.argv) == 3:
        clean_lock(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["notices"] and len(sys.argv) == 6:
        notices(*map(Path, sys.argv[2:]))
    else:
        sys.exit(__doc__)
