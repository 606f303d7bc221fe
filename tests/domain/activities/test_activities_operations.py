"""Novo registro de atividades."""

from datetime import timedelta

import pytest
from django.utils import timezone

from central.domain.activities.models import Activity
from central.domain.activities.operations import (
    NewActivity,
    annul_activity,
    correct_activity,
    record_activity,
)
from central.domain.activities.queries import activities_of_person
from central.foundation.actor import Actor
from central.foundation.errors import Conflict, Invalid, NotAllowed, NotFound
from central.foundation.events.models import EventRecord
from tests.cast import World


def contact_made(world: World, **changes: object) -> NewActivity:
    """A good record of a talk that ended a minute ago."""
    now = timezone.now()
    values: dict[str, object] = {
        "person_id": world.marlene.pk,
        "contact_id": world.contact.pk,
        "reason_id": world.activity_reason.pk,
        "method_id": world.method.pk,
        "description": "Informado o prazo.",
        "started_at": now - timedelta(minutes=11),
        "ended_at": now - timedelta(minutes=1),
    }
    return NewActivity(**{**values, **changes})  # type: ignore[arg-type]


def test_it_works(world: World, ana: Actor) -> None:
    made = record_activity(actor=ana, record=contact_made(world))
    assert (made.author_id, made.team) == (ana.person_id, world.support)
    assert EventRecord.objects.get(subject_kind="activity", subject_id=made.pk).name == "ActivityRecorded"
    page = activities_of_person(ana, world.marlene.pk)
    assert [row.description for row in page.rows] == ["Informado o prazo."]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"person_id": None}, "person"),
        ({"contact_id": 0}, "contact"),
        ({"reason_id": None}, "reason"),
        ({"method_id": None}, "method"),
        ({"description": " "}, "description"),
        ({"started_at": None}, "start"),
        ({"ended_at": timezone.now() - timedelta(days=1)}, "end"),
        ({"ended_at": timezone.now() + timedelta(hours=1)}, "end"),
        ({"file_id": "not-a-file"}, "file"),
    ],
)
def test_it_says_what_is_wrong(world: World, ana: Actor, change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        record_activity(actor=ana, record=contact_made(world, **change))
    assert field in refusal.value.errors
    assert not Activity.objects.exists()


def test_a_contact_of_somebody_else_is_refused(world: World, ana: Actor) -> None:
    stranger = world.persons["otto"].contacts.get()
    with pytest.raises(Invalid):
        record_activity(actor=ana, record=contact_made(world, contact_id=stranger.pk))


def test_without_the_permission_it_is_refused(world: World, ana: Actor) -> None:
    nobody = Actor(user_id=ana.user_id, person_id=ana.person_id, name="x")
    with pytest.raises(NotAllowed):
        record_activity(actor=nobody, record=contact_made(world))


def test_its_author_corrects_it_for_fifteen_minutes(world: World, ana: Actor) -> None:
    made = record_activity(actor=ana, record=contact_made(world))
    again = contact_made(world, description="Informado o novo prazo.")
    assert correct_activity(actor=ana, activity_id=made.pk, record=again).corrected_at is not None
    assert made.versions.get().content["description"] == "Informado o prazo."
    with pytest.raises(NotAllowed):
        correct_activity(actor=world.actor("sara"), activity_id=made.pk, record=again)
    Activity.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    with pytest.raises(Conflict):
        correct_activity(actor=ana, activity_id=made.pk, record=again)


def test_its_author_annuls_it_with_a_reason(world: World, ana: Actor) -> None:
    made = record_activity(actor=ana, record=contact_made(world))
    with pytest.raises(Invalid):
        annul_activity(actor=ana, activity_id=made.pk, reason="")
    annul_activity(actor=ana, activity_id=made.pk, reason="Pessoa errada")
    with pytest.raises(Conflict):
        annul_activity(actor=ana, activity_id=made.pk, reason="De novo")


def test_others_records_are_not_seen(world: World, ana: Actor) -> None:
    made = record_activity(actor=ana, record=contact_made(world))
    with pytest.raises(NotFound):
        annul_activity(actor=world.actor("otto"), activity_id=made.pk, reason="x")
    assert activities_of_person(world.actor("otto"), world.marlene.pk).rows == []
