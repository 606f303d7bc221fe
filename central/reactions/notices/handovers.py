"""Mails about hand-overs: to the leader when time is short, to the sender when a protocol comes back."""

from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django_tasks import task

from central.domain.notices.audiences import members
from central.domain.teams.models import Team
from central.domain.tickets.models import Forwarding
from central.reactions.notices.letters import link_to, readers, told_of, write


@task()
def call_leaders(event_id: int) -> int:
    """Tell the leaders of a team that it has not accepted a protocol in its time; answers how many."""
    found = told_of(event_id)
    if found is None:
        return 0
    record, ticket = found
    row = Forwarding.objects.select_related("from_team", "to_team").get(pk=record.payload["forwarding_id"])
    until = parse_datetime(record.payload["accept_by"])
    people = readers(members([row.to_team_id], is_leader=True))
    for user in people:
        with translation.override(user.language):
            words = {
                "protocol": ticket.protocol,
                "team": row.to_team.name,
                "origin": row.from_team.name,
                "time": f"{timezone.localtime(until):%d/%m %H:%M}" if until else "",
                "link": link_to(ticket),
            }
            text = _(
                "Ticket %(protocol)s was forwarded by %(origin)s to %(team)s, and nobody there has "
                "accepted it yet.\n\nIf nobody accepts it by %(time)s, it goes back to %(origin)s."
                "\n\n%(link)s"
            )
            write(record, user, _("Ticket %(protocol)s waits for %(team)s") % words, text % words)
    return len(people)


@task()
def tell_sender(event_id: int) -> int:
    """Tell who forwarded a protocol that it came back, returned or not accepted; answers how many."""
    found = told_of(event_id)
    if found is None:
        return 0
    record, ticket = found
    row = Forwarding.objects.select_related("from_team", "to_team").get(pk=record.payload["forwarding_id"])
    people = [user for user in readers({row.created_by_id or 0}) if user.person_id != record.person_id]
    for user in people:
        with translation.override(user.language):
            words = {
                "protocol": ticket.protocol,
                "team": row.to_team.name,
                "origin": row.from_team.name,
                "link": link_to(ticket),
            }
            text = _(
                "Ticket %(protocol)s, which you forwarded to %(team)s, was returned and is with %(origin)s "
                "again. The reason is in its timeline.\n\n%(link)s"
            )
            if record.name == "HandoverExpired":
                text = _(
                    "Nobody in %(team)s accepted ticket %(protocol)s, which you forwarded. It is with "
                    "%(origin)s again.\n\n%(link)s"
                )
            write(record, user, _("Ticket %(protocol)s came back") % words, text % words)
    return len(people)


@task()
def call_supervisors(event_id: int) -> int:
    """Call leaders and supervisors of both teams to a protocol that goes to and fro; answers how many."""
    found = told_of(event_id)
    if found is None:
        return 0
    record, ticket = found
    row = Forwarding.objects.get(pk=record.payload["forwarding_id"])
    both = [row.from_team_id, row.to_team_id]
    names = dict(Team.objects.filter(pk__in=both).values_list("id", "name"))
    people = readers([*members(both, is_leader=True), *members(both, person__is_supervisor=True)])
    for user in people:
        with translation.override(user.language):
            words = {
                "protocol": ticket.protocol,
                "count": record.payload["count"],
                "one": names[row.from_team_id],
                "other": names[row.to_team_id],
                "link": link_to(ticket),
            }
            text = _(
                "Ticket %(protocol)s was returned %(count)s times, the last time by %(other)s to %(one)s. "
                "Somebody has to decide whose it is.\n\n%(link)s"
            )
            write(record, user, _("Ticket %(protocol)s goes to and fro") % words, text % words)
    return len(people)
