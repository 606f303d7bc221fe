"""The permission codes: what a profile may grant (the matrix of the catalogue is the data)."""

from enum import StrEnum


class Permission(StrEnum):
    """What may be granted; each with a reach (own, team, all), some with a limit.

    For acts, *own* is a protocol assigned to the actor, or unassigned in one of the actor's teams;
    *team* is a protocol of one of the actor's teams.
    """

    TICKET_VIEW = "ticket.view"
    TICKET_VIEW_CUSTOMER = "ticket.view_customer"
    TICKET_CREATE = "ticket.create"
    TICKET_EXECUTE = "ticket.execute"
    TICKET_REPORT = "ticket.report"
    TICKET_REPORT_PRIVATE_VIEW = "ticket.report_private_view"
    TICKET_REPORT_TECHNICIAN = "ticket.report_technician"
    TICKET_FORWARD = "ticket.forward"
    TICKET_ASSIGN = "ticket.assign"
    TICKET_EDIT = "ticket.edit"
    TICKET_CHANGE_PRIORITY = "ticket.change_priority"
    TICKET_CHANGE_DEADLINE = "ticket.change_deadline"
    TICKET_CLOSE = "ticket.close"
    TICKET_CANCEL = "ticket.cancel"
    TICKET_REOPEN = "ticket.reopen"
    TICKET_ATTACH = "ticket.attach"
    ACTIVITY_CREATE = "activity.create"
    ACTIVITY_VIEW = "activity.view"
    PERSON_VIEW = "person.view"
    PERSON_EDIT = "person.edit"
    PERSON_REVEAL_DOCUMENT = "person.reveal_document"
    PERSON_MERGE = "person.merge"
    REGISTRY_MANAGE = "registry.manage"
    USER_MANAGE = "user.manage"
    REPORT_VIEW = "report.view"
    REPORT_EXPORT = "report.export"
    AUDIT_VIEW = "audit.view"
    SYSTEM_HEALTH = "system.health"


LIMITED = {
    Permission.TICKET_CHANGE_PRIORITY: 3,
    Permission.TICKET_REOPEN: 365,
    Permission.PERSON_EDIT: 1,
}
"""The permissions that take a limit, and the greatest: the priority, days, 1 for contacts only."""
