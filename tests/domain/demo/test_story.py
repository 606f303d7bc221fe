"""The demo's histories are those of the operations: the same script through both, every row compared."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import models, transaction
from django.utils import timezone

from central.domain.catalog.models import CustomField, TicketStatus
from central.domain.demo.acts import Filled, Hand, Note, Opening, Work
from central.domain.demo.loading import TICKET_TABLES, new_rows
from central.domain.demo.story import Story
from central.domain.fields.kinds import stored_value
from central.domain.sla.deadlines import ServicePlace, calendar_at, standing_by
from central.domain.tickets.filling import fields_of
from central.domain.tickets.kinds import DestinationKind
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.closing import cancel_ticket, close_ticket, reopen_ticket
from central.domain.tickets.operations.details import change_priority
from central.domain.tickets.operations.execution import pause_execution, start_execution
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.opening import open_ticket
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.domain.tickets.operations.responsibility import assume_ticket, change_assignee, set_following
from central.domain.tickets.operations.technician import Material, TechnicianWork, report_technician_activity
from central.foundation.errors import NotAllowed
from central.foundation.events.models import EventRecord
from tests.cast import World

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
VISIT = START + timedelta(hours=26)
COMPARED: list[type[models.Model]] = [*TICKET_TABLES, EventRecord]

Script = Callable[["Player"], None]


class Player:
    """One side of the comparison: the clock that both share, and the cast."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.now = START

    def filled(self) -> list[tuple[CustomField, str]]:
        """The custom fields that the protocol is opened with."""
        typed = {"number": "-19,8", "text": "HWTC Ção", "date": "2026-12-01"}
        return [(field, typed[field.kind]) for field in fields_of(self.world.types["connection"].pk)]

    def later(self, **distance: int) -> datetime:
        """Move the clock."""
        self.now += timedelta(**distance)
        return self.now


class Operations(Player):
    """Plays an act as its operation."""

    ticket_id = 0

    def open(self, who: str) -> None:
        given = {field.pk: text for field, text in self.filled()}
        new = self.world.new_ticket(fields=given)
        self.ticket_id = open_ticket(actor=self.world.actor(who), ticket=new).pk

    def act(self, operation: Callable[..., Any], who: str, **arguments: Any) -> None:
        operation(actor=self.world.actor(who), ticket_id=self.ticket_id, **arguments)

    def assume(self, who: str) -> None:
        self.act(assume_ticket, who)

    def hand_to(self, who: str, name: str) -> None:
        self.act(change_assignee, who, person_id=self.world.persons[name].pk)

    def start(self, who: str) -> None:
        self.act(start_execution, who)

    def pause(self, who: str) -> None:
        self.act(pause_execution, who)

    def follow(self, who: str) -> None:
        self.act(set_following, who, is_following=True)

    def priority(self, who: str, priority: int) -> None:
        self.act(change_priority, who, priority=priority)

    def note(self, who: str, text: str, **more: Any) -> None:
        self.act(add_report, who, report=NewReport(text=text, **more))

    def wait(self, who: str, text: str) -> None:
        more = {"wait_reason_id": self.world.wait_reason.pk, "awaiting": "Fotos da ONU"}
        self.note(who, text, status_id=self.world.statuses["waiting"].pk, **more)

    def schedule(self, who: str, text: str, name: str) -> None:
        self.note(who, text, scheduled_at=VISIT, technician_id=self.world.persons[name].pk)

    def forward(self, who: str, name: str) -> None:
        world = self.world
        kind = DestinationKind.TECHNICIAN if name else DestinationKind.TEAM
        self.act(
            forward_ticket,
            who,
            destination=Destination(
                reason_id=world.forward_reason.pk,
                kind=kind,
                team_id=world.field.pk if name else world.support.pk,
                person_id=world.persons[name].pk if name else None,
                type_id=world.types["repair"].pk,
                done_text="<p>Feito</p>",
                expected_text="<p>Esperado</p>",
            ),
        )

    def work(self, who: str, *, concludes: bool, helper: str = "") -> None:
        world = self.world
        work = TechnicianWork(
            activity_type_id=world.activity_type.pk,
            started_at=self.now - timedelta(minutes=50),
            ended_at=self.now - timedelta(minutes=5),
            description="<p>Conector refeito</p>",
            progress=40,
            assistant_ids=[world.persons[helper].pk] if helper else [],
            materials=[Material("Conector", "2", "un")],
            checklist={"sinal": "-19.8", "limpo": "1"},
            concludes=concludes,
            solution_id=world.solution.pk if concludes else None,
        )
        self.act(report_technician_activity, who, work=work)

    def close(self, who: str) -> None:
        solution = self.world.solution.pk
        checklist = {"sinal": "-20.1"}
        self.act(close_ticket, who, text="<p>Resolvido</p>", solution_id=solution, checklist=checklist)

    def cancel(self, who: str) -> None:
        self.act(cancel_ticket, who, reason_id=self.world.cancel_reason.pk, text="<p>Duplicada</p>")

    def reopen(self, who: str) -> None:
        self.act(
            reopen_ticket, who, kind="rework", reason_id=self.world.reopen_reason.pk, text="<p>Voltou</p>"
        )


class Told(Player):
    """Plays an act as the demo tells it."""

    def __init__(self, world: World, story: Story) -> None:
        super().__init__(world)
        self.story = story

    def open(self, who: str) -> None:
        world = self.world
        kind, form = world.types["connection"], world.new_ticket()
        given = [(field, stored_value(field.kind, text)) for field, text in self.filled()]
        filled = [Filled(field, stored) for field, stored in given if stored]
        calendar = calendar_at(kind.service_level, ServicePlace(world.marlene.state), self.now)
        due = standing_by(kind.service_level, calendar, self.now)
        assert due is not None
        self.story.open(
            world.actor(who),
            self.now,
            Opening(
                protocol=1_000_001, customer_id=world.marlene.pk, contact_id=world.contact.pk,
                origin_id=world.method.pk, kind=kind, level=kind.service_level, due=due,
                calendar=calendar, place_id=world.place.pk, title=form.title, description=f"<p>{form.description}</p>",
                priority=kind.priority, team=kind.team, fields=filled,
            ),
        )  # fmt: skip

    def assume(self, who: str) -> None:
        self.story.assume(self.world.actor(who), self.now)

    def hand_to(self, who: str, name: str) -> None:
        self.story.stop(self.world.actor(who), self.now, cause="reassigned")
        self.story.assign(self.world.actor(who), self.now, self.world.persons[name].pk, taken=False)

    def start(self, who: str) -> None:
        self.story.start(self.world.actor(who), self.now)

    def pause(self, who: str) -> None:
        self.story.stop(self.world.actor(who), self.now)

    def follow(self, who: str) -> None:
        self.story.follow(self.world.actor(who), self.now)

    def priority(self, who: str, priority: int) -> None:
        self.story.change_priority(self.world.actor(who), self.now, priority)

    def note(self, who: str, text: str, **more: Any) -> None:
        self.story.note(self.world.actor(who), self.now, Note(text=text, **more))

    def wait(self, who: str, text: str) -> None:
        self.note(
            who, text, status=self.world.statuses["waiting"],
            wait_reason_id=self.world.wait_reason.pk, awaiting="Fotos da ONU",
        )  # fmt: skip

    def schedule(self, who: str, text: str, name: str) -> None:
        self.note(who, text, visit_at=VISIT, technician_id=self.world.persons[name].pk)

    def forward(self, who: str, name: str) -> None:
        world = self.world
        hand = Hand(
            reason_id=world.forward_reason.pk,
            team=world.field if name else world.support,
            kind=world.types["repair"],
            person_id=world.persons[name].pk if name else None,
            destination=DestinationKind.TECHNICIAN if name else DestinationKind.TEAM,
            done_text="<p>Feito</p>",
            expected_text="<p>Esperado</p>",
            calendar=calendar_at(world.levels["day"], ServicePlace(world.marlene.state), self.now),
        )
        self.story.forward(world.actor(who), self.now, hand)

    def work(self, who: str, *, concludes: bool, helper: str = "") -> None:
        world = self.world
        work = Work(
            activity_type_id=world.activity_type.pk,
            started_at=self.now - timedelta(minutes=50),
            ended_at=self.now - timedelta(minutes=5),
            text="<p>Conector refeito</p>",
            progress=40,
            assistant_ids=(world.persons[helper].pk,) if helper else (),
            materials=[{"name": "Conector", "quantity": "2", "unit": "un"}],
            answers={"sinal": "-19.8", "limpo": "1"} if self.story.ticket.type.checklist_id else {},
            concludes=concludes,
            solution_id=world.solution.pk if concludes else None,
        )
        self.story.report_work(world.actor(who), self.now, work)

    def close(self, who: str) -> None:
        solution = self.world.solution.pk
        answers = {"sinal": "-20.1"} if self.story.ticket.type.checklist_id else {}
        self.story.close(
            self.world.actor(who), self.now, "<p>Resolvido</p>", solution_id=solution, answers=answers
        )

    def cancel(self, who: str) -> None:
        self.story.cancel(self.world.actor(who), self.now, self.world.cancel_reason.pk, "<p>Duplicada</p>")

    def reopen(self, who: str) -> None:
        world = self.world
        self.story.reopen(world.actor(who), self.now, "rework", world.reopen_reason.pk, "<p>Voltou</p>")


def desk_script(play: Any) -> None:
    """Opened, worked on in Support, waiting, closed, reopened and closed again."""
    play.open("ana")
    play.later(minutes=3)
    play.start("bia")
    play.later(minutes=12)
    play.note("ana", "<p>Cliente reiniciou</p>", is_private=False, notify="customer")
    play.later(minutes=2)
    play.pause("bia")
    play.priority("bia", 1)
    play.follow("sara")
    play.later(hours=2)
    play.wait("ana", "<p>Aguardando fotos</p>")
    play.later(hours=1)
    play.assume("ana")
    play.start("ana")
    play.later(minutes=30)
    play.hand_to("sara", "bia")
    play.later(hours=30)
    play.close("ana")
    play.later(hours=50)
    play.reopen("sara")
    play.later(hours=1)
    play.start("bia")
    play.later(minutes=7)
    play.close("bia")


def visit_script(play: Any) -> None:
    """Sent to the field, scheduled, visited twice, concluded technically, closed by Support."""
    play.open("ana")
    play.later(minutes=9)
    play.start("ana")
    play.later(minutes=9)
    play.forward("ana", "tiago")
    play.later(minutes=5)
    play.schedule("tiago", "<p>Agendado</p>", "tiago")
    play.later(hours=25)
    play.start("tiago")
    play.later(minutes=70)
    play.work("tiago", concludes=False, helper="teo")
    play.later(hours=3)
    play.work("tiago", concludes=True)
    play.later(minutes=5)
    play.forward("tiago", "")
    play.later(hours=4)
    play.close("ana")


def overtaken_script(play: Any) -> None:
    """Forwarded twice, the first time on by a supervisor before anybody accepted, then left waiting."""
    play.open("ana")
    play.later(minutes=2)
    play.forward("ana", "tiago")
    play.later(minutes=2)
    play.note("ada", "<p>Cliente ligou de novo</p>")
    play.later(minutes=2)
    play.forward("sara", "")
    play.later(minutes=2)
    play.cancel("ada")


def left_waiting_script(play: Any) -> None:
    """Forwarded, and nobody accepts."""
    play.open("ana")
    play.later(minutes=2)
    play.start("ana")
    play.later(minutes=2)
    play.forward("ana", "tiago")


def cancel_script(play: Any) -> None:
    """Opened and cancelled while somebody works on it."""
    play.open("ana")
    play.later(minutes=1)
    play.start("ana")
    play.later(minutes=1)
    play.cancel("ana")


def technician_first_script(play: Any) -> None:
    """A technician's report on a protocol that nobody started, then a closing by conclusion."""
    play.open("ana")
    play.later(hours=2)
    play.work("sara", concludes=False)
    play.later(hours=2)
    play.work("sara", concludes=True)


def stored() -> dict[str, list[dict[str, Any]]]:
    """Every row of the tables compared."""
    return {
        str(model._meta.model_name): list(model._default_manager.order_by("pk").values())
        for model in COMPARED
    }


@pytest.mark.parametrize(
    "script",
    [
        desk_script,
        visit_script,
        overtaken_script,
        left_waiting_script,
        cancel_script,
        technician_first_script,
    ],
)
def test_a_history_is_that_of_the_operations(script: Script, world: World, monkeypatch: pytest.MonkeyPatch):
    world.checklist.min_photos = 0
    world.checklist.save()
    for place, kind in enumerate(("number", "text", "date")):
        made = CustomField.objects.create(code=kind, name=f"Campo {kind}", kind=kind, position=place)
        made.types.add(world.types["connection"])
    player = Operations(world)
    monkeypatch.setattr(timezone, "now", lambda: player.now)
    mark = transaction.savepoint()
    script(player)
    expected = stored()
    ids = {model: first_id(model) for model in COMPARED}
    transaction.savepoint_rollback(mark)

    rows = new_rows()
    for model, first in ids.items():
        rows[model].next_id = first
    statuses = {status.base_status: status for status in TicketStatus.objects.all()}
    told = Told(world, Story(rows, statuses))
    script(told)
    told.story.end()
    rows.store()

    found = stored()
    for table, wanted in expected.items():
        assert differences(found[table], wanted) == [], table
    assert len(expected["eventrecord"]) > 3
    assert told.story.ticket.event_hash == Ticket.objects.get().event_hash


def differences(found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> list[object]:
    """What differs between the rows of a table, column by column."""
    if len(found) != len(wanted):
        return [[row.get("name") for row in rows] for rows in (found, wanted)]
    pairs = zip(found, wanted, strict=True)
    return [(name, a[name], b[name]) for a, b in pairs for name in b if a[name] != b[name]]


def first_id(model: type[models.Model]) -> int:
    """The id of the first row that the operations made."""
    row = model._default_manager.order_by("pk").first()
    return int(row.pk) if row else 1


def test_what_the_rules_refuse_cannot_be_told(world: World):
    story = Story(new_rows(), {status.base_status: status for status in TicketStatus.objects.all()})
    Told(world, story).open("ana")
    with pytest.raises(NotAllowed):
        story.close(world.actor("tiago"), START, "<p>Não</p>", solution_id=None, answers={})
    assert story.ticket.is_open
    assert story.ticket.event_count == 1
