"""Parameters of the company: set by operation, refused by name, told from and to, obeyed at once."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from central.domain.company.models import ParameterValue
from central.domain.company.parameters import number_of, reading_once, text_of, upload_megabytes
from central.domain.company.setting import set_parameters
from central.domain.tickets import rules
from central.domain.tickets.models import ProtocolCounter, Report
from central.domain.tickets.operations import opening
from central.foundation.errors import Conflict, Invalid, NotAllowed
from central.foundation.events.models import EventRecord
from central.foundation.files.store import stage_uploads
from central.foundation.mail.sending import OutgoingMail
from central.reactions.notices.ways import deliver
from tests.cast import World

pytestmark = pytest.mark.django_db

PAGE = "/configuracoes/parametros/"


def test_values_are_set_and_told_from_and_to(world: World):
    ada = world.actor("ada")
    assert set_parameters(actor=ada, values={"company_name": "  Rede  Sul "}) == ("company_name",)
    assert text_of("company_name") == "Rede Sul"
    assert set_parameters(actor=ada, values={"company_name": "Rede Sul"}) == ()
    set_parameters(actor=ada, values={"company_name": ""})
    told = [r.payload["changes"] for r in EventRecord.objects.filter(name="ParameterChanged").order_by("id")]
    assert told == [{"company_name": ["", "Rede Sul"]}, {"company_name": ["Rede Sul", ""]}]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("company_name", "\x00"), ("company_name", "a" * 121), ("company_name", "\ud800"),
        ("first_protocol", "0"), ("first_protocol", "-3"), ("first_protocol", "9" * 19), ("first_protocol", "٣"),
        ("correction_minutes", "1441"), ("correction_minutes", "1.5"), ("upload_mb", "21"), ("upload_mb", "x"),
        ("porte_regulatorio", "huge"), ("company_document", "11.222.333/0001-99"), ("company_phone", "123"),
        ("company_email", "contato"), ("protocol_prefix", "week"), ("protocol_digits", "8"), ("retention_years", "4"),
        ("upload_count", "0"), ("privacy_notice", "a" * 601), ("consent_text", "\x00"), ("report_privacy", "secret"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_by_name(world: World, key, value):
    with pytest.raises(Invalid) as refused:
        set_parameters(actor=world.actor("ada"), values={"company_name": "X", key: value})
    assert set(refused.value.errors) == {key}
    assert not ParameterValue.objects.exists()


def test_only_who_manages_all_registries(world: World):
    with pytest.raises(NotAllowed):
        set_parameters(actor=world.actor("sara"), values={"company_name": "X"})


def test_the_second_administrator_is_told(world: World):
    ada = world.actor("ada")
    set_parameters(actor=ada, values={"company_name": "A"}, seen={"company_name": ""})
    with pytest.raises(Conflict):
        set_parameters(actor=ada, values={"company_name": "B"}, seen={"company_name": ""})
    assert text_of("company_name") == "A"


def test_a_request_reads_them_once_and_a_change_is_seen_at_once(world: World):
    with reading_once(), CaptureQueriesContext(connection) as asked:
        number_of("correction_minutes"), text_of("company_name"), number_of("correction_minutes")
        assert len(asked) == 1
        set_parameters(actor=world.actor("ada"), values={"company_name": "Nova"})
        assert text_of("company_name") == "Nova"
    ParameterValue.objects.update(value="Outra")
    assert text_of("company_name") == "Outra"


def test_numbers_begin_where_the_company_says_and_never_repeat(world: World):
    first = world.ticket()
    set_parameters(actor=world.actor("ada"), values={"first_protocol": "5000000"})
    assert world.ticket().protocol == 5_000_000
    set_parameters(actor=world.actor("ada"), values={"first_protocol": "1"})
    assert world.ticket().protocol == 5_000_001 > first.protocol


def test_the_time_to_correct_is_obeyed(world: World):
    ticket, ana = world.ticket(), world.actor("ana")
    report = Report(author_id=ana.person_id, created_at=timezone.now() - timedelta(minutes=20))
    assert not rules.can_correct_report(ana, ticket, report)
    set_parameters(actor=world.actor("ada"), values={"correction_minutes": "30"})
    assert rules.can_correct_report(ana, ticket, report)


def test_the_size_of_files_is_obeyed_within_the_limit_of_the_installation(world: World, settings):
    big = SimpleUploadedFile("a.txt", b"a" * (1024 * 1024 + 1))
    set_parameters(actor=world.actor("ada"), values={"upload_mb": "1"})
    with pytest.raises(Invalid):
        stage_uploads([big], actor=world.actor("ana"))
    set_parameters(actor=world.actor("ada"), values={"upload_mb": "20"})
    assert stage_uploads([big], actor=world.actor("ana"))
    settings.CENTRAL_MAX_FILE_MB = 5
    assert upload_megabytes() == 5


def test_the_page_sets_keeps_and_shows(world: World, as_user):
    ada = as_user("ada")
    sent = {"once": "k", "company_name": "Rede <Sul>", "first_protocol": "1", "correction_minutes": "15",
            "upload_mb": "", "porte_regulatorio": "micro"}  # fmt: skip
    assert ada.post(PAGE, sent).status_code == 303
    assert list(ParameterValue.objects.values_list("key", "value")) == [("company_name", "Rede <Sul>")]
    page = ada.get(PAGE).content.decode()
    assert "Ada Nogueira" in page
    assert "Rede &lt;Sul&gt;" in page
    assert "Rede &lt;Sul&gt;" in Client().get("/entrar/").content.decode()
    wrong = ada.post(PAGE, {**sent, "once": "k2", "upload_mb": "999", "correction_minutes": "x"})
    assert wrong.status_code == 422
    assert 'value="999"' in wrong.content.decode()
    late = ada.post(PAGE, {**sent, "once": "k3", "company_name": "Z", "seen_company_name": ""})
    assert late.status_code == 409
    assert as_user("sara").get(PAGE).status_code == 403


@pytest.mark.parametrize(
    "naughty", ["\x00", "a" * 10_000, "😀" * 60, "'; --", "\u202e", "=1+1", "٤"], ids=range(7)
)
def test_naughty_strings_are_stored_equal_or_refused(world: World, as_user, naughty):
    for key in (
        "company_name",
        "first_protocol",
        "correction_minutes",
        "upload_mb",
        "porte_regulatorio",
        "once",
        "seen_company_name",
    ):
        answer = as_user("ada").post(PAGE, {"once": f"n{key}", "porte_regulatorio": "micro", key: naughty})
        assert answer.status_code in (303, 409, 422), key


@pytest.mark.parametrize(
    ("prefix", "first"), [("year", 202600001), ("month", 20261100001), ("day", 2026112400001)]
)
def test_protocols_begin_with_the_date_and_go_on(world: World, prefix, first, monkeypatch):
    monkeypatch.setattr(opening, "localdate", lambda: date(2026, 11, 24))
    before = world.ticket()
    set_parameters(actor=world.actor("ada"), values={"protocol_prefix": prefix})
    assert [world.ticket().protocol, world.ticket().protocol] == [first, first + 1]
    monkeypatch.setattr(opening, "localdate", lambda: date(2027, 1, 2))
    expected = {"year": 202700001, "month": 20270100001, "day": 2027010200001}[prefix]
    assert world.ticket().protocol == expected
    set_parameters(actor=world.actor("ada"), values={"protocol_prefix": "none"})
    assert world.ticket().protocol == expected + 1
    given = before.protocol
    before.refresh_from_db()
    assert before.protocol == given


def test_a_full_day_goes_on_without_using_a_number_twice(world: World, monkeypatch):
    monkeypatch.setattr(opening, "localdate", lambda: date(2026, 11, 24))
    set_parameters(actor=world.actor("ada"), values={"protocol_prefix": "day", "protocol_digits": "3"})
    ProtocolCounter.objects.update_or_create(pk=1, defaults={"last": 20261124999})
    assert world.ticket().protocol == 20261125000
    monkeypatch.setattr(opening, "localdate", lambda: date(2026, 11, 25))
    assert world.ticket().protocol == 20261125001


WHO = {
    "company_name": "Rede Sul", "company_legal_name": "Rede Sul Telecom Ltda",
    "company_document": "11222333000181", "company_phone": "(48) 3333-0147", "company_email": "oi@redesul.example",
    "company_address": "Rua das Acácias, 12, Urubici/SC", "privacy_notice": "Usamos seus dados só para atender.",
    "retention_years": "6", "privacy_contact": "dados@redesul.example",
}  # fmt: skip


def test_who_the_company_is_stands_on_the_work_order(world: World, as_user):
    url = f"/solicitacoes/{world.ticket().pk}/imprimir/"
    assert "CNPJ" not in as_user("ana").get(url).content.decode()
    set_parameters(actor=world.actor("ada"), values=WHO)
    page = as_user("ana").get(url).content.decode()
    assert "Rede Sul Telecom Ltda · CNPJ 11.222.333/0001-81" in page
    assert "Rua das Acácias, 12, Urubici/SC · (48) 3333-0147 · oi@redesul.example" in page
    assert "Usamos seus dados só para atender. Guardado por 6 anos após o encerramento." in page
    assert "Dúvidas sobre dados pessoais: dados@redesul.example." in page


def test_who_the_company_is_stands_under_mails(world: World, settings, monkeypatch):
    sent: list[OutgoingMail] = []
    settings.EMAIL_HOST = "mail.example.com"
    monkeypatch.setattr("central.foundation.mail.sending.send", sent.append)
    mail = OutgoingMail(to="ana@example.com", subject="Oi", text="Olá.", key="k.1")
    deliver(mail)
    set_parameters(actor=world.actor("ada"), values=WHO)
    deliver(mail)
    plain, signed = (one.text for one in sent)
    assert plain == "Olá."
    assert signed.startswith("Olá.\n\n-- \nRede Sul\nRede Sul Telecom Ltda · CNPJ 11.222.333/0001-81\n")
    assert "Guardado por 6 anos" in signed


def test_the_privacy_of_a_new_report_is_proposed(world: World, as_user):
    ticket, ana = world.ticket(), as_user("ana")
    set_parameters(actor=world.actor("ada"), values={"report_privacy": "public"})
    form = ana.get(f"/solicitacoes/{ticket.pk}/relato/").content.decode()
    assert '<option value="public" selected>' in form
    composer = ana.get(f"/central/protocolo/{ticket.pk}/", follow=True).content.decode()
    assert 'name="privacy" value="public" checked' in composer


def test_the_text_of_a_consent_is_proposed(world: World, as_user):
    text = "Aceito receber ofertas.\n\nPosso desistir."
    set_parameters(actor=world.actor("ada"), values={"consent_text": text})
    assert text in as_user("ana").get(f"/pessoas/{world.marlene.pk}/consentimentos/novo/").content.decode()


def test_the_count_of_files_is_obeyed(world: World):
    two = [SimpleUploadedFile(f"{n}.txt", b"a") for n in range(2)]
    set_parameters(actor=world.actor("ada"), values={"upload_count": "1"})
    with pytest.raises(Invalid):
        stage_uploads(two, actor=world.actor("ana"))
    set_parameters(actor=world.actor("ada"), values={"upload_count": ""})
    assert len(stage_uploads(two, actor=world.actor("ana"))) == 2
