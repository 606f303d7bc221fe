"""Attachments as they are read, and the printed OS."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from central.domain.access.models import ProfileGrant
from central.domain.tickets.models import Attachment, Ticket
from central.domain.tickets.operations.reporting import NewReport, add_report, annul_report
from central.foundation.files.store import stage_uploads
from tests.cast import World
from tests.doors.web.acting import text_of

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "red").save(out, "PNG")
    return out.getvalue()


def attached(world: World, name: str, content: bytes, *, is_private: bool) -> Attachment:
    ticket, actor = world.ticket(), world.actor("ana")
    upload: Any = SimpleUploadedFile(name, content)
    files = stage_uploads([upload], actor=actor)
    report = NewReport("Veja.", is_private=is_private, file_ids=[str(f.pk) for f in files])
    add_report(actor=actor, ticket_id=ticket.pk, report=report)
    return Attachment.objects.latest("id")


def get(client: Client, attachment: Attachment, name: str = "file"):
    return client.get(reverse(f"tickets:{name}", args=[attachment.pk]))


def test_a_file_is_kept_and_never_run(world: World, as_user: Enter):
    answer = get(as_user("ana"), attached(world, "nota.txt", b"<script>alert(1)</script>", is_private=True))
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer.headers["Content-Type"] == "text/plain"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "private" in answer.headers["Cache-Control"]


def test_pictures_and_pdf_are_shown(world: World, as_user: Enter):
    for name, content in (("luz.png", picture()), ("laudo.pdf", b"%PDF-1.4 x")):
        answer = get(as_user("ana"), attached(world, name, content, is_private=False))
        assert answer.headers["Content-Disposition"].startswith("inline")
        assert b"".join(answer.streaming_content) == content


def test_a_photo_has_a_small_picture_and_a_text_has_none(world: World, as_user: Enter):
    small = get(as_user("ana"), attached(world, "luz.png", picture(), is_private=False), "thumbnail")
    with Image.open(io.BytesIO(b"".join(small.streaming_content))) as shown:
        assert max(shown.size) == 320 and small.headers["Content-Type"] == "image/jpeg"
    assert (
        get(as_user("ana"), attached(world, "a.txt", b"x", is_private=False), "thumbnail").status_code == 404
    )


def test_private_files_and_hidden_protocols_are_not_found(world: World, as_user: Enter):
    private = attached(world, "a.txt", b"x", is_private=True)
    public = attached(world, "b.txt", b"x", is_private=False)
    assert get(as_user("otto"), public).status_code == 404
    ProfileGrant.objects.filter(profile__code="attendant", permission="ticket.report_private_view").delete()
    client = as_user("ana")
    assert get(client, private).status_code == 404 and get(client, private, "thumbnail").status_code == 404
    answer = get(client, public)
    assert b"".join(answer.streaming_content) == b"x"
    assert client.get(reverse("tickets:file", args=[999])).status_code == 404


def printed(client: Client, ticket: Ticket) -> str:
    return text_of(client.get(reverse("tickets:print", args=[ticket.pk])))


def test_the_os_holds_nothing_private(world: World, as_user: Enter):
    ticket = world.ticket(type_id=world.types["repair"].pk, team_id=world.support.pk)
    actor = world.actor("ana")
    for text, private in (("Segredo da casa.", True), ("Agendado com a cliente.", False), ("Engano.", False)):
        add_report(actor=actor, ticket_id=ticket.pk, report=NewReport(text, is_private=private))
    annul_report(actor=actor, ticket_id=ticket.pk, report_id=ticket.reports.latest("id").pk, reason="Engano")
    words = printed(as_user("ana"), ticket)
    for shown in (
        "Conecta Teste", str(ticket.protocol), "Rua das Hortênsias, 210", "(48) 99912-0147", "Sinal depois (dBm)",
        "Agendado com a cliente.", "A luz LOS está vermelha desde ontem.", "Assinatura do cliente", "Imprimir",
    ):  # fmt: skip
        assert shown in words
    for hidden in ("Segredo da casa.", "Engano.", "52998224725", "529.982.247-25"):
        assert hidden not in words
    assert as_user("otto").get(reverse("tickets:print", args=[ticket.pk])).status_code == 404
