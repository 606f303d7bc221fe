"""A company in which every page has something to show, and the addresses of all its pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from central.domain.access.operations import set_absence
from central.domain.activities.operations import NewActivity, record_activity
from central.domain.calendars.models import Holiday
from central.domain.exports.operations import request_people_export
from central.domain.merging.models import Pair
from central.domain.merging.operations import merge_persons
from central.domain.people.inputs import ContactInput
from central.domain.people.operations import attach_person_document, give_consent, save_contact
from central.domain.registries.listing import REGISTRIES
from central.domain.teams.models import TeamMember
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.closing import close_ticket
from central.domain.tickets.operations.details import attach_files
from central.domain.tickets.operations.execution import start_execution
from central.domain.tickets.operations.forwarding import Destination, forward_ticket
from central.domain.tickets.operations.reporting import NewReport, add_report
from central.domain.workspace.people_filter import NO_FILTER
from central.domain.workspace.people_list import BY_NAME
from central.foundation.files.store import stage_uploads
from central.foundation.jobs.models import Job, JobState
from central.foundation.jobs.queue import enqueue
from tests.cast import World, person

WHO = "ada"
Arguments = dict[str, int | str]


@dataclass
class Scene:
    """What stands in the addresses: a protocol in each state, and one of each other thing."""

    world: World
    open: Ticket
    running: Ticket
    closed: Ticket
    waiting: Ticket
    ids: dict[str, int]

    @property
    def tickets(self) -> list[Ticket]:
        """A protocol in each state."""
        return [self.running, self.open, self.closed, self.waiting]

    def arguments(self, route: str, names: tuple[str, ...]) -> list[Arguments]:
        """The arguments that an address of a route may have here."""
        if not names:
            return [{}]
        space, _colon, page = route.partition(":")
        if names == ("protocol",):
            return [{"protocol": self.open.protocol}]
        if space in {"tickets", "tasks", "workspace"} and page not in {"file", "thumbnail", "customer"}:
            known = {"report_pk": self.ids["report"]}
            return [{name: known.get(name, ticket.pk) for name in names} for ticket in self.tickets]
        return [{name: self.id_of(space, page, name) for name in names}]

    def id_of(self, space: str, page: str, name: str) -> int | str:
        """What stands for an argument of a route."""
        if name == "entry_id":
            return int(entry_of(page).pk)
        if name == "person_id" and space == "teams":
            return self.world.persons["ana"].pk
        known: dict[str, Any] = {
            "tickets:pk": self.ids["attachment"],
            "workspace:pk": self.world.marlene.pk,
            "activities:pk": self.ids["activity"],
            "people:person_id": self.world.marlene.pk,
            "teams:team_id": self.world.support.pk,
            "settings:user_id": self.world.users["ana"].pk,
            "settings:profile_id": self.world.users["ana"].profile_id,
            "places:place_id": self.world.place.pk,
            "calendars:calendar_id": self.world.support.calendar_id,
            "drafts:act": "report",
            "drafts:subject": self.open.pk,
            "drafts:part": 0,
            "live:pk": self.open.pk,
            "manual:name": "central",
            "manual:slug": "central-de-servicos",
        }
        found = known.get(f"{space}:{name}", self.ids.get(f"{space}:{name}"))
        assert found is not None, f"Say in tests/faults/scene.py what {name} is in {space}:{page}"
        return found


def entry_of(page: str) -> Any:
    """An entry of the registry that a page belongs to."""
    key = max((key for key in REGISTRIES if page.startswith(key)), key=len)
    registry = REGISTRIES[key]
    return first_of(registry.model)


def first_of(model: Any) -> Any:
    """The first row of a registry; made where there is none, with what it must refer to."""
    found = model._default_manager.order_by("pk").first()
    if found is not None:
        return found
    values: dict[str, Any] = {"name": "Primeira"}
    for column in model._meta.concrete_fields:
        if column.name == "code":
            values["code"] = "primeira"
        elif column.many_to_one and not column.null:
            values[column.name] = first_of(column.related_model)
    return model._default_manager.create(**values)


def build_scene(world: World) -> Scene:
    """Make the company busy."""
    ada, now = world.actor(WHO), timezone.now()
    running, opened, closed = (world.ticket(WHO) for _number in range(3))
    start_execution(actor=ada, ticket_id=running.pk)
    add_report(actor=ada, ticket_id=running.pk, report=NewReport(text="Cliente avisado."))
    add_report(actor=ada, ticket_id=opened.pk, report=NewReport(text="Aguardar a tarde."))
    close_ticket(actor=ada, ticket_id=closed.pk, text="Resolvido.", solution_id=world.solution.pk)
    picture = stage_uploads([SimpleUploadedFile("nota.txt", b"nota")], actor=ada)[0]
    attach_files(actor=ada, ticket_id=opened.pk, file_ids=[str(picture.pk)])
    talk = NewActivity(
        person_id=world.marlene.pk, contact_id=world.contact.pk, reason_id=world.activity_reason.pk,
        method_id=world.method.pk, description="Informado o prazo.", started_at=now - timedelta(minutes=9),
        ended_at=now - timedelta(minutes=1),
    )  # fmt: skip
    activity = record_activity(actor=ada, record=talk)
    paper = stage_uploads([SimpleUploadedFile("rg.pdf", b"%PDF-1.4 rg")], actor=ada)[0]
    client = world.marlene.pk
    kept = attach_person_document(actor=ada, person_id=client, kind="identity", file_id=str(paper.pk))
    consent = give_consent(
        actor=ada, person_id=client, purpose="marketing", text="Aceito ofertas.", channel="whatsapp"
    )
    save_contact(actor=ada, person_id=client, contact=ContactInput(name="Rita", role="filha"))
    day = timezone.localdate()
    absence = set_absence(
        actor=ada, user_id=world.users["ana"].pk, starts_on=day, ends_on=day, reason="Folga"
    )
    ids = twins(world) | exported(world) | given_up()
    holiday = Holiday.objects.create(name="Aniversário da cidade", on=day)
    ids |= {
        "report": running.reports.get(body__contains="avisado").pk,
        "attachment": opened.attachments.get().pk,
        "activity": activity.pk,
        "people:file_id": kept.pk,
        "people:consent_id": consent.pk,
        "people:contact_id": world.marlene.contacts.get(is_self=False).pk,
        "people:address_id": world.marlene.addresses.get().pk,
        "settings:absence_id": absence.pk,
        "calendars:holiday_id": holiday.pk,
    }
    return Scene(world, opened, running, closed, sent_on(world), ids)


def sent_on(world: World) -> Ticket:
    """A protocol that Finance forwarded to the team of who looks at the pages, and that nobody accepted yet.

    Who looks belongs to Finance too, and so may accept it and take it back alike.
    """
    ticket = world.ticket(type_id=world.types["invoice"].pk)
    world.finance.forwards_to.add(world.support)
    TeamMember.objects.create(team=world.finance, person=world.persons[WHO])
    forward_ticket(
        actor=world.actor("otto"),
        ticket_id=ticket.pk,
        destination=Destination(
            reason_id=world.forward_reason.pk,
            kind="team",
            team_id=world.support.pk,
            person_id=None,
            type_id=ticket.type_id,
        ),
    )
    return Ticket.objects.get(pk=ticket.pk)


def twins(world: World) -> dict[str, int]:
    """A proposed pair, and a merging of two others."""
    now, twin = timezone.now(), person("Marlene Brandao", email="marlene@example.com", is_client=True)
    pair = Pair.objects.create(first=world.marlene, second=twin, score=85, reasons="email", found_at=now)
    kept, gone = person("Ivo Peixoto", is_client=True), person("Ivo Peixotto", is_client=True)
    merge = merge_persons(actor=world.actor(WHO), survivor_id=kept.pk, merged_id=gone.pk)
    return {
        "merging:pair_id": pair.pk, "merging:survivor_id": world.marlene.pk, "merging:merged_id": twin.pk,
        "merging:merge_id": merge.pk,
    }  # fmt: skip


def exported(world: World) -> dict[str, int]:
    """A list of persons asked for as a file."""
    asked = request_people_export(
        actor=world.actor(WHO), wanted=NO_FILTER, order=BY_NAME, file_format="csv", columns=["name"]
    )
    return {"people:export_id": asked.pk}


def given_up() -> dict[str, int]:
    """A delivery that failed at every attempt."""
    made = enqueue("central.reactions.notices.accounts.send_invitation", {"event_id": 0})
    assert made is not None
    Job.objects.filter(pk=made.pk).update(
        state=JobState.FAILED, finished_at=timezone.now(), last_error="TimeoutError: nobody answered"
    )
    return {"health:job_id": made.pk}


def routes() -> dict[str, tuple[str, ...]]:
    """All named routes of the product with the names of their arguments."""
    return dict(sorted(named(get_resolver(), "", ())))


def named(resolver: URLResolver, space: str, outer: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The routes under a resolver."""
    for entry in resolver.url_patterns:
        names = outer + tuple(entry.pattern.converters)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from named(entry, inner, names)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{space}{entry.name}", names


def addresses(scene: Scene, route: str, names: tuple[str, ...]) -> list[str]:
    """The addresses of a route in this company."""
    return [reverse(route, kwargs=given) for given in scene.arguments(route, names)]
