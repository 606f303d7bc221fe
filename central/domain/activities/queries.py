"""Reading activity records, always for an actor."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from central.domain.access.permissions import Permission as P
from central.domain.activities import rules
from central.domain.activities.models import Activity
from central.domain.teams.models import TeamMember
from central.foundation.actor import Actor, Reach
from central.foundation.errors import NotFound
from central.foundation.files.models import StoredFile
from central.foundation.prepared.queries import Prepared

PAGE = 50
GLANCED = 5


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One activity record as lists show it."""

    id: int
    person_id: int
    person_name: str
    contact_name: str
    reason: str
    method: str
    description: str
    started_at: datetime
    ended_at: datetime
    author_id: int
    author_name: str
    team_name: str
    file_id: str
    file_name: str
    corrected_at: datetime | None
    annulled_at: datetime | None
    annul_reason: str
    can_correct: bool
    can_annul: bool


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """One page of records, newest first, and whether older ones follow."""

    rows: list[ActivityRow]
    has_more: bool


def activities_visible_to(actor: Actor) -> QuerySet[Activity]:
    """All records, those of the actor's teams and own, or the own alone, by the profile."""
    reach = actor.reach(P.ACTIVITY_VIEW)
    if reach is Reach.ALL:
        return Activity.objects.all()
    if reach is Reach.NONE and not actor.may(P.ACTIVITY_CREATE):
        return Activity.objects.none()
    own = Q(author_id=actor.person_id)
    if reach is Reach.TEAM:
        colleagues = TeamMember.objects.filter(team_id__in=sorted(actor.team_ids)).values("person_id")
        own |= Q(author_id__in=colleagues)
    return Activity.objects.filter(own)


def activities_of_person(actor: Actor, person_id: int, *, before_id: int | None = None) -> ActivityPage:
    """The visible records of a client, newest first, 50 a page; one query, two for a later page."""
    found = activities_visible_to(actor).filter(person_id=person_id)
    if before_id is not None:
        edge = found.filter(pk=before_id).values_list("started_at", "id").first()
        if edge is not None:
            at, pk = edge
            found = found.filter(started_at__lte=at).filter(Q(started_at__lt=at) | Q(id__lt=pk))
    wanted = found.select_related("person", "contact", "reason", "method", "author", "team", "file")
    rows = [activity_row(actor, a) for a in wanted.order_by("-started_at", "-id")[: PAGE + 1]]
    return ActivityPage(rows[:PAGE], len(rows) > PAGE)


def recent_rows(actor: Actor, person_id: int) -> QuerySet[Activity]:
    """The last visible records of a client."""
    found = activities_visible_to(actor).filter(person_id=person_id)
    loaded = found.select_related("person", "contact", "reason", "method", "author", "team", "file")
    return loaded.order_by("-started_at", "-id")[:GLANCED]


RECENT: Prepared[Activity] = Prepared(recent_rows)


def last_activities(actor: Actor, person_id: int) -> list[ActivityRow]:
    """The last five visible records of a client; one query."""
    return [activity_row(actor, found) for found in RECENT(actor=actor, person_id=person_id)]


def activity(actor: Actor, activity_id: int) -> ActivityRow:
    """One visible record; raises `NotFound`."""
    return activity_row(actor, visible_activity(actor, activity_id))


def activity_row(actor: Actor, found: Activity) -> ActivityRow:
    """A loaded record as a frozen row."""
    return ActivityRow(
        id=found.pk,
        person_id=found.person_id,
        person_name=found.person.shown_name,
        contact_name=found.contact.name,
        reason=found.reason.name,
        method=found.method.name,
        description=found.description,
        started_at=found.started_at,
        ended_at=found.ended_at,
        author_id=found.author_id,
        author_name=found.author.shown_name,
        team_name=found.team.name if found.team else "",
        file_id=str(found.file_id) if found.file_id else "",
        file_name=found.file.name if found.file else "",
        corrected_at=found.corrected_at,
        annulled_at=found.annulled_at,
        annul_reason=found.annul_reason,
        can_correct=rules.can_correct(actor, found),
        can_annul=rules.can_annul(actor, found),
    )


@dataclass(frozen=True, slots=True)
class ActivityForm:
    """What a record holds, as the window that corrects it needs it."""

    id: int
    person_id: int
    contact_id: int
    reason_id: int
    method_id: int
    description: str
    started_at: datetime
    ended_at: datetime
    file_name: str


def activity_for_correction(actor: Actor, activity_id: int) -> ActivityForm:
    """The actor's own record while it may be corrected; raises `NotFound` and what the rule raises."""
    found = visible_activity(actor, activity_id)
    rules.check_can_correct(actor, found)
    return ActivityForm(
        id=found.pk,
        person_id=found.person_id,
        contact_id=found.contact_id,
        reason_id=found.reason_id,
        method_id=found.method_id,
        description=found.description,
        started_at=found.started_at,
        ended_at=found.ended_at,
        file_name=found.file.name if found.file else "",
    )


def activity_for_annulment(actor: Actor, activity_id: int) -> ActivityRow:
    """The actor's own record while it may be annulled; raises `NotFound` and what the rule raises."""
    found = visible_activity(actor, activity_id)
    rules.check_can_annul(actor, found)
    return activity_row(actor, found)


def file_of_activity(actor: Actor, activity_id: int) -> StoredFile:
    """The file of a visible record; raises `NotFound` where there is none."""
    found = visible_activity(actor, activity_id)
    if found.file is None:
        raise NotFound(_("This file does not exist, or you may not see it."))
    return found.file


def visible_activity(actor: Actor, activity_id: int) -> Activity:
    """One visible record with what it names; raises `NotFound`."""
    found = (
        activities_visible_to(actor)
        .select_related("person", "contact", "reason", "method", "author", "team", "file")
        .filter(pk=activity_id)
        .first()
    )
    if found is None:
        raise NotFound(_("This activity record does not exist, or you may not see it."))
    return found
