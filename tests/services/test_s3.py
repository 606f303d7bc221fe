"""With S3_BUCKET the attachments live in an object store: kept, shown small, served and thrown away."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import Settings

from central.domain.tickets.models import Attachment
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.foundation.files.models import StoredFile
from central.foundation.files.store import purge_staged, stage_uploads
from tests.cast import World

pytestmark = pytest.mark.django_db
BUCKET = "anexos"
NAME = "Fachada do prédio nº 3 – ação.png"
SHOW = "from django.conf import settings; import django; django.setup(); print(settings.STORAGES['default'])"
KEYS = {"S3_ACCESS_KEY": "a", "S3_SECRET_KEY": "b", "S3_REGION": "us-east-1"}


@pytest.fixture(autouse=True)
def bucket(settings: Settings, s3_address: str) -> Iterator[Any]:
    """The storage is the one that the S3 variables ask for; the bucket is empty."""
    options = {"endpoint_url": s3_address, "region_name": "us-east-1"}
    secrets = {"access_key": "a", "secret_key": "b"}
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {"bucket_name": BUCKET, "file_overwrite": False, **options, **secrets},
        }
    }
    store = boto3.resource(
        "s3", aws_access_key_id="a", aws_secret_access_key="b", **options
    )  # a client of the test's own, beside the product's
    found = store.Bucket(BUCKET)
    found.create()
    yield found
    found.objects.all().delete()
    found.delete()
    store.meta.client.close()


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "green").save(out, "PNG")
    return out.getvalue()


def attached(world: World) -> Attachment:
    """A photo with an accented name on a protocol."""
    ticket, actor = world.ticket(), world.actor("ana")
    upload: Any = SimpleUploadedFile(NAME, picture())
    files = stage_uploads([upload], actor=actor)
    add_report(
        actor=actor, ticket_id=ticket.pk, report=NewReport("Veja.", file_ids=[str(f.pk) for f in files])
    )
    return Attachment.objects.get()


def test_the_variables_choose_the_store(s3_address: str):
    environment = os.environ | KEYS | {
        "S3_BUCKET": BUCKET, "S3_ENDPOINT": s3_address, "DJANGO_SETTINGS_MODULE": "tests.settings"
    }  # fmt: skip
    shown = subprocess.run(
        [sys.executable, "-c", SHOW], env=environment, capture_output=True, text=True, check=True
    )
    assert "S3Storage" in shown.stdout and s3_address in shown.stdout


def test_a_photo_is_kept_served_and_shown_small(world: World, as_user: Callable[[str], Client], bucket: Any):
    attachment, client = attached(world), as_user("ana")
    assert [item.key for item in bucket.objects.all()] == [attachment.file.storage_name]
    whole = client.get(reverse("tickets:file", args=[attachment.pk]))
    assert b"".join(whole.streaming_content) == picture()  # type: ignore[attr-defined]
    assert f"filename*=utf-8''{quote(NAME)}" in whole.headers["Content-Disposition"]
    small = client.get(reverse("tickets:thumbnail", args=[attachment.pk]))
    with Image.open(io.BytesIO(b"".join(small.streaming_content))) as shown:  # type: ignore[attr-defined]
        assert max(shown.size) == 320
    assert len(list(bucket.objects.all())) == 2


def test_what_the_store_lost_is_not_found(world: World, as_user: Callable[[str], Client], bucket: Any):
    attachment = attached(world)
    bucket.objects.all().delete()
    assert as_user("ana").get(reverse("tickets:file", args=[attachment.pk])).status_code == 404
    assert as_user("ana").get(reverse("tickets:thumbnail", args=[attachment.pk])).status_code == 404


def test_an_upload_that_nobody_attached_leaves_the_store(world: World, bucket: Any):
    upload: Any = SimpleUploadedFile(NAME, picture())
    stage_uploads([upload], actor=world.actor("ana"))
    assert len(list(bucket.objects.all())) == 1
    assert purge_staged(older_than=timedelta(0)) == 1
    assert not list(bucket.objects.all()) and not StoredFile.objects.exists()


def test_two_files_of_one_name_stay_apart(world: World, bucket: Any):
    for _ in range(2):
        default_storage.save("aa/mesmo.txt", SimpleUploadedFile("mesmo.txt", b"x"))
    assert len(list(bucket.objects.all())) == 2
