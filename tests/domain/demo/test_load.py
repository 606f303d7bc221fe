"""A small demo, loaded once: its facts and its rows say the same, and its shares are those wished."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count, F
from django.test import override_settings
from django.utils import timezone

from central.domain.access.models import User
from central.domain.access.queries import actor_for_user
from central.domain.activities.models import Activity
from central.domain.demo import loading
from central.domain.demo.loading import Size, load_demo
from central.domain.demo.marking import DemoState, state
from central.domain.demo.staff import LOGINS, PASSWORD
from central.domain.demo.twins import COUNT
from central.domain.merging.models import Pair
from central.domain.people.documents import is_valid_document
from central.domain.people.models import Person
from central.domain.tickets import states
from central.domain.tickets.demands import ANSWERS
from central.domain.tickets.models import Execution, Forwarding, ProtocolCounter, Report, Ticket
from central.domain.workspace.selection import Scope, open_in_scope
from central.foundation.events.models import EventRecord
from central.foundation.events.publishing import EVENTS
from central.foundation.events.verifying import Progress, broken_chains, chained_kinds
from central.foundation.files.models import StoredFile

SIZE = Size(persons=400, protocols=1_500)


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The demo in a transaction that every test of this file reads; answers the folder of its files."""
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder, PASSWORD_HASHERS=hashers),
        transaction.atomic(),
    ):
        load_demo(SIZE)
        yield folder
        transaction.set_rollback(True)


def facts_by_ticket() -> dict[int, list[EventRecord]]:
    """The facts of every protocol in their order."""
    found = defaultdict(list)
    for record in EventRecord.objects.filter(subject_kind="ticket").order_by("subject_id", "sequence"):
        found[record.subject_id].append(record)
    return found


def replayed(facts: list[EventRecord]) -> dict[str, Any]:
    """What a protocol's row must hold, from nothing but its facts."""
    first = facts[0].payload
    row: dict[str, Any] = {
        "protocol": first["protocol"], "customer_id": first["customer_id"], "type_id": first["type_id"],
        "team_id": first["to_team_id"], "assignee_id": first.get("assignee_id"), "priority": first["priority"],
        "service_level_id": first["service_level_id"], "due_at": first["due_at"], "base_status": "open",
        "status_id": first["status_id"], "opened_at": facts[0].at, "opened_by_id": facts[0].person_id,
        "running_count": 0, "worked_seconds": 0, "schedule_count": 0, "scheduled_at": None, "reopen_count": 0,
        "closed_at": None, "first_closed_at": None, "executed_at": None, "first_service_at": None,
        "solution_id": None, "event_count": len(facts), "event_hash": facts[-1].hash,
    }  # fmt: skip
    for fact in facts:
        replay(row, fact.name, fact.payload, fact.at)
        if fact.name != "FollowingChanged":
            row["last_event_at"] = fact.at
    row["is_open"] = states.is_open(row["base_status"])
    for name in ("due_at", "scheduled_at", "first_service_at"):
        row[name] = datetime.fromisoformat(row[name]) if row[name] else None
    return row


def replay(row: dict[str, Any], name: str, told: dict[str, Any], at: datetime) -> None:
    """Let one fact change the row."""
    match name:
        case "ExecutionStarted":
            row["running_count"] = 1
            row["first_service_at"] = row["first_service_at"] or told["started_at"]
        case "ExecutionPaused":
            row["running_count"] = 0
            row["worked_seconds"] += told["seconds"]
        case "AssigneeChanged":
            row["assignee_id"] = told.get("after_id")
        case "TicketForwarded":
            row["team_id"], row["assignee_id"] = told["to_team_id"], told.get("to_person_id")
            row["type_id"] = told["to_type_id"]
        case "PriorityChanged":
            row["priority"] = told["after"]
        case "DeadlineChanged":
            row["due_at"], row["service_level_id"] = told["to_due_at"], told["to_service_level_id"]
        case "VisitScheduled":
            row["schedule_count"], row["scheduled_at"] = told["count"], told["starts_at"]
        case "TicketReopened":
            row["reopen_count"] = told["count"]
        case "TicketClosed":
            row["solution_id"] = told.get("solution_id")
        case "TechnicianActivityReported":
            row["first_service_at"] = row["first_service_at"] or told["started_at"]
        case "StatusChanged":
            replay_status(row, told, at)


def replay_status(row: dict[str, Any], told: dict[str, Any], at: datetime) -> None:
    """A change of status moves the moments of technical and final closing."""
    row["status_id"], row["base_status"] = told["to_status_id"], told["to_base"]
    if states.is_active(told["to_base"]):
        if not states.is_active(told["from_base"]):
            row["executed_at"] = None
        row["closed_at"] = None
        return
    if told["to_base"] != "cancelled":
        row["executed_at"] = row["executed_at"] or at
    if not states.is_open(told["to_base"]):
        row["closed_at"] = at
        row["first_closed_at"] = row["first_closed_at"] or at


@pytest.mark.usefixtures("demo")
class TestConsistency:
    """Facts and rows agree."""

    def test_every_chain_verifies(self):
        progress = Progress()
        assert list(broken_chains(chained_kinds(), progress)) == []
        assert progress.records == EventRecord.objects.count() > 10_000

    def test_every_row_follows_from_its_facts(self):
        facts = facts_by_ticket()
        rows: list[dict[str, Any]] = list(map(dict, Ticket.objects.values()))
        assert len(rows) == SIZE.protocols
        for row in rows:
            expected = replayed(facts[row["id"]])
            if "solution_id" in expected and row["base_status"] != "closed":
                expected.pop("solution_id")
            assert {name: row[name] for name in expected} == expected

    def test_facts_have_the_fields_of_their_classes(self):
        for name, payload in EventRecord.objects.values_list("name", "payload"):
            known = {field.name for field in fields(EVENTS[name])} - {"is_private"}  # type: ignore[arg-type]
            assert set(payload) <= known, name

    def test_facts_name_rows_that_exist(self):
        of = {
            "report_id": dict(Report.objects.values_list("pk", "ticket_id")),
            "execution_id": dict(Execution.objects.values_list("pk", "ticket_id")),
            "forwarding_id": dict(Forwarding.objects.values_list("pk", "ticket_id")),
        }
        told: Counter[str] = Counter()
        for event, ticket_id, payload in EventRecord.objects.filter(subject_kind="ticket").values_list(
            "name", "subject_id", "payload"
        ):
            for name, rows in of.items():
                if payload.get(name) is not None:
                    assert rows[payload[name]] == ticket_id
                    told[name] += not event.startswith(("Handover", "PingPong"))
        assert told["forwarding_id"] == len(of["forwarding_id"])
        assert told["report_id"] >= len(of["report_id"])

    def test_facts_are_in_the_order_of_time_and_in_the_past(self):
        for facts in facts_by_ticket().values():
            moments = [fact.at for fact in facts]
            assert moments == sorted(moments)
        moments = list(EventRecord.objects.order_by("id").values_list("at", flat=True)[5000:])
        assert max(moments) <= timezone.now()
        by_id = EventRecord.objects.filter(subject_kind="ticket").order_by("id").values_list("at", flat=True)
        assert list(by_id) == sorted(by_id)

    def test_changes_of_status_are_allowed_ones(self):
        for facts in facts_by_ticket().values():
            base = "open"
            for fact in facts:
                if fact.name == "StatusChanged":
                    assert fact.payload["from_base"] == base
                    assert states.may_follow(base, fact.payload["to_base"])
                    base = fact.payload["to_base"]

    def test_forwardings_go_where_the_team_may_forward(self):
        for one in Forwarding.objects.select_related("from_team", "to_team"):
            origin = one.from_team
            allowed = origin.forwards_to_all or origin.forwards_to.filter(pk=one.to_team_id).exists()
            assert allowed or origin == one.to_team

    def test_the_numbers_are_a_sequence_in_the_order_of_time(self):
        numbers = list(Ticket.objects.order_by("opened_at", "id").values_list("protocol", flat=True))
        assert numbers == list(range(numbers[0], numbers[0] + SIZE.protocols))
        assert ProtocolCounter.objects.get().last == numbers[-1]

    def test_the_database_agrees(self):
        connection.check_constraints()

    def test_documents_are_right_and_files_exist(self, demo: Path):
        documents = Person.objects.exclude(document=None).values_list("document", flat=True)
        assert all(is_valid_document(text or "") for text in documents)
        assert Person.objects.filter(document=None).count() == Pair.objects.count() == COUNT
        for file in StoredFile.objects.order_by("storage_name", "id")[:200]:
            assert file.is_bound
            assert (demo / file.storage_name).stat().st_size == file.size
            assert (demo / file.thumbnail_name).exists()


@pytest.mark.usefixtures("demo")
class TestShares:
    """What a visitor meets."""

    def test_open_late_and_running(self):
        now = timezone.now()
        found = Ticket.objects.filter(is_open=True)
        assert found.count() == SIZE.open
        late = found.filter(due_at__lt=now, base_status__in=states.ACTIVE).count()
        assert 0.08 <= late / SIZE.open <= 0.20
        running = Execution.objects.filter(ended_at__isnull=True)
        assert running.count() == found.filter(running_count=1).count() >= 3
        assert not running.filter(person__user__username__in=LOGINS).exists()
        assert not running.filter(ticket__assignee__user__username__in=LOGINS).exists()

    def test_ended_ones_look_like_a_year(self):
        closed = Ticket.objects.filter(base_status="closed")
        late = closed.filter(executed_at__gt=F("due_at")).count() / closed.count()
        assert 0.07 < late < 0.18
        reopened = Ticket.objects.filter(reopen_count__gt=0).count() / SIZE.protocols
        assert 0.02 < reopened < 0.07
        counts = sorted(Report.objects.values("ticket").annotate(n=Count("id")).values_list("n", flat=True))
        assert 3 <= counts[len(counts) // 2] <= 5
        private = Report.objects.filter(is_private=True).count() / Report.objects.count()
        assert 0.24 < private < 0.38
        assert Activity.objects.count() == SIZE.activities
        clients = Counter(Ticket.objects.values_list("customer_id", flat=True))
        assert max(clients.values()) < 20

    def test_complaints_ended_with_an_answer_to_the_customer(self):
        ended = Ticket.objects.filter(base_status="closed", type__requires_customer_answer=True)
        public = Report.objects.filter(is_private=False, annulled_at=None, kind__in=ANSWERS)
        assert ended.exists()
        assert not ended.exclude(pk__in=public.values("ticket")).exists()

    def test_the_demo_is_known_as_one(self):
        assert state() is DemoState.LOADED


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("login", LOGINS)
def test_each_login_finds_clients_in_its_scopes(login: str):
    user = User.objects.get(username=login)
    assert user.check_password(PASSWORD)
    actor = actor_for_user(user.pk)
    for scope in (Scope.MINE, Scope.TEAMS):
        found = open_in_scope(actor, scope)
        wanted = 5 if scope is Scope.MINE else 8
        assert found.values("customer_id").distinct().count() >= wanted
    assert not open_in_scope(actor, Scope.MINE).filter(running_count__gt=0).exists()


def indexes() -> set[str]:
    """The names of all indexes and constraints."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        for table in (model._meta.db_table for model in loading.TABLES):
            constraints = connection.introspection.get_constraints(cursor, table)
            found |= {f"{table}: {name}" for name in constraints if not name.startswith("__")}
    return found


@pytest.mark.django_db(transaction=True)
def test_a_large_demo_is_short_consistent_and_keeps_its_indexes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loading, "LARGE", 300)
    monkeypatch.setattr(loading, "CHUNK", 150)
    before = indexes()
    load_demo(Size(persons=300, protocols=600))
    assert indexes() == before
    assert list(broken_chains(chained_kinds(), Progress())) == []
    connection.check_constraints()
    facts = facts_by_ticket()
    for row in map(dict[str, Any], Ticket.objects.values()):
        expected = replayed(facts[row["id"]])
        assert {name: row[name] for name in expected} == expected
    assert Ticket.objects.filter(is_open=True).count() == 18
    closed = Report.objects.filter(ticket__base_status="closed").values("ticket")
    assert set(closed.annotate(n=Count("id")).values_list("n", flat=True)) == {4}
    assert ProtocolCounter.objects.get().last == max(Ticket.objects.values_list("protocol", flat=True))
    made = Person.objects.create(
        name="X", search_name="x", created_at=timezone.now(), updated_at=timezone.now()
    )
    assert made.pk > 300


@pytest.mark.django_db
def test_the_same_seed_tells_the_same(monkeypatch: pytest.MonkeyPatch, settings: Any):
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    told = []
    for _time in range(2):
        mark = transaction.savepoint()
        load_demo(Size(persons=60, protocols=80))
        told.append(
            list(
                Ticket.objects.order_by("protocol").values_list("protocol", "title", "due_at", "base_status")
            )
        )
        transaction.savepoint_rollback(mark)
    assert told[0] == told[1]


def test_clients_are_sorted(demo: Path) -> None:
    clients = Person.objects.filter(is_client=True, event_count=1, groups__isnull=False)
    assert clients.filter(kind="individual").exclude(groups__name="Residencial").count() == 0
    assert set(clients.filter(kind="company").values_list("groups__name", flat=True)) >= {"Empresarial"}
    assert clients.filter(region=None).count() == 0
    assert 0 < clients.exclude(badge=None).count() < clients.count() / 10
    assert (
        clients.get(pk=clients.filter(city="Lages")[0].pk).region_id
        == clients.filter(city="São Joaquim")[0].region_id
    )
