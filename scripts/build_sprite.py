"""Make one SVG sprite from a list of icon names and a folder of single SVG files.

    build_sprite.py icons.txt node_modules/@tabler/icons/icons central/icons.svg

The folder holds `outline/` and `filled/`; a name that ends in `-filled` takes the filled drawing. Each icon
becomes a `<symbol>` whose strokes follow the colour of the text. A name without a drawing stops the build.
"""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
OUTLINE = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
FILLED = 'fill="currentColor"'


def wanted_names(listing: Path) -> list[str]:
    """The names of the list, sorted, without comments and repetitions."""
    lines = (line.split("#")[0].strip() for line in listing.read_text(encoding="utf-8").splitlines())
    return sorted({line for line in lines if line})


def drawing(name: str, folder: Path) -> Path:
    """The file that holds the drawing of a name (it need not exist)."""
    if name.endswith("-filled"):
        return folder / "filled" / f"{name.removesuffix('-filled')}.svg"
    return folder / "outline" / f"{name}.svg"


def symbol(name: str, source: Path) -> str:
    """One icon as a `<symbol>`, without its invisible bounding box."""
    root = ET.parse(source).getroot()
    shapes = []
    for shape in root.iter():
        if shape is root or (shape.get("stroke") == "none" and shape.get("fill") == "none"):
            continue
        tag = shape.tag.removeprefix(SVG)
        attributes = "".join(f' {key}="{value}"' for key, value in shape.attrib.items())
        shapes.append(f"<{tag}{attributes}/>")
    style = FILLED if name.endswith("-filled") else OUTLINE
    return (
        f'<symbol id="{name}" viewBox="{root.get("viewBox", "0 0 24 24")}" {style}>{"".join(shapes)}</symbol>'
    )


def main(listing: Path, folder: Path, target: Path) -> int:
    """Write the sprite; 1 when names are missing."""
    names = wanted_names(listing)
    missing = [name for name in names if not drawing(name, folder).is_file()]
    if missing:
        print(f"build_sprite: no such icon: {', '.join(missing)} (listed in {listing})", file=sys.stderr)
        return 1
    symbols = "\n".join(symbol(name, drawing(name, folder)) for name in names)
    target.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n', encoding="utf-8")
    print(f"{target}: {len(names)} icons")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])))
