"""What becomes of everything that points at a person or at a contact when two persons become one.

Every relation is declared here, as moved or as kept with its reason; a test compares the declaration
with all models, so a new relation cannot be forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Field, Model

from central.domain.people.models import Contact, Person

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Moved:
    """Rows that go over to the person who stays; one that the survivor has already by `once` stays behind.

    `is_kept_whole`: the rows may be deleted later, so they are kept as they were.
    """

    once: tuple[str, ...] = ()
    is_kept_whole: bool = False


MOVED: dict[Key, Moved] = {
    ("people.Address", "person"): Moved(is_kept_whole=True),
    ("people.Contact", "person"): Moved(is_kept_whole=True),
    ("people.Phone", "person"): Moved(is_kept_whole=True),
    ("people.ExtraEmail", "person"): Moved(once=("email",), is_kept_whole=True),
    ("people.PersonFile", "person"): Moved(),
    ("people.Consent", "person"): Moved(once=("purpose", "withdrawn_at")),
    ("people.Person_groups", "person"): Moved(once=("persongroup_id",), is_kept_whole=True),
    ("people.Person", "merged_into"): Moved(),
    ("tickets.Ticket", "customer"): Moved(),
    ("tickets.Ticket", "requester"): Moved(),
    ("tickets.Ticket", "assignee"): Moved(),
    ("tickets.Ticket", "scheduled_technician"): Moved(),
    ("tickets.Schedule", "technician"): Moved(),
    ("tickets.Follower", "person"): Moved(once=("ticket_id",)),
    ("activities.Activity", "person"): Moved(),
    ("catalog.TicketType", "default_assignee"): Moved(),
}
"""What a person is asked about and answers for now."""

MOVED_CONTACTS: dict[Key, Moved] = {
    ("tickets.Ticket", "contact"): Moved(),
    ("activities.Activity", "contact"): Moved(),
}
"""What names the person itself as contact names the survivor's own contact afterwards."""

SIGNED = "who did it then signed it, and the sealed facts name the same person"
REBUILT = "made anew from the persons themselves"
OWN = "the record of mergings and of possible duplicates itself"
KEPT: dict[Key, str] = {
    ("people.PersonFile", "added_by"): SIGNED,
    ("people.Consent", "recorded_by"): SIGNED,
    ("people.Consent", "withdrawn_by"): SIGNED,
    ("people.PersonChange", "person"): "the history belongs to the sealed facts of that person",
    ("people.LikenessKey", "person"): REBUILT,
    ("people.ComparisonDue", "person"): REBUILT,
    ("teams.TeamMember", "person"): "who is in a team cannot be merged into another person",
    ("access.User", "person"): "who has a login cannot be merged into another person",
    ("activities.Activity", "author"): SIGNED,
    ("tickets.Ticket", "opened_by"): SIGNED,
    ("tickets.Report", "author"): SIGNED,
    ("tickets.Report", "annulled_by"): SIGNED,
    ("tickets.Execution", "person"): SIGNED,
    ("tickets.TechnicianActivity", "person"): SIGNED,
    ("tickets.TechnicianActivity_assistants", "person"): SIGNED,
    ("tickets.Forwarding", "from_person"): "what was forwarded from whom to whom stays as it was",
    ("tickets.Forwarding", "to_person"): "what was forwarded from whom to whom stays as it was",
    ("tickets.Forwarding", "created_by"): SIGNED,
    ("tickets.Forwarding", "settled_by"): SIGNED,
    ("tickets.Schedule", "created_by"): SIGNED,
    ("tickets.Attachment", "added_by"): SIGNED,
    ("notices.Notice", "person"): "only who has a login is told anything, and cannot be merged",
    ("exports.PeopleExport", "requested_by"): SIGNED,
    ("merging.Pair", "first"): OWN,
    ("merging.Pair", "second"): OWN,
    ("merging.Pair", "dismissed_by"): SIGNED,
    ("merging.Merge", "survivor"): OWN,
    ("merging.Merge", "merged"): OWN,
    ("merging.Merge", "merged_by"): SIGNED,
    ("merging.Merge", "undone_by"): SIGNED,
}
KEPT_CONTACTS: dict[Key, str] = {
    ("people.Phone", "contact"): "a phone goes where its contact goes",
}


def relations_to(target: type[Model]) -> Iterator[Key]:
    """Every column of every table that points at a model, tables between many and many among them."""
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.get_fields(include_hidden=True):
            if not isinstance(column, Field) or not column.concrete or column.many_to_many:
                continue
            if column.remote_field and column.remote_field.model is target:
                yield model._meta.label, column.name


def undeclared() -> list[Key]:
    """The relations to persons and contacts that are declared neither as moved nor as kept."""
    persons = set(relations_to(Person)) - set(MOVED) - set(KEPT)
    contacts = set(relations_to(Contact)) - set(MOVED_CONTACTS) - set(KEPT_CONTACTS)
    return sorted(persons | contacts)
