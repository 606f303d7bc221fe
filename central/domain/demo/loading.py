"""Loading the demo: a whole provider, always the same one for the same seed, dated back from now."""

import heapq
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from central.domain.activities.models import Activity
from central.domain.catalog.operations import load_catalogue
from central.domain.demo.album import Album, keep_pictures
from central.domain.demo.bulk import loading_in_bulk
from central.domain.demo.casting import Casting
from central.domain.demo.classes import Classes
from central.domain.demo.clients import Clients
from central.domain.demo.current import Current, plan_slot
from central.domain.demo.documents import Documents
from central.domain.demo.marking import mark
from central.domain.demo.material.reader import read_material
from central.domain.demo.moments import moments
from central.domain.demo.plots import tell_ended
from central.domain.demo.reports import tell_activity
from central.domain.demo.rows import Rows, reset_sequences
from central.domain.demo.short import Short
from central.domain.demo.slots import Slot, open_slots
from central.domain.demo.staff import hire
from central.domain.demo.telling import Plan, Studio
from central.domain.demo.twins import plant_twins
from central.domain.demo.wording import Wording
from central.domain.demo.world import Chance, Client, World, load_world
from central.domain.fields.models import FieldValue
from central.domain.people.models import Address, Contact, LikenessKey, Person, Phone
from central.domain.tickets.models import (
    Attachment,
    Execution,
    Follower,
    Forwarding,
    Report,
    Schedule,
    TechnicianActivity,
    TextChange,
    Ticket,
)
from central.domain.tickets.numbering import ProtocolCounter
from central.foundation.actor import SYSTEM
from central.foundation.events.models import EventRecord
from central.foundation.files.models import StoredFile
from central.foundation.search.models import SearchDoc

TICKET_TABLES: tuple[type[models.Model], ...] = (
    Ticket, Report, Execution, TechnicianActivity, TechnicianActivity.assistants.through, Forwarding,
    Schedule, Attachment, Follower, TextChange, FieldValue,
)  # fmt: skip
TABLES: tuple[type[models.Model], ...] = (
    Person, Person.groups.through, Contact, Phone, Address, LikenessKey, SearchDoc, StoredFile,
    *TICKET_TABLES, Activity, EventRecord,
)  # fmt: skip
DAYS = 365
LARGE = 50_000
"""Above so many protocols histories are short, and every chunk is a transaction of its own."""
CHUNK = 5_000

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is loaded."""

    persons: int = 2_000
    protocols: int = 6_000
    seed: int = 20_261_124

    @property
    def is_large(self) -> bool:
        """Whether histories are short."""
        return self.protocols > LARGE

    @property
    def open(self) -> int:
        """How many protocols stay open: 3 in 100 of many, about 250 of the usual size."""
        share = 0.03 if self.is_large else 250 / 6_000
        return round(self.protocols * share)

    @property
    def activities(self) -> int:
        """How many activity records there are."""
        return min(self.protocols // 4, 100_000)


def new_rows() -> Rows:
    """Empty sheets of all tables; facts get ids in the order of their moments."""
    return Rows(*TABLES, sorted_by={EventRecord: "at"})


def load_demo(size: Size, tell: Tell = lambda line: None) -> None:
    """Load everything into an empty database, and mark it as loaded at the very end."""
    now = timezone.now().astimezone(UTC)
    with nullcontext() if size.is_large else transaction.atomic():
        load_catalogue(actor=SYSTEM, with_places=True)
        mark(size, is_loaded=False)
        loading = Loading(size, now, tell)
        with loading_in_bulk(TABLES if size.is_large else ()):
            loading.run()
        reset_sequences(list(TABLES))
        plant_twins()
        mark(size, is_loaded=True)
    tidy()


def tidy() -> None:
    """Tell the planner what the tables hold; PostgreSQL also which pages its indexes may answer for alone.

    A server does that by itself after a while; what is looked at at once after a loading does not wait.
    """
    with connection.cursor() as cursor:
        is_whole = connection.vendor == "postgresql" and not connection.in_atomic_block
        cursor.execute("VACUUM (ANALYZE)" if is_whole else "ANALYZE")


class Loading:
    """One loading at work."""

    def __init__(self, size: Size, now: datetime, tell: Tell) -> None:
        self.size, self.now, self.tell = size, now, tell
        self.chance = Chance(size.seed)
        self.documents = Documents(Random(size.seed + 1))
        self.material = read_material()

    def run(self) -> None:
        """Staff, clients, protocols, activity records, in this order."""
        with self.saving():
            hire(self.material.collaborators, self.documents, self.now)
            classes = Classes()
        self.tell(_("Staff: %(count)d") % {"count": len(self.material.collaborators)})
        self.rows = new_rows()
        clients = self.load_clients(classes)
        self.tell(_("People: %(count)d") % {"count": len(clients)})
        world = load_world(self.now, DAYS)
        world.clients = clients
        studio = self.studio(world)
        self.load_protocols(studio)
        self.load_activities(studio)

    def saving(self) -> transaction.Atomic:
        """A transaction of its own for a large chunk, a part of the one transaction otherwise."""
        return transaction.atomic()

    def store(self) -> None:
        """Store what waits."""
        with self.saving():
            self.rows.store()

    def load_clients(self, classes: Classes) -> list[Client]:
        """All clients, chunk by chunk."""
        maker = Clients(self.rows, self.chance, self.material, self.documents, classes, self.now)
        clients: list[Client] = []
        for client in maker.make(self.size.persons):
            clients.append(client)
            if len(clients) % CHUNK == 0:
                self.store()
        self.store()
        return clients

    def studio(self, world: World) -> Studio:
        """What the tellings share."""
        pictures = [] if self.size.is_large else keep_pictures(Random(self.size.seed + 2))
        groups = {code: kind.group for code, kind in world.types.items()}
        words = Wording(self.material, groups, Random(self.size.seed + 3))
        album = Album(self.rows, Random(self.size.seed + 4), pictures)
        return Studio(world, self.chance, words, self.rows, album)

    def load_protocols(self, studio: Studio) -> None:
        """All protocols in the order of their openings, so that the numbers are in the order of time."""
        counter, _made = ProtocolCounter.objects.get_or_create(pk=1)
        casting = Casting(studio.world, self.chance)
        short = Short(studio) if self.size.is_large else None
        for number, (_at, plan, slot) in enumerate(self.plans(studio, casting), 1):
            numbered = replace(plan, protocol=counter.last + number)
            if slot is not None:
                short.tell_open(numbered, slot) if short else Current(studio, numbered).tell(slot)
            else:
                short.tell_ended(numbered) if short else tell_ended(studio, numbered)
            if self.size.is_large and number % CHUNK == 0:
                self.store()
                if number % (CHUNK * 10) == 0:
                    self.tell(_("Tickets: %(count)d") % {"count": number})
        counter.last += self.size.protocols
        counter.save(update_fields=["last"])
        self.store()
        self.tell(_("Tickets: %(count)d") % {"count": self.size.protocols})

    def plans(self, studio: Studio, casting: Casting) -> Iterator[tuple[datetime, Plan, Slot | None]]:
        """The plans of all protocols, open and over, by the moment of their openings."""
        current = [
            (plan.opened_at, plan, slot)
            for slot in open_slots(studio.world, self.chance, self.size.open)
            for plan in [plan_slot(studio, casting, slot, own_only=self.size.is_large)]
        ]
        current.sort(key=lambda found: found[0])
        return heapq.merge(self.ended_plans(studio, casting), current, key=lambda found: found[0])

    def ended_plans(self, studio: Studio, casting: Casting) -> Iterator[tuple[datetime, Plan, None]]:
        """The plans of the protocols that are over."""
        world = studio.world
        until = self.now - timedelta(hours=3)
        count = self.size.protocols - self.size.open
        zone = timezone.get_default_timezone()
        for at in moments(self.chance.random, world.first_day, until, count, zone):
            kind = casting.kind(desk_only=at > self.now - timedelta(hours=40))
            plan = Plan(0, kind, casting.client(kind), at, casting.opener(kind))
            yield at, plan, None

    def load_activities(self, studio: Studio) -> None:
        """All activity records."""
        until = self.now - timedelta(hours=1)
        zone = timezone.get_default_timezone()
        when = moments(self.chance.random, studio.world.first_day, until, self.size.activities, zone)
        for number, at in enumerate(when, 1):
            tell_activity(studio, at)
            if number % CHUNK == 0:
                self.store()
        self.store()
        self.tell(_("Activity records: %(count)d") % {"count": self.size.activities})
