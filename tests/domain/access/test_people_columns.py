"""The columns of the list of persons that a user keeps."""

import pytest

from central.domain.access.models import User
from central.domain.access.operations import choose_people_columns
from central.domain.access.queries import signed_in
from central.domain.people.columns import COLUMNS, USUAL_COLUMNS
from central.foundation.actor import SYSTEM
from central.foundation.errors import Invalid, NotFound
from central.foundation.events.models import EventRecord
from tests.cast import World

pytestmark = pytest.mark.django_db


def test_the_choice_is_kept_in_the_order_of_the_list(world: World):
    ana = world.actor("ana")
    assert signed_in(ana.user_id).people_columns == USUAL_COLUMNS
    choose_people_columns(actor=ana, columns=["status", "code", "email"])
    assert signed_in(ana.user_id).people_columns == ("code", "email", "status")
    (fact,) = EventRecord.objects.filter(name="PreferencesUpdated")
    assert fact.payload["after"] == {"people_columns": "code,email,status"}
    assert signed_in(world.actor("sara").user_id).people_columns == USUAL_COLUMNS


def test_the_same_choice_again_is_no_fact(world: World):
    ana = world.actor("ana")
    choose_people_columns(actor=ana, columns=COLUMNS)
    choose_people_columns(actor=ana, columns=COLUMNS)
    assert EventRecord.objects.filter(name="PreferencesUpdated").count() == 1


@pytest.mark.parametrize("columns", [[], ["nome"], ["email", "x' --"]])
def test_unknown_columns_are_refused(world: World, columns: list[str]):
    with pytest.raises(Invalid) as refused:
        choose_people_columns(actor=world.actor("ana"), columns=columns)
    assert "columns" in refused.value.errors
    assert User.objects.exclude(people_columns="").count() == 0


def test_the_system_has_no_lists(world: World):
    with pytest.raises(NotFound):
        choose_people_columns(actor=SYSTEM, columns=["email"])
