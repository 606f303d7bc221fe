"""From a fact to an entry of the timeline: one presenter for each event of a protocol."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from central.domain.fields.kinds import shown_value
from central.domain.people.facts import Change
from central.domain.tickets import rules
from central.domain.workspace import handover_lines
from central.domain.workspace.clock_lines import deadline_changed, deadline_missed, deadline_near
from central.domain.workspace.entries import Entry, Handover, Pill, Version, safe_body
from central.domain.workspace.escalation_lines import escalation_fired
from central.domain.workspace.filed_lines import asked, filed_labels
from central.domain.workspace.lines import day_hour, entry, hour
from central.domain.workspace.texts import PageTexts
from central.foundation.events.models import EventRecord
from central.foundation.richtext import to_plain

Presenter = Callable[[EventRecord, PageTexts], Entry]

STATUS_ICONS = {
    "waiting": "player-pause",
    "scheduled": "calendar-event",
    "closed": "circle-check",
    "cancelled": "circle-x",
}


def opened(event: EventRecord, page: PageTexts) -> Entry:
    """The opening, with the description as it was then."""
    names, given = page.names.at(event.at), event.payload
    changed = [text.first for text in page.texts.values() if text.field == "description"]
    description = changed[0] if changed else page.sheet.description
    pills = [Pill(names.of("method", given.get("origin_id")), "out")]
    files = tuple(file for file in page.files if file.file_id in given.get("file_ids", []))
    told = [names.of("team", given.get("to_team_id")), names.of("person", given.get("assignee_id"))]
    return entry(
        event,
        page,
        form="message",
        icon="file-plus",
        says=_("opened the ticket"),
        pills=tuple(pill for pill in pills if pill.text),
        meta=(_("For: %(name)s") % {"name": ", ".join(name for name in told if name)}, *asked(event, page)),
        body=safe_body(description),
        files=files,
    )


def execution_started(event: EventRecord, page: PageTexts) -> Entry:
    """The start of an execution; while it runs, since when."""
    started = datetime.fromisoformat(event.payload["started_at"])
    running = page.sheet.running
    if running and running.person_id == event.payload["executor_id"] and running.started_at == started:
        says = _("has been executing since %(time)s") % {"time": hour(event.payload["started_at"])}
        return entry(event, page, icon="player-play", tone="run", says=says, since=started)
    return entry(event, page, form="small", icon="player-play", says=_("started the execution"))


def execution_paused(event: EventRecord, page: PageTexts) -> Entry:
    """An ended execution: whose, from when to when, how long."""
    given = event.payload
    says = _("executed from %(start)s to %(end)s") % {
        "start": hour(given["started_at"]),
        "end": hour(given["ended_at"]),
    }
    return entry(
        event,
        page,
        icon="player-play",
        tone="run",
        who=page.names.of("person", given["executor_id"]),
        who_id=given["executor_id"],
        says=says,
        span=timedelta(seconds=given["seconds"]),
    )


def technician_activity(event: EventRecord, page: PageTexts) -> Entry:
    """What a technician told, with times, helpers, materials and pictures."""
    given, names = event.payload, page.names.at(event.at)
    report = page.reports.get(given["report_id"])
    activity = getattr(report, "technician_activity", None) if report else None
    helpers = [names.of("person", pk) for pk in given["assistant_ids"]]
    hours = {"start": day_hour(given["started_at"]), "end": hour(given["ended_at"])}
    meta = [_("From %(start)s to %(end)s") % hours]
    if any(helpers):
        meta.append(_("Assistants: %(names)s") % {"names": ", ".join(name for name in helpers if name)})
    for line in activity.materials if activity else []:
        meta.append(" ".join(part for part in (line["quantity"], line.get("unit", ""), line["name"]) if part))
    pills = [Pill(f"{given['progress']}\u00a0%")] if given["progress"] else []
    if activity and activity.unproductive_reason_id:
        reason = {"reason": names.of("unproductive_reason", activity.unproductive_reason_id)}
        pills.append(Pill(_("Unproductive: %(reason)s") % reason, "warn"))
    kind = {"type": names.of("activity_type", given["activity_type_id"])}
    if given["is_conclusion"]:
        pills.append(Pill(_("Concluded"), "ok", "check"))
    return written(
        event,
        page,
        icon="tool",
        tone="brand",
        says=_("Technician's activity · %(type)s") % kind,
        span=timedelta(seconds=given["seconds"]),
        pills=tuple(pills),
        meta=tuple(meta),
    )


def report_added(event: EventRecord, page: PageTexts) -> Entry:
    """A report; what act it belongs to and whom it was to tell."""
    report = page.reports.get(event.payload["report_id"])
    titles = {
        "closing": (_("closing"), "circle-check", "run"),
        "cancelling": (_("cancelling"), "circle-x", ""),
        "reopening": (_("reopening"), "repeat", ""),
    }
    says, icon, tone = titles.get(report.kind if report else "", ("", "message-2", ""))
    if event.is_private and not says:
        icon, tone = "lock", "note"
    pills = notify_pills(event.payload.get("notify"))
    return written(event, page, icon=icon, tone=tone, says=says, pills=pills)


def notify_pills(notify: str | None) -> tuple[Pill, ...]:
    """Whom a report or a forwarding was to tell."""
    words = {"customer": _("Customer"), "team": _("Assignee and team"), "all": _("Everyone")}
    if notify not in words:
        return ()
    return (Pill(_("Notices: %(who)s") % {"who": words[notify]}, "out", "bell"),)


def written(event: EventRecord, page: PageTexts, *, pills: tuple[Pill, ...] = (), **values: Any) -> Entry:
    """An entry with a report: its words, versions, files and what its author may still do."""
    report = page.reports.get(event.payload["report_id"])
    privacy = Pill(_("Private"), "note", "lock") if event.is_private else Pill(_("Public"), "out", "world")
    if report is None:
        return entry(event, page, form="message", pills=(privacy, *pills), **values)
    return entry(
        event,
        page,
        form="message",
        pills=(privacy, *pills),
        body=safe_body(report.body),
        files=page.files_of(report_id=report.pk),
        versions=tuple(Version(text.at, safe_body(text.first)) for text in page.versions.get(report.pk, ())),
        corrected_at=report.corrected_at,
        annulled_at=report.annulled_at,
        annul_reason=report.annul_reason,
        report_id=report.pk,
        can_correct=rules.can_correct_report(page.actor, page.ticket, report),
        can_annul=rules.can_annul_report(page.actor, page.ticket, report),
        **values,
    )


def report_corrected(event: EventRecord, page: PageTexts) -> Entry:
    """The correction of a report; its versions are shown at the report."""
    return entry(event, page, form="small", icon="pencil", says=_("corrected a report"))


def report_annulled(event: EventRecord, page: PageTexts) -> Entry:
    """The annulling of a report, with the reason."""
    says = _("annulled a report: %(reason)s") % {"reason": event.payload["reason"]}
    return entry(event, page, form="small", icon="circle-x", says=says)


def forwarded(event: EventRecord, page: PageTexts) -> Entry:
    """A forwarding: from whom to whom, why, what was done and what is expected."""
    given, names = event.payload, page.names.at(event.at)
    text = page.texts.get(("forwarding", given["forwarding_id"]))
    to_id = given.get("to_person_id")
    target = names.of("person", to_id) or names.of("team", given["to_team_id"])
    you = to_id is not None and to_id == page.actor.person_id
    waiting = page.sheet.waiting
    changes: tuple[Change, ...] = ()
    if given["from_type_id"] != given["to_type_id"]:
        kinds = names.of("type", given["from_type_id"]), names.of("type", given["to_type_id"])
        changes = (Change(_("Type"), *kinds),)
    route = Handover(
        from_person=names.of("person", given.get("from_person_id")),
        from_person_id=given.get("from_person_id"),
        from_team=names.of("team", given["from_team_id"]),
        to_person=names.of("person", to_id),
        to_person_id=to_id,
        to_team=names.of("team", given["to_team_id"]),
        reason=names.of("forward_reason", given["reason_id"]),
        done=safe_body(text.first if text else ""),
        expected=safe_body(text.second if text else ""),
        promise=text.field if text else "",
        waiting=waiting if waiting and waiting.forwarding_id == given["forwarding_id"] else None,
    )
    return entry(
        event,
        page,
        form="handover",
        icon="arrow-forward-up",
        tone="hand",
        says=_("Forwarded to you") if you else _("Forwarded to %(name)s") % {"name": target},
        pills=notify_pills(given.get("notify")),
        changes=changes,
        handover=route,
        files=page.files_of(forwarding_id=given["forwarding_id"]),
    )


def status_changed(event: EventRecord, page: PageTexts) -> Entry:
    """The status from → to, with what is awaited."""
    given, names = event.payload, page.names.at(event.at)
    awaited = [names.of("wait_reason", given.get("wait_reason_id")), given.get("awaiting") or ""]
    awaited.append(_("the deadline stands still") if given.get("pauses") else "")
    return entry(
        event,
        page,
        form="small",
        icon=STATUS_ICONS.get(given["to_base"], "progress"),
        label=_("Ticket status"),
        before=names.of("status", given["from_status_id"]),
        after=names.of("status", given["to_status_id"]),
        says=" · ".join(part for part in awaited if part),
    )


def visit_scheduled(event: EventRecord, page: PageTexts) -> Entry:
    """An agreed visit, or one agreed anew."""
    given = event.payload
    words = {
        "when": day_hour(given["starts_at"]),
        "name": page.names.of("person", given["technician_id"]),
    }
    says = _("scheduled the visit for %(when)s with %(name)s") % words
    if given.get("before"):
        again = {**words, "before": day_hour(given["before"])}
        says = _("rescheduled the visit from %(before)s to %(when)s with %(name)s") % again
    return entry(event, page, icon="calendar-event", tone="brand", says=says)


def priority_changed(event: EventRecord, page: PageTexts) -> Entry:
    """The priority from → to."""
    before, after = (
        page.names.at(event.at).of("priority", event.payload[side]) for side in ("before", "after")
    )
    return entry(event, page, form="small", icon="flag", label=_("Priority"), before=before, after=after)


def assignee_changed(event: EventRecord, page: PageTexts) -> Entry:
    """Taking a protocol over, or giving it to a colleague."""
    given, names = event.payload, page.names.at(event.at)
    if given.get("taken"):
        return entry(event, page, icon="user", tone="brand", says=_("took the ticket over"))
    nobody = _("nobody")
    return entry(
        event,
        page,
        icon="user",
        label=_("Assignee"),
        before=names.of("person", given.get("before_id")) or nobody,
        after=names.of("person", given.get("after_id")) or nobody,
    )


def details_changed(event: EventRecord, page: PageTexts) -> Entry:
    """Title, description, contact, type or filing from → to."""
    labels = {
        "contact": _("Contact"),
        "type": _("Type"),
        **filed_labels(),
        "title": _("Title"),
        "description": _("Description"),
    }
    changes = [
        Change(labels.get(key, key), *(page.names.at(event.at).of(key, pk) for pk in pair))
        for key, pair in (event.payload.get("changes") or {}).items()
    ]
    for pk in event.payload.get("text_change_ids", []):
        text = page.texts.get(("change", pk))
        if text is not None:
            sides = (text.first, text.second)
            plain = [to_plain(side) for side in sides] if text.field == "description" else list(sides)
            changes.append(Change(labels.get(text.field, text.field), *plain))
    return entry(event, page, icon="edit", says=_("changed the ticket"), changes=tuple(changes))


def fields_changed(event: EventRecord, page: PageTexts) -> Entry:
    """Custom fields filled in or changed, under the labels that they had then."""
    found = [page.texts.get(("change", pk)) for pk in event.payload.get("text_change_ids", [])]
    texts = [text for text in found if text is not None]
    changes = tuple(
        Change(text.label, shown_value(text.field, text.first), shown_value(text.field, text.second) or "–")
        for text in texts
    )
    is_first = all(not text.first for text in texts)
    says = _("filled in fields") if is_first else _("changed fields")
    return entry(event, page, icon="template", says=says, changes=changes)


def met_pill(was_late: bool) -> Pill:
    """Whether the deadline was met."""
    return Pill(_("after the deadline"), "bad") if was_late else Pill(_("within the deadline"), "ok")


def closed(event: EventRecord, page: PageTexts) -> Entry:
    """The final closing, with the solution."""
    solution = page.names.at(event.at).of("solution", event.payload.get("solution_id"))
    says = (
        _("closed the ticket: %(solution)s") % {"solution": solution} if solution else _("closed the ticket")
    )
    pills = (met_pill(event.payload["was_late"]),)
    return entry(event, page, icon="circle-check", tone="run", says=says, pills=pills)


def tech_closed(event: EventRecord, page: PageTexts) -> Entry:
    """The technical closing."""
    pills = (met_pill(event.payload["was_late"]),)
    return entry(event, page, icon="check", tone="run", says=_("concluded the work"), pills=pills)


def cancelled(event: EventRecord, page: PageTexts) -> Entry:
    """The cancelling, with its reason."""
    reason = page.names.at(event.at).of("cancel_reason", event.payload["reason_id"])
    says = _("cancelled the ticket: %(reason)s") % {"reason": reason}
    return entry(event, page, icon="circle-x", says=says)


def reopened(event: EventRecord, page: PageTexts) -> Entry:
    """The reopening, with its reason and whether it is rework."""
    reason = page.names.at(event.at).of("reopen_reason", event.payload["reason_id"])
    rework = (Pill(_("Rework"), "warn"),) if event.payload["kind"] == "rework" else ()
    says = _("reopened the ticket: %(reason)s") % {"reason": reason}
    return entry(event, page, icon="repeat", tone="brand", says=says, pills=rework)


def files_attached(event: EventRecord, page: PageTexts) -> Entry:
    """Files without a report."""
    ids = event.payload["attachment_ids"]
    says = ngettext("attached %(count)s file", "attached %(count)s files", len(ids)) % {"count": len(ids)}
    files = tuple(file for file in page.files if file.id in ids)
    pills = (Pill(_("Private"), "note", "lock"),) if event.is_private else ()
    return entry(event, page, form="message", icon="paperclip", says=says, files=files, pills=pills)


def following_changed(event: EventRecord, page: PageTexts) -> Entry:
    """Somebody follows, or no longer."""
    says = _("follows the ticket") if event.payload["is_following"] else _("no longer follows the ticket")
    return entry(event, page, form="small", icon="eye", says=says)


def customer_merged(event: EventRecord, page: PageTexts) -> Entry:
    """The client was merged into another person, or that was undone."""
    given = event.payload
    people = {
        "one": page.names.of("person", given["from_person_id"]),
        "other": page.names.of("person", given["to_person_id"]),
    }
    if event.name == "TicketCustomerMerged":
        says = _("merged the client %(one)s into %(other)s") % people
    else:
        says = _("undid the merging: the client is %(other)s again") % people
    return entry(event, page, icon="users", says=says)


PRESENTERS: dict[str, Presenter] = {
    "TicketCustomerMerged": customer_merged,
    "TicketCustomerMergeUndone": customer_merged,
    "TicketOpened": opened,
    "ExecutionStarted": execution_started,
    "ExecutionPaused": execution_paused,
    "TechnicianActivityReported": technician_activity,
    "ReportAdded": report_added,
    "ReportCorrected": report_corrected,
    "ReportAnnulled": report_annulled,
    "TicketForwarded": forwarded,
    "HandoverAccepted": handover_lines.accepted,
    "HandoverReturned": handover_lines.returned,
    "HandoverTakenBack": handover_lines.taken_back,
    "HandoverOverdue": handover_lines.overdue,
    "HandoverExpired": handover_lines.expired,
    "HandoverLapsed": handover_lines.lapsed,
    "PingPongNoted": handover_lines.ping_pong,
    "StatusChanged": status_changed,
    "VisitScheduled": visit_scheduled,
    "PriorityChanged": priority_changed,
    "DeadlineChanged": deadline_changed,
    "DeadlineNear": deadline_near,
    "DeadlineMissed": deadline_missed,
    "EscalationFired": escalation_fired,
    "AssigneeChanged": assignee_changed,
    "DetailsChanged": details_changed,
    "FieldsChanged": fields_changed,
    "TicketClosed": closed,
    "TicketTechClosed": tech_closed,
    "TicketCancelled": cancelled,
    "TicketReopened": reopened,
    "FilesAttached": files_attached,
    "FollowingChanged": following_changed,
}
