"""The person's page at a glance: what is open, who spoke with it, what to heed, in a fixed number of queries."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from central.domain.activities.models import Activity
from central.domain.activities.operations import record_activity
from central.domain.people.models import Contact, Person, Phone
from central.domain.workspace.person import open_tickets_of, person_counts
from tests.cast import World
from tests.domain.activities.test_activities_operations import contact_made

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    """The page as text."""
    return str(response.content.decode())


def test_open_protocols_last_contacts_and_notes_stand_first(world: World, as_user):
    Person.objects.filter(pk=world.marlene.pk).update(notes="Cão bravo <b>no portão</b>")
    ticket = world.ticket()
    record_activity(actor=world.actor("ana"), record=contact_made(world))
    page = text_of(as_user("ana").get(f"/pessoas/{world.marlene.pk}/"))
    order = [
        "Cão bravo &lt;b&gt;no portão&lt;/b&gt;",
        str(ticket.protocol),
        "Últimos contatos",
        "Informado o prazo.",
    ]
    places = [page.index(text) for text in order]
    assert places == sorted(places)
    assert f'href="/solicitacoes/abrir/?cliente={world.marlene.pk}" data-key="n"' in page
    assert f'data-customer="{world.marlene.pk}"' in page
    assert 'data-with="customer" data-key="Shift+n"' in page


def test_only_what_the_actor_may_see_is_there(world: World, as_user):
    ticket = world.ticket(team_id=world.finance.pk)
    tiago = world.actor("tiago")
    assert open_tickets_of(tiago, world.marlene.pk) == []
    assert person_counts(tiago, world.marlene.pk).open_tickets == 0
    assert str(ticket.protocol) not in text_of(as_user("tiago").get(f"/pessoas/{world.marlene.pk}/"))


def test_the_page_costs_the_same_for_one_row_of_each_and_fifty(world: World, as_user):
    ana, pk = as_user("ana"), world.marlene.pk
    world.ticket()
    made = record_activity(actor=world.actor("ana"), record=contact_made(world))
    address = f"/pessoas/{pk}/"
    ana.get(address)
    with CaptureQueriesContext(connection) as one:
        ana.get(address)
    for _number in range(6):
        world.ticket()
    columns = {field.attname: getattr(made, field.attname) for field in Activity._meta.concrete_fields}
    Activity.objects.bulk_create(Activity(**{**columns, "id": None}) for _number in range(49))
    contacts = Contact.objects.bulk_create(Contact(person_id=pk, name=f"Contato {n}") for n in range(49))
    Phone.objects.bulk_create(
        Phone(person_id=pk, contact=contact, typed="(49) 99999-0123", match_key="x", tail="99990123")
        for contact in contacts
    )
    with CaptureQueriesContext(connection) as many:
        page = ana.get(address)
    assert "Contato 48" in text_of(page)
    assert "Ver todas as atividades" in text_of(page)
    assert len(one) == len(many) <= 12
