"""Anexar: staged uploads become attachments, and only those of the right kind and owner."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from central.domain.tickets.models import Attachment
from central.domain.tickets.operations.details import attach_files
from central.foundation.actor import Actor
from central.foundation.errors import Invalid
from central.foundation.events.models import EventRecord
from central.foundation.files.models import StoredFile
from central.foundation.files.store import purge_staged, stage_uploads
from central.foundation.jobs.models import Job
from tests.cast import World

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)


def upload(name: str = "luz.png", content: bytes = PNG) -> SimpleUploadedFile:
    """An upload as the door hands it over."""
    return SimpleUploadedFile(name, content)


def test_it_works(world: World, ana: Actor) -> None:
    ticket = world.ticket()
    file = stage_uploads([upload()], actor=ana)[0]
    attach_files(actor=ana, ticket_id=ticket.pk, file_ids=[str(file.pk)])
    attachment = Attachment.objects.get()
    assert (attachment.file.name, attachment.is_private) == ("luz.png", True)
    assert StoredFile.objects.get().is_bound
    fact = EventRecord.objects.order_by("-sequence").first()
    assert fact is not None
    assert fact.name == "FilesAttached"
    assert Job.objects.filter(arguments={"event_id": fact.pk}).count() == 1


def test_no_file_is_refused(world: World, ana: Actor) -> None:
    with pytest.raises(Invalid):
        attach_files(actor=ana, ticket_id=world.ticket().pk, file_ids=[])


def test_a_strangers_upload_is_not_taken(world: World, ana: Actor) -> None:
    file = stage_uploads([upload()], actor=world.actor("bia"))[0]
    with pytest.raises(Invalid):
        attach_files(actor=ana, ticket_id=world.ticket().pk, file_ids=[str(file.pk)])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ\x90\x00"),
        ("foto.png", b"<html><script>"),
        ("pagina.html", b"<html>"),
        ("desenho.svg", b"<svg onload='x'/>"),
        ("vazio.png", b""),
        ("nota.txt", b"a\x00b"),
    ],
)
def test_other_kinds_are_refused_before_anything_is_kept(
    world: World, ana: Actor, name: str, content: bytes
) -> None:
    with pytest.raises(Invalid) as refusal:
        stage_uploads([upload(), upload(name, content)], actor=ana)
    assert "files" in refusal.value.errors
    assert not StoredFile.objects.exists()


def test_too_large_is_refused(world: World, ana: Actor, settings: object) -> None:
    settings.CENTRAL_MAX_FILE_MB = 0  # type: ignore[attr-defined]
    with pytest.raises(Invalid):
        stage_uploads([upload()], actor=ana)


def test_a_path_in_the_name_is_dropped(world: World, ana: Actor) -> None:
    file = stage_uploads([upload("..\\..\\etc/passwd\x07.png")], actor=ana)[0]
    assert file.name == "passwd.png"


def test_forgotten_uploads_go_after_a_day(world: World, ana: Actor) -> None:
    stage_uploads([upload()], actor=ana)
    assert purge_staged() == 0
    assert purge_staged(older_than=timedelta(0)) == 1
