"""The cast: a small company with people of known rights, for every test.

Ana attends in Support; Bia is her colleague; Sara supervises; Tiago is a technician in the field team,
Téo his colleague; Otto is an outsider in Finance; Ada administers. Marlene is a client with a contact.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from central.domain.access.models import Profile, ProfileGrant, User
from central.domain.access.permissions import Permission as P
from central.domain.access.queries import actor_for_user
from central.domain.calendars.models import Calendar, CalendarWindow
from central.domain.catalog.models import (
    ActivityReason,
    ActivityType,
    BaseStatus,
    CancelReason,
    Checklist,
    ChecklistItem,
    ContactMethod,
    ForwardReason,
    ItemKind,
    PriorityStep,
    ReopenReason,
    ServiceLevel,
    Solution,
    TermUnit,
    TicketStatus,
    TicketType,
    UnproductiveReason,
    WaitReason,
)
from central.domain.company.models import CompanyPlace
from central.domain.people.finding import keep_findable
from central.domain.people.models import Address, Contact, Person, PersonKind, Phone, RevealReason
from central.domain.people.names import fold
from central.domain.teams.models import Team, TeamMember
from central.domain.tickets.models import Ticket
from central.domain.tickets.operations.opening import NewTicket, open_ticket
from central.foundation.actor import Actor, Reach

PASSWORD = "uma-senha-de-teste"

OWN, TEAM, ALL = Reach.OWN, Reach.TEAM, Reach.ALL

ATTENDANT = {
    P.TICKET_VIEW: TEAM, P.TICKET_VIEW_CUSTOMER: TEAM, P.TICKET_CREATE: ALL, P.TICKET_EXECUTE: TEAM,
    P.TICKET_REPORT: TEAM, P.TICKET_REPORT_PRIVATE_VIEW: TEAM, P.TICKET_REPORT_TECHNICIAN: TEAM,
    P.TICKET_FORWARD: TEAM, P.TICKET_ASSIGN: TEAM, P.TICKET_EDIT: TEAM, P.TICKET_CHANGE_PRIORITY: TEAM,
    P.TICKET_CLOSE: TEAM, P.TICKET_CANCEL: OWN, P.TICKET_REOPEN: TEAM, P.TICKET_ATTACH: TEAM,
    P.ACTIVITY_CREATE: ALL, P.ACTIVITY_VIEW: OWN, P.PERSON_VIEW: ALL, P.PERSON_EDIT: ALL,
    P.PERSON_REVEAL_DOCUMENT: ALL,
}  # fmt: skip
TECHNICIAN = {
    P.TICKET_VIEW: TEAM, P.TICKET_CREATE: OWN, P.TICKET_EXECUTE: OWN, P.TICKET_REPORT: OWN,
    P.TICKET_REPORT_PRIVATE_VIEW: TEAM, P.TICKET_REPORT_TECHNICIAN: OWN, P.TICKET_FORWARD: TEAM,
    P.TICKET_ASSIGN: OWN, P.TICKET_ATTACH: OWN, P.ACTIVITY_CREATE: OWN, P.ACTIVITY_VIEW: OWN,
    P.PERSON_VIEW: OWN,
}  # fmt: skip
SUPERVISOR = {p: ALL for p in P if p not in {P.REGISTRY_MANAGE, P.USER_MANAGE, P.AUDIT_VIEW, P.SYSTEM_HEALTH}} | {
    P.TICKET_CHANGE_DEADLINE: TEAM, P.TICKET_EXECUTE: TEAM, P.TICKET_REPORT: TEAM, P.TICKET_CLOSE: TEAM,
    P.TICKET_CHANGE_PRIORITY: TEAM, P.TICKET_CANCEL: TEAM, P.TICKET_REOPEN: TEAM, P.ACTIVITY_VIEW: TEAM,
}  # fmt: skip
LIMITS = {"attendant": {P.TICKET_CHANGE_PRIORITY: 2, P.TICKET_REOPEN: 7, P.PERSON_EDIT: 1}}


@dataclass
class World:
    """Everything that the tests name."""

    place: CompanyPlace
    support: Team
    field: Team
    finance: Team
    types: dict[str, TicketType]
    levels: dict[str, ServiceLevel]
    statuses: dict[str, TicketStatus]
    forward_reason: ForwardReason
    activity_reason: ActivityReason
    method: ContactMethod
    wait_reason: WaitReason
    cancel_reason: CancelReason
    reopen_reason: ReopenReason
    solution: Solution
    unproductive: UnproductiveReason
    activity_type: ActivityType
    checklist: Checklist
    reveal_reason: RevealReason
    persons: dict[str, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def actor(self, name: str) -> Actor:
        """The actor of one of the cast: ana, bia, sara, tiago, teo, otto, ada."""
        return actor_for_user(self.users[name].pk)

    @property
    def marlene(self) -> Person:
        """The client."""
        return self.persons["marlene"]

    @property
    def contact(self) -> Contact:
        """Marlene herself as contact."""
        return Contact.objects.get(person=self.marlene, is_self=True)

    def new_ticket(self, **changes: object) -> NewTicket:
        """A good opening for Marlene: no connection, in Support, unassigned."""
        values: dict[str, object] = {
            "customer_id": self.marlene.pk,
            "contact_id": self.contact.pk,
            "origin_id": self.method.pk,
            "type_id": self.types["connection"].pk,
            "title": "Sem conexão após queda de energia",
            "description": "A luz LOS está vermelha desde ontem.",
        }
        return NewTicket(**{**values, **changes})  # type: ignore[arg-type]

    def ticket(self, by: str = "ana", **changes: object) -> Ticket:
        """A protocol opened by one of the cast."""
        opened = open_ticket(actor=self.actor(by), ticket=self.new_ticket(**changes))
        return Ticket.objects.get(pk=opened.pk)


def person(name: str, **values: object) -> Person:
    """A person with itself as contact."""
    now = timezone.now()
    made = Person.objects.create(
        name=name,
        search_name=fold(name),
        created_at=now,
        updated_at=now,
        **{"kind": PersonKind.INDIVIDUAL, **values},
    )
    Contact.objects.create(person=made, name=name, email=made.email, is_self=True)
    keep_findable(made.pk)
    return made


def build_world() -> World:
    """Make the company, its catalogue and its people."""
    calendar = Calendar.objects.create(code="24x7", name="24x7")
    CalendarWindow.objects.bulk_create(
        CalendarWindow(calendar=calendar, weekday=day, starts_at=0, ends_at=1440) for day in range(7)
    )
    office = Calendar.objects.create(code="8x5", name="8x5")
    CalendarWindow.objects.bulk_create(
        CalendarWindow(calendar=office, weekday=day, starts_at=start, ends_at=end)
        for day in range(5)
        for start, end in ((480, 720), (780, 1020))
    )
    place = CompanyPlace.objects.create(code="SC", name="Conecta Teste", city="Lages", state="SC")
    teams = [
        Team.objects.create(
            code=code,
            name=name,
            place=place,
            calendar=calendar,
            members_can_close=close,
            is_field=is_field,
            forwards_to_all=everywhere,
            position=n,
        )  # fmt: skip
        for n, (code, name, close, is_field, everywhere) in enumerate(
            [
                ("SUP", "Suporte N1", True, False, True),
                ("CAM", "Campo Sul", False, True, False),
                ("FIN", "Financeiro", True, False, False),
            ]
        )
    ]
    teams[1].forwards_to.add(teams[0])
    world = build_catalogue(place, teams, calendar, office)
    build_people(world)
    return world


def build_catalogue(place: CompanyPlace, teams: list[Team], always: Calendar, office: Calendar) -> World:
    """Make types, situações, statuses and the short lists; the priorities again where tables were emptied."""
    for rank, name in enumerate(("Baixa", "Normal", "Alta", "Urgente")):
        step = {
            "code": name.lower(),
            "name": name,
            "color": "bad" if rank > 1 else "plain",
            "position": rank + 1,
        }
        PriorityStep.objects.get_or_create(rank=rank, defaults={**step, "is_default": rank == 1})
    levels = {
        "day": ServiceLevel.objects.create(
            code="L24",
            name="24x7 - Parado",
            term_amount=24,
            term_unit=TermUnit.RUNNING_HOURS,
            calendar=always,
        ),
        "office": ServiceLevel.objects.create(
            code="L8",
            name="8x5 - Imediato",
            term_amount=4,
            term_unit=TermUnit.BUSINESS_HOURS,
            calendar=office,
        ),
        "manual": ServiceLevel.objects.create(code="LM", name="Manual", term_unit=TermUnit.MANUAL),
    }
    names = {
        BaseStatus.OPEN: "Abertura", BaseStatus.IN_PROGRESS: "Andamento", BaseStatus.WAITING: "Aguardando Retorno",
        BaseStatus.SCHEDULED: "Agendado", BaseStatus.TECH_CLOSED: "Fechamento", BaseStatus.CLOSED: "Encerramento",
        BaseStatus.CANCELLED: "Cancelada",
    }  # fmt: skip
    statuses = {
        base.value: TicketStatus.objects.create(
            code=base.value,
            name=name,
            base_status=base,
            is_default=True,
            position=n,
            requires_awaiting=base is BaseStatus.WAITING,
            pauses_clock=base is BaseStatus.WAITING,
            requires_schedule=base is BaseStatus.SCHEDULED,
        )  # fmt: skip
        for n, (base, name) in enumerate(names.items())
    }
    checklist = Checklist.objects.create(code="reparo", name="Reparo", min_photos=1)
    ChecklistItem.objects.create(
        checklist=checklist, code="sinal", label="Sinal depois (dBm)", kind=ItemKind.NUMBER, is_required=True,
        minimum=-27, maximum=-8,
    )  # fmt: skip
    ChecklistItem.objects.create(
        checklist=checklist, code="limpo", label="Local limpo", kind=ItemKind.CHECK, position=1
    )
    types = {
        "connection": TicketType.objects.create(
            code="SUP-001", name="Sem conexão", group="Suporte", team=teams[0], service_level=levels["day"], priority=2
        ),
        "repair": TicketType.objects.create(
            code="CAM-006", name="Reparo em domicílio", group="Campo", team=teams[1], service_level=levels["day"],
            priority=2, checklist=checklist, field_work="S",
        ),
        "invoice": TicketType.objects.create(
            code="FIN-001", name="2ª via de fatura", group="Financeiro", team=teams[2], service_level=levels["office"]
        ),
    }  # fmt: skip
    return World(
        place=place, support=teams[0], field=teams[1], finance=teams[2], types=types, levels=levels,
        statuses=statuses, checklist=checklist,
        forward_reason=ForwardReason.objects.create(code="visita", name="Necessita visita técnica"),
        activity_reason=ActivityReason.objects.create(code="geral", name="Informação geral"),
        method=ContactMethod.objects.create(code="telefone", name="Telefone receptivo"),
        wait_reason=WaitReason.objects.create(code="retorno", name="Retorno do cliente"),
        cancel_reason=CancelReason.objects.create(code="dupla", name="Aberta em duplicidade"),
        reopen_reason=ReopenReason.objects.create(code="voltou", name="Problema voltou"),
        solution=Solution.objects.create(code="conector", name="Troca de conector"),
        unproductive=UnproductiveReason.objects.create(code="ausente", name="Cliente ausente"),
        activity_type=ActivityType.objects.create(code="local", name="Atendimento no local"),
        reveal_reason=RevealReason.objects.create(code="titular", name="Pedido do próprio titular"),
    )  # fmt: skip


def build_people(world: World) -> None:
    """Make the client and the staff with their profiles, logins and teams."""
    marlene = person(
        "Marlene Brandão de Oliveira", document="52998224725", is_client=True, city="Urubici", state="SC",
        main_phone="(48) 99912-0147", email="marlene@example.com",
    )  # fmt: skip
    Phone.objects.create(
        person=marlene, e164="+5548999120147", typed="(48) 99912-0147", match_key="4899120147", tail="99120147",
        is_mobile=True, is_main=True,
    )  # fmt: skip
    Address.objects.create(
        person=marlene, street="Rua das Hortênsias", number="210", city="Urubici", state="SC", is_main=True
    )
    world.persons["marlene"] = marlene
    profiles = {
        code: build_profile(code, grants, LIMITS.get(code, {}))
        for code, grants in {
            "attendant": ATTENDANT, "technician": TECHNICIAN, "supervisor": SUPERVISOR, "admin": dict.fromkeys(P, ALL),
        }.items()
    }  # fmt: skip
    staff = [
        ("ana", "Ana Beatriz Moraes", "attendant", [world.support]),
        ("bia", "Beatriz Lacerda", "attendant", [world.support]),
        ("sara", "Sara Antunes", "supervisor", [world.support]),
        ("tiago", "Tiago Rezende", "technician", [world.field]),
        ("teo", "Téo Farias", "technician", [world.field]),
        ("otto", "Otto Prado", "attendant", [world.finance]),
        ("ada", "Ada Nogueira", "admin", [world.support]),
    ]
    for login, name, profile, teams in staff:
        made = person(name, is_collaborator=True, is_effective=True, is_technician=profile == "technician")
        world.persons[login] = made
        user = User(username=login, person=made, profile=profiles[profile], created_at=timezone.now())
        user.set_unusable_password()
        user.save()
        world.users[login] = user
        for n, team in enumerate(teams):
            TeamMember.objects.create(team=team, person=made, is_main=n == 0, is_leader=login == "sara")


def build_profile(code: str, grants: dict[P, Reach], limits: dict[P, int]) -> Profile:
    """Make a profile with its grants."""
    profile = Profile.objects.create(code=code, name=code)
    ProfileGrant.objects.bulk_create(
        ProfileGrant(profile=profile, permission=permission, reach=reach, limit=limits.get(permission))
        for permission, reach in grants.items()
    )
    return profile


def long_ago(ticket: Ticket, **age: int) -> None:
    """Move the moments of a protocol back, for rules that look at their age."""
    past = timezone.now() - timedelta(**age)
    Ticket.objects.filter(pk=ticket.pk).update(
        closed_at=past if ticket.closed_at else None, executed_at=past if ticket.executed_at else None
    )
