"""Documents kept as files, consents and the history of a person: what is stored, each refusal, its fact."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from central.domain.people.changes import PARTS_BY_EVENT
from central.domain.people.choices import ConsentPurpose
from central.domain.people.models import Consent, Person, PersonChange
from central.domain.people.operations import (
    attach_person_document,
    give_consent,
    open_person_document,
    remove_person_document,
    reveal_document,
    save_notes,
    withdraw_consent,
)
from central.domain.people.papers import consents_of, files_of, has_consent, history_of
from central.doors.web.people.labels import FACT_NAMES
from central.foundation.actor import SYSTEM, Actor
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from central.foundation.events.publishing import EVENTS
from central.foundation.files.store import stage_uploads
from tests.cast import World
from tests.domain.people.samples import facts, register

pytestmark = pytest.mark.django_db


def staged(actor: Actor, name: str = "rg.pdf") -> str:
    """A file that the actor has sent."""
    return str(stage_uploads([SimpleUploadedFile(name, b"%PDF-1.4 rg")], actor=actor)[0].pk)


def test_a_document_is_kept_listed_opened_and_taken_out(world: World):
    person, ana, ada = register(), world.actor("ana"), world.actor("ada")
    yesterday = timezone.localdate() - timedelta(days=1)
    kept = attach_person_document(
        actor=ana,
        person_id=person.pk,
        kind="identity",
        file_id=staged(ana),
        description="RG frente",
        valid_until=yesterday,
    )
    (line,) = files_of(ana, person.pk)
    assert (line.name, line.description, line.is_expired) == ("rg.pdf", "RG frente", True)
    assert open_person_document(actor=ana, person_id=person.pk, file_id=kept.pk).name == "rg.pdf"
    remove_person_document(actor=ada, person_id=person.pk, file_id=kept.pk)
    assert files_of(ana, person.pk) == []
    with pytest.raises(NotFound):
        open_person_document(actor=ana, person_id=person.pk, file_id=kept.pk)
    names = [fact.name for fact in facts(person)]
    assert names == ["PersonRegistered", "PersonFileAdded", "PersonFileOpened", "PersonFileRemoved"]
    assert "rg.pdf" not in str([fact.payload for fact in facts(person)])


def test_a_wrong_document_is_refused_beside_its_fields(world: World):
    person, ana = register(), world.actor("ana")
    with pytest.raises(Invalid) as refused:
        attach_person_document(
            actor=ana,
            person_id=person.pk,
            kind="x",
            file_id=staged(world.actor("bia")),
            description="x" * 121,
            valid_from=date(2026, 2, 1),
            valid_until=date(2026, 1, 1),
        )
    assert set(refused.value.errors) == {"file", "kind", "description", "valid_until"}


def test_who_may_not_keep_open_or_take_out(world: World):
    person, ana, tiago = register(), world.actor("ana"), world.actor("tiago")
    kept = attach_person_document(actor=ana, person_id=person.pk, kind="other", file_id=staged(ana))
    with pytest.raises(NotAllowed):
        attach_person_document(actor=tiago, person_id=person.pk, kind="other", file_id="")
    with pytest.raises(NotAllowed):
        open_person_document(actor=tiago, person_id=person.pk, file_id=kept.pk)
    with pytest.raises(NotAllowed):
        remove_person_document(actor=ana, person_id=person.pk, file_id=kept.pk)
    with pytest.raises(NotFound):
        open_person_document(actor=ana, person_id=world.marlene.pk, file_id=kept.pk)


def test_a_consent_is_given_and_withdrawn(world: World):
    person, ana = register(), world.actor("ana")
    given = {"purpose": "marketing", "text": "Aceito ofertas.", "channel": "whatsapp"}
    consent = give_consent(actor=ana, person_id=person.pk, **given)
    assert has_consent(person.pk, ConsentPurpose.MARKETING)
    with pytest.raises(Conflict):
        give_consent(actor=ana, person_id=person.pk, **given)
    withdraw_consent(actor=ana, person_id=person.pk, consent_id=consent.pk, channel="phone")
    assert not has_consent(person.pk, ConsentPurpose.MARKETING)
    with pytest.raises(Conflict):
        withdraw_consent(actor=ana, person_id=person.pk, consent_id=consent.pk, channel="phone")
    give_consent(actor=ana, person_id=person.pk, **given)
    lines = consents_of(ana, person.pk)
    assert [line.withdrawn_channel for line in lines] == ["", "phone"]
    assert Consent.objects.get(pk=consent.pk).text == "Aceito ofertas."
    fact = facts(person)[-2]
    assert (fact.name, fact.payload["purpose"], fact.payload["channel"]) == (
        "ConsentWithdrawn", "marketing", "phone",
    )  # fmt: skip


def test_wrong_consents_are_refused(world: World):
    person, ana, tiago = register(), world.actor("ana"), world.actor("tiago")
    with pytest.raises(Invalid) as refused:
        give_consent(actor=ana, person_id=person.pk, purpose="x", text=" ", channel="x")
    assert set(refused.value.errors) == {"purpose", "text", "channel"}
    with pytest.raises(NotAllowed):
        give_consent(actor=tiago, person_id=person.pk, purpose="image", text="x", channel="phone")
    consent = give_consent(actor=ana, person_id=person.pk, purpose="image", text="x", channel="phone")
    with pytest.raises(Invalid):
        withdraw_consent(actor=ana, person_id=person.pk, consent_id=consent.pk, channel="")
    with pytest.raises(NotAllowed):
        withdraw_consent(actor=tiago, person_id=person.pk, consent_id=consent.pk, channel="phone")
    with pytest.raises(NotFound):
        withdraw_consent(actor=ana, person_id=world.marlene.pk, consent_id=consent.pk, channel="phone")


def test_the_history_tells_who_what_from_and_to_and_who_looked(world: World, django_assert_num_queries):
    person, ada = register(), world.actor("ada")
    save_notes(actor=world.actor("sara"), person_id=person.pk, notes="Cão bravo", admin_notes="Deve")
    reveal_document(actor=world.actor("ana"), person_id=person.pk, reason_code="titular")
    with django_assert_num_queries(3):
        entries, rest = history_of(ada, person.pk)
    assert rest is None
    assert [(e.name, e.who) for e in entries] == [
        ("PersonDocumentRevealed", "Ana Beatriz Moraes"),
        ("PersonUpdated", "Sara Antunes"),
        ("PersonRegistered", "o sistema"),
    ]
    assert entries[0].detail
    changes = {c.part: (c.before, c.after, c.is_whole) for c in entries[1].changes}
    assert changes == {"notes": ("", "Cão bravo", True), "admin_notes": ("", "Deve", True)}
    assert [c.part for c in history_of(world.actor("ana"), person.pk)[0][1].changes] == ["notes"]
    assert history_of(world.actor("tiago"), person.pk) == ([], None)


def test_a_value_that_was_altered_does_not_match_and_an_erased_one_leaves_the_fact(world: World):
    person = register()
    save_notes(actor=SYSTEM, person_id=person.pk, notes="Cão bravo")
    PersonChange.objects.filter(person=person).update(after="Cão manso")
    (change,) = history_of(SYSTEM, person.pk)[0][0].changes
    assert not change.is_whole
    PersonChange.objects.filter(person=person).delete()
    assert history_of(SYSTEM, person.pk)[0][0].parts == ("notes",)


def test_the_history_comes_in_pages():
    person = register()
    for n in range(55):
        save_notes(actor=SYSTEM, person_id=person.pk, notes=f"n{n}")
    entries, rest = history_of(SYSTEM, person.pk)
    assert (len(entries), rest) == (50, 7)
    assert [e.sequence for e in history_of(SYSTEM, person.pk, before=rest)[0]] == [6, 5, 4, 3, 2, 1]


def test_every_fact_about_a_person_has_its_words():
    named = {name for name, event in EVENTS.items() if event.subject_kind == "person"}
    assert named <= set(FACT_NAMES)
    assert set(PARTS_BY_EVENT) <= named


def test_the_history_of_an_unknown_person_is_empty():
    assert history_of(SYSTEM, 0) == ([], None)
    assert Person.objects.filter(pk=0).count() == 0
