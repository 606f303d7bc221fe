"""What happens when…? Every fact that something follows from, and what follows.

Each entry names a task by its dotted path; the task gets the `event_id`. Facts that are not
listed are read by the timeline and the audit alone.
"""

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
    "TicketOpened": (PREVIEWS,),
    "ReportAdded": (PREVIEWS,),
    "TechnicianActivityReported": (PREVIEWS,),
    "TicketForwarded": (PREVIEWS,),
    "HandoverOverdue": (LEADERS,),
    "HandoverReturned": (SENDER,),
    "HandoverExpired": (SENDER,),
    "PingPongNoted": (SUPERVISORS,),
    "FilesAttached": (PREVIEWS,),
    "EscalationFired": (ESCALATED,),
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
