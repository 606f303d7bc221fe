"""What permissions, reaches and limits are called on the screen."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from central.domain.access.permissions import Permission as P
from central.foundation.actor import Reach

REACHES = {
    Reach.NONE: pgettext_lazy("reach", "No"),
    Reach.OWN: pgettext_lazy("reach", "Own"),
    Reach.TEAM: pgettext_lazy("reach", "Team"),
    Reach.ALL: pgettext_lazy("reach", "All"),
}
LIMITS = {
    P.TICKET_CHANGE_PRIORITY: _("highest priority, 0 to 3"),
    P.TICKET_REOPEN: _("days after the end"),
    P.PERSON_EDIT: _("1 = contacts only"),
}
GROUPS = (
    (
        _("Protocols"),
        {
            P.TICKET_VIEW: _("See protocols"),
            P.TICKET_VIEW_CUSTOMER: _("See the other protocols of a client being served"),
            P.TICKET_CREATE: _("Open new protocols"),
            P.TICKET_EXECUTE: _("Start and pause execution"),
            P.TICKET_REPORT: _("Add reports"),
            P.TICKET_REPORT_PRIVATE_VIEW: _("Read private reports"),
            P.TICKET_REPORT_TECHNICIAN: _("Report activities of technicians"),
            P.TICKET_FORWARD: _("Forward protocols"),
            P.TICKET_ASSIGN: _("Take over and change the assignee"),
            P.TICKET_EDIT: _("Change title, description, contact, type"),
            P.TICKET_CHANGE_PRIORITY: _("Change the priority"),
            P.TICKET_CHANGE_DEADLINE: _("Change deadline class and deadline"),
            P.TICKET_CLOSE: _("Close protocols"),
            P.TICKET_CANCEL: _("Cancel protocols"),
            P.TICKET_REOPEN: _("Reopen protocols"),
            P.TICKET_ATTACH: _("Attach files"),
        },
    ),
    (
        _("Activities and persons"),
        {
            P.ACTIVITY_CREATE: _("Record activities"),
            P.ACTIVITY_VIEW: _("See activities"),
            P.PERSON_VIEW: _("See persons"),
            P.PERSON_EDIT: _("Register and change persons"),
            P.PERSON_REVEAL_DOCUMENT: _("Show whole documents"),
            P.PERSON_MERGE: _("Merge duplicate persons"),
        },
    ),
    (
        _("Administration"),
        {
            P.REGISTRY_MANAGE: _("Change registries"),
            P.USER_MANAGE: _("Manage users, profiles and teams"),
            P.REPORT_VIEW: _("See reports and indicators"),
            P.REPORT_EXPORT: _("Export"),
            P.AUDIT_VIEW: _("See the audit trail"),
            P.SYSTEM_HEALTH: _("See the health of the system, retry deliveries"),
        },
    ),
)
NAMES = {permission: name for _group, names in GROUPS for permission, name in names.items()}
