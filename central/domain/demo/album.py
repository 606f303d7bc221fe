"""The pictures of the demo: a few drawn scenes, kept once, that many attached files show."""

import hashlib
import io
import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageDraw

from central.domain.demo.rows import Rows
from central.domain.demo.world import Colleague
from central.foundation.files.models import StoredFile
from central.foundation.files.thumbnails import SIDE

SIZE = (960, 720)
SCENES = ("fachada", "cto", "caixa-interna", "onu", "teste-de-velocidade", "medicao-de-potencia")
VARIANTS = 3


@dataclass(frozen=True, slots=True)
class Picture:
    """A kept picture with its small one."""

    name: str
    content_type: str
    size: int
    sha256: str
    storage_name: str
    thumbnail_name: str


class Album:
    """Hands out attached files; every one has its own row, the bytes are those of a few pictures."""

    def __init__(self, rows: Rows, dice: random.Random, pictures: Sequence[Picture]) -> None:
        self.rows = rows
        self.dice = dice
        self.pictures = pictures

    def take(self, number: int, at: datetime, who: Colleague) -> tuple[str, ...]:
        """So many files uploaded by somebody; none where the loading has no pictures."""
        return tuple(self.one(at, who) for _number in range(number)) if self.pictures else ()

    def one(self, at: datetime, who: Colleague) -> str:
        """One more file; answers its id."""
        key = uuid.UUID(int=self.dice.getrandbits(128), version=4)
        picture = self.dice.choice(self.pictures)
        self.rows.add(
            StoredFile, id=key, name=picture.name, content_type=picture.content_type, size=picture.size,
            sha256=picture.sha256, storage_name=picture.storage_name, thumbnail_name=picture.thumbnail_name,
            uploaded_by_id=who.actor.user_id, uploaded_at=at, is_bound=True,
        )  # fmt: skip
        return str(key)


def keep_pictures(dice: random.Random) -> list[Picture]:
    """Draw the scenes and keep them, with their small ones, on the storage."""
    return [keep(scene, variant, dice) for scene in SCENES for variant in range(1, VARIANTS + 1)]


def keep(scene: str, variant: int, dice: random.Random) -> Picture:
    """Draw and keep one picture; the measurements are PNG, the photos JPEG."""
    image = draw(scene, dice)
    is_screen = scene == "teste-de-velocidade"
    kind = "PNG" if is_screen else "JPEG"
    content = encoded(image, kind)
    small = image.copy()
    small.thumbnail((SIDE, SIDE))
    extension = "png" if is_screen else "jpg"
    stem = f"demo/{scene}-{variant}"
    return Picture(
        name=f"{scene}-{variant}.{extension}",
        content_type=f"image/{kind.lower()}",
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        storage_name=default_storage.save(f"{stem}.{extension}", ContentFile(content)),
        thumbnail_name=default_storage.save(f"{stem}.small.jpg", ContentFile(encoded(small, "JPEG"))),
    )


def encoded(image: Image.Image, kind: str) -> bytes:
    """The bytes of a picture."""
    out = io.BytesIO()
    image.save(out, kind, quality=72)
    return out.getvalue()


def draw(scene: str, dice: random.Random) -> Image.Image:
    """A plain drawing that stands for a photo of the scene."""
    width, height = SIZE
    tint = dice.randint(0, 40)
    image = Image.new("RGB", SIZE, (205 - tint, 214 - tint, 222 - tint))
    pen = ImageDraw.Draw(image)
    for line in range(0, height, 4):
        shade = 150 + line * 70 // height - tint
        pen.line([(0, line), (width, line)], fill=(shade, shade + 4, shade + 10), width=4)
    {
        "fachada": draw_house, "cto": draw_box, "caixa-interna": draw_box, "onu": draw_unit,
        "teste-de-velocidade": draw_chart, "medicao-de-potencia": draw_meter,
    }[scene](pen, dice)  # fmt: skip
    return image


def draw_house(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """A front with roof, door and window."""
    wall = (200 + dice.randint(0, 40), 180, 140 + dice.randint(0, 60))
    pen.rectangle([240, 320, 720, 660], fill=wall, outline=(80, 70, 60), width=4)
    pen.polygon([(200, 320), (480, 150), (760, 320)], fill=(140, 70, 50), outline=(90, 40, 30))
    pen.rectangle([440, 470, 540, 660], fill=(96, 64, 40))
    pen.rectangle([290, 400, 400, 500], fill=(170, 205, 225), outline=(90, 90, 90), width=3)
    pen.line([(720, 180), (480, 230)], fill=(20, 20, 20), width=3)


def draw_box(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """A terminal box with its ports, some in use."""
    pen.rounded_rectangle([230, 140, 730, 600], 24, fill=(52, 56, 62), outline=(25, 27, 30), width=5)
    for port in range(16):
        x, y = 270 + port % 8 * 56, 240 + port // 8 * 170
        used = dice.random() < 0.6
        pen.rectangle([x, y, x + 34, y + 60], fill=(40, 150, 90) if used else (110, 116, 122))
        if used:
            pen.line([(x + 17, y + 60), (x + 17 + dice.randint(-40, 40), 640)], fill=(15, 15, 15), width=4)


def draw_unit(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """An optical unit with its lights."""
    pen.rounded_rectangle([170, 260, 790, 470], 30, fill=(244, 245, 247), outline=(170, 174, 180), width=4)
    lights = [(60, 190, 90), (60, 190, 90), dice.choice([(210, 50, 50), (60, 190, 90)]), (60, 190, 90)]
    for number, color in enumerate(lights):
        x = 250 + number * 110
        pen.ellipse([x, 350, x + 26, 376], fill=color)
        pen.line([(x + 13, 470), (x + 13, 560)], fill=(30, 60, 140), width=7)


def draw_chart(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """The curve of a speed test."""
    pen.rectangle([60, 60, 900, 660], fill=(250, 251, 253), outline=(200, 206, 214), width=3)
    points = [(90 + step * 40, 600 - min(step * 46, 380) + dice.randint(-24, 24)) for step in range(20)]
    pen.line(points, fill=(30, 110, 220), width=6)
    pen.line([(90, 610), (870, 610)], fill=(120, 126, 134), width=3)


def draw_meter(pen: ImageDraw.ImageDraw, dice: random.Random) -> None:
    """A power meter with its display."""
    pen.rounded_rectangle([320, 90, 640, 650], 40, fill=(240, 190, 40), outline=(150, 110, 10), width=6)
    pen.rectangle([360, 150, 600, 300], fill=(190, 210, 180), outline=(60, 70, 60), width=4)
    for bar in range(8):
        top = 280 - dice.randint(20, 110)
        pen.rectangle([376 + bar * 27, top, 392 + bar * 27, 284], fill=(40, 60, 40))
    for key in range(9):
        x, y = 372 + key % 3 * 80, 360 + key // 3 * 86
        pen.rounded_rectangle([x, y, x + 54, y + 54], 10, fill=(70, 72, 76))
