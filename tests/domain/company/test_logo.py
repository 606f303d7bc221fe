"""The logo: a picture within bounds, told on the parameter, shown on paper and to anybody who asks."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from central.domain.company.logo import logo_file, set_logo
from central.foundation.actor import Actor
from central.foundation.errors import Invalid, NotAllowed
from central.foundation.events.models import EventRecord
from central.foundation.files.models import StoredFile
from central.foundation.files.store import stage_uploads
from tests.cast import World

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
PAGE = "/configuracoes/parametros/logo/"


@pytest.fixture
def ada(world: World) -> Actor:
    """The administrator."""
    return world.actor("ada")


def staged(actor: Actor, name: str, content: bytes) -> str:
    """A file that waits to be used."""
    (file,) = stage_uploads([SimpleUploadedFile(name, content)], actor=actor)
    return str(file.pk)


def test_a_picture_becomes_the_logo_and_goes_again(ada: Actor) -> None:
    pk = staged(ada, "logo.png", PNG)
    set_logo(actor=ada, file_id=pk)
    found = logo_file()
    assert found is not None
    assert (str(found.pk), found.is_bound) == (pk, True)
    set_logo(actor=ada, file_id=None)
    assert logo_file() is None
    told = [record.payload["changes"] for record in EventRecord.objects.filter(name="ParameterChanged")]
    assert told == [{"company_logo": ["", pk]}, {"company_logo": [pk, ""]}]


def test_other_files_and_large_ones_are_refused(ada: Actor) -> None:
    for name, content in (("a.txt", b"texto"), ("b.png", PNG + b"\x00" * 1024 * 1024)):
        pk = staged(ada, name, content)
        with pytest.raises(Invalid) as refused:
            set_logo(actor=ada, file_id=pk)
        assert set(refused.value.errors) == {"files"}
    assert logo_file() is None


def test_only_who_sets_parameters_and_only_the_own_file(world: World, ada: Actor) -> None:
    sara = world.actor("sara")
    with pytest.raises(NotAllowed):
        set_logo(actor=sara, file_id=None)
    with pytest.raises(Invalid):
        set_logo(actor=ada, file_id=staged(sara, "logo.png", PNG))


def test_the_page_takes_it_and_paper_shows_it(world: World, as_user) -> None:  # type: ignore[no-untyped-def]
    client = as_user("ada")
    assert Client().get("/empresa/logo/").status_code == 404
    wrong = client.post(PAGE, {"once": "a", "files": SimpleUploadedFile("a.txt", b"texto")})
    assert wrong.status_code == 422
    assert "PNG, JPEG ou WebP" in wrong.content.decode()
    assert client.post(PAGE, {"once": "b", "files": SimpleUploadedFile("l.png", PNG)}).status_code == 303
    shown = Client().get("/empresa/logo/")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert b"".join(shown) == PNG  # type: ignore[arg-type]
    paper = client.get(f"/solicitacoes/{world.ticket().pk}/imprimir/").content.decode()
    assert 'src="/empresa/logo/"' in paper
    assert StoredFile.objects.get(name="l.png").is_bound
    assert "mudou o logotipo" in client.get("/configuracoes/parametros/").content.decode()
    assert as_user("sara").get(PAGE).status_code == 403
