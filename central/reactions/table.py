"""What happens when…? Every fact that something follows from, and what follows.

Each entry names a task by its dotted path; the task gets the `event_id`. Facts that are not
listed are read by the timeline and the audit alone.
"""

TELL = "central.reactions.notices.inside.tell_inside"
PREVIEWS = "central.reactions.previews.tasks.make_previews"
INVITATION = "central.reactions.notices.accounts.send_invitation"
RESET = "central.reactions.notices.accounts.send_reset"
EXPORT = "central.reactions.exports.tasks.write_people_export"
CHANGED = "central.reactions.notices.accounts.tell_password_changed"
ESCALATED = "central.reactions.notices.escalations.tell_escalation"
LEADERS = "central.reactions.notices.handovers.call_leaders"
SENDER = "central.reactions.notices.handovers.tell_sender"
SUPERVISORS = "central.reactions.notices.handovers.call_supervisors"
MARK = "central.reactions.deadlines.tasks.mark_deadlines"

TABLE: dict[str, tuple[str, ...]] = {
    "TicketOpened": (PREVIEWS, TELL),
    "ReportAdded": (PREVIEWS, TELL),
    "TechnicianActivityReported": (PREVIEWS, TELL),
    "TicketForwarded": (PREVIEWS, TELL),
    "HandoverOverdue": (LEADERS, TELL),
    "HandoverReturned": (SENDER, TELL),
    "HandoverExpired": (SENDER, TELL),
    "PingPongNoted": (SUPERVISORS, TELL),
    "FilesAttached": (PREVIEWS,),
    "EscalationFired": (ESCALATED, TELL),
    "HandoverAccepted": (TELL,),
    "HandoverTakenBack": (TELL,),
    "AssigneeChanged": (TELL,),
    "DeadlineNear": (TELL,),
    "DeadlineMissed": (TELL,),
    "TicketClosed": (TELL,),
    "TicketTechClosed": (TELL,),
    "TicketCancelled": (TELL,),
    "TicketReopened": (TELL,),
    "UserInvited": (INVITATION,),
    "PasswordResetRequested": (RESET,),
    "PasswordChosen": (CHANGED,),
    "PasswordChanged": (CHANGED,),
    "CalendarChanged": (MARK,),
    "HolidayRegistered": (MARK,),
    "HolidayChanged": (MARK,),
    "HolidayActivated": (MARK,),
    "HolidayDeactivated": (MARK,),
    "EntryChanged": (MARK,),
    "EntryCreated": (MARK,),
    "EntryActivated": (MARK,),
    "AddressAdded": (MARK,),
    "AddressChanged": (MARK,),
    "AddressRemoved": (MARK,),
    "PeopleExportRequested": (EXPORT,),
}
