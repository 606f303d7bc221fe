"""What happens when…? Every fact that something follows from, and what follows.

Each entry names a task by its dotted path; the task gets the `event_id`. Facts that are not
listed are read by the timeline and the audit alone.
"""

PREVIEWS = "central.reactions.previews.tasks.make_previews"

TABLE: dict[str, tuple[str, ...]] = {
    "TicketOpened": (PREVIEWS,),
    "ReportAdded": (PREVIEWS,),
    "TechnicianActivityReported": (PREVIEWS,),
    "TicketForwarded": (PREVIEWS,),
    "FilesAttached": (PREVIEWS,),
}
