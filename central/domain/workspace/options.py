"""The choices of the filters: what is active in the catalogue, and where the visible work is."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Coalesce, Concat, NullIf

from central.domain.catalog.models import CustomField, PriorityStep, ServiceLevel, TicketStatus, TicketType
from central.domain.catalog.priorities import steps
from central.domain.people.models import Person
from central.domain.teams.models import Team
from central.domain.workspace.field_filters import filter_fields
from central.domain.workspace.filed_filters import CATALOGS, PROBLEMS, FiledChoices, filed_choices, path_query
from central.domain.workspace.selection import Scope, TicketFilter, open_in_scope
from central.foundation.actor import Actor

MOST_CITIES = 300

Choices = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """What may be chosen in each filter."""

    teams: Choices
    assignees: Choices
    types: Choices
    statuses: Choices
    service_levels: Choices
    priorities: Choices
    cities: list[str]
    fields: Choices
    catalogs: FiledChoices
    problems: FiledChoices


def filter_options(actor: Actor) -> FilterOptions:
    """The choices of the filters in ten queries."""
    shown = Coalesce(NullIf(F("social_name"), Value("")), F("name"), output_field=CharField())
    full = Concat(F("group"), Value(" › "), F("name"), output_field=CharField())
    staff = Person.objects.filter(is_effective=True, is_active=True).order_by("search_name", "id")
    cities = (
        open_in_scope(actor, Scope.ALL)
        .exclude(customer__city="")
        .order_by("customer__city")
        .values_list("customer__city", flat=True)
        .distinct()
    )
    kinds = TicketType.objects.filter(is_active=True).order_by("group", "position", "id")
    return FilterOptions(
        teams=list(Team.objects.filter(is_active=True).order_by("position", "id").values_list("id", "name")),
        assignees=list(staff.values_list("id", shown)),
        types=list(kinds.values_list("id", full)),
        statuses=list(
            TicketStatus.objects.filter(is_active=True).order_by("position", "id").values_list("id", "name")
        ),
        service_levels=list(
            ServiceLevel.objects.filter(is_active=True).order_by("position", "id").values_list("id", "name")
        ),
        priorities=[(step.rank, step.name) for step in reversed(steps())],
        cities=list(cities[:MOST_CITIES]),
        fields=filter_fields(),
        catalogs=filed_choices(CATALOGS),
        problems=filed_choices(PROBLEMS),
    )


def chosen_names(wanted: TicketFilter) -> dict[str, QuerySet[Any, Any]]:
    """The name of each chosen entry as a query of one word, for `one_row`."""
    shown = Coalesce(NullIf(F("social_name"), Value("")), F("name"), output_field=CharField())
    full = Concat(F("group"), Value(" › "), F("name"), output_field=CharField())
    plain = F("name")
    tables: tuple[tuple[str, Any, Any, int | None], ...] = (
        ("team_id", Team, plain, wanted.team_id),
        ("assignee_id", Person, shown, wanted.assignee_id),
        ("type_id", TicketType, full, wanted.type_id),
        ("status_id", TicketStatus, plain, wanted.status_id),
        ("service_level_id", ServiceLevel, plain, wanted.service_level_id),
        ("priority", PriorityStep, plain, wanted.priority),
        ("custom", CustomField, plain, wanted.custom.field_id if wanted.custom else None),
    )
    named = {
        field: table.objects.filter(pk=pk).order_by().annotate(word=name).values("word")[:1]
        for field, table, name, pk in tables
        if pk is not None
    }
    filed = {"catalog": wanted.catalog, "problem": wanted.problem}
    return named | {field: path_query(entry) for field, entry in filed.items() if entry is not None}


NAMED = (
    "team_id",
    "assignee_id",
    "type_id",
    "status_id",
    "service_level_id",
    "priority",
    "custom",
    "catalog",
    "problem",
)


def named_fields(wanted: TicketFilter) -> list[str]:
    """The fields of `chosen_names`, in its order."""
    return [field for field in NAMED if getattr(wanted, field) is not None]
