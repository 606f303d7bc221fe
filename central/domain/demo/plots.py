"""What becomes of a protocol, from its opening to its end, and how often which."""

from datetime import datetime, timedelta

from central.domain.catalog.models import BaseStatus, ReopenReason, Solution
from central.domain.demo.telling import DAY_ENDS, DAY_STARTS, MINUTE, Act, Plan, Step, Studio, Telling
from central.domain.demo.visits import Visit, field_team
from central.domain.demo.wording import solution_told
from central.domain.demo.world import local

FIRST_CONTACT = {"Suporte": 55.0, "Financeiro": 85.0, "Cadastro": 60.0, "Comercial": 45.0, "Retenção": 30.0}
LATE = {"Suporte": 23.0, "Financeiro": 17.0, "Campo": 22.0, "Rede": 18.0}
"""Shares of those that are not solved at the first contact, so that 12 in 100 of all end late."""
VISIT_SHARE = 28.0
CANCELLED_SHARE = 3.0
REOPENED_SHARE = 4.0
UNPRODUCTIVE_SHARE = 25.0
"""Of the visits with room for a second one, so that 8 in 100 of all come to nothing."""
ROOM = timedelta(minutes=20)
"""How long before the loading every ended history is over."""


def tell_ended(studio: Studio, plan: Plan) -> Visit:
    """A protocol that is over: at the first contact, at a desk, by a visit, or cancelled."""
    chance = studio.chance
    telling = Visit(studio, plan)
    latest = studio.world.now - ROOM
    room = latest - plan.opened_at
    if goes_out(studio, plan) and room > timedelta(hours=30):
        tell_visit(telling, latest)
    elif chance.share(CANCELLED_SHARE) and telling.has(telling.team, "ticket.cancel"):
        end = plan.opened_at + min(room * 0.8, timedelta(hours=chance.between(0.2, 20)))
        telling.play([*some(telling, chance.random.randint(0, 2)), Step(telling.cancel)], end)
    elif is_first_contact(studio, plan, telling):
        tell_first_contact(telling, latest)
    else:
        tell_desk(telling, latest)
    if chance.share(REOPENED_SHARE) and telling.story.ticket.base_status == BaseStatus.CLOSED:
        tell_reopening(telling, latest)
    telling.story.end(telling.world.now)
    return telling


def goes_out(studio: Studio, plan: Plan) -> bool:
    """Whether this protocol takes a visit."""
    kind = plan.kind
    if kind.team.code in {"EQ-11", "EQ-09"} or kind.group in {"Comercial", "Interno"}:
        return kind.code == "RET-001" and studio.chance.share(40)
    return kind.field_work == "S" or (kind.field_work == "T" and studio.chance.share(VISIT_SHARE))


def is_first_contact(studio: Studio, plan: Plan, telling: Telling) -> bool:
    """Whether whoever opened it also solves it at once."""
    if telling.team not in plan.opener.teams or not plan.opener.may("ticket.close"):
        return False
    return studio.chance.share(FIRST_CONTACT.get(plan.kind.group, 20.0))


def some(telling: Telling, number: int) -> list[Step]:
    """So many notes."""
    return [Step(telling.note, is_optional=True) for _number in range(number)]


def solved_at(telling: Telling, latest: datetime) -> datetime:
    """When the work is done: before the deadline, or late by the share of the type's group."""
    plan, chance = telling.plan, telling.chance
    due = telling.story.ticket.due_at
    term = due - plan.opened_at
    is_late = chance.share(LATE.get(plan.kind.group, 15.0)) and due + timedelta(hours=2) < latest
    if is_late:
        by = min(term * chance.random.expovariate(2.5), timedelta(days=6)) + ROOM
        return humane(telling, due + by, latest)
    most = min(due - 3 * MINUTE, latest)
    return humane(
        telling, plan.opened_at + (most - plan.opened_at) * chance.random.betavariate(1.7, 2.1), most
    )


def humane(telling: Telling, at: datetime, most: datetime) -> datetime:
    """The moment, or one of the next morning or the evening before where it falls into the night."""
    wall = local(at, telling.plan.client.place.zone)
    if 7 <= wall.hour < 22:
        return min(at, most)
    minute = telling.chance.random.randint(0, 59)
    morning = wall.replace(hour=DAY_STARTS, minute=minute) + timedelta(days=wall.hour >= 22)
    evening = wall.replace(hour=21, minute=minute) - timedelta(days=wall.hour < 7)
    for other in (morning, evening):
        if telling.last + ROOM < other <= most:
            return other.astimezone(at.tzinfo)
    return min(at, most)


def close(telling: Telling, at: datetime, until: datetime) -> datetime:
    """Encerrar, with the solution that the answer speaks of."""
    who = telling.actor_for("ticket.close")
    ticket = telling.story.ticket
    text = telling.words.closing(ticket.type.code)
    solution = None
    if ticket.solution_id is None and (ticket.type.requires_solution or ticket.type.group == "Suporte"):
        solution = solution_told(text) or "orientacao-por-telefone"
    telling.story.close(
        who.actor,
        at,
        text,
        solution_id=telling.world.choice(Solution, solution) if solution else None,
        answers={} if ticket.checklist_answers and not ticket.reopen_count else telling.answers(at),
    )
    return at


def closing_step(telling: Telling, gap: float = 1.0) -> Step:
    """The last step."""
    return Step(lambda at, until: close(telling, at, until), gap)


def tell_first_contact(telling: Telling, latest: datetime) -> None:
    """Solved by whoever took the call, in some minutes."""
    opened, chance = telling.plan.opened_at, telling.chance
    telling.hold(telling.holder or telling.plan.opener)
    most = min(telling.story.ticket.due_at - 2 * MINUTE, latest)
    end = min(opened + timedelta(minutes=chance.between(5, 45)), most)
    if telling.story.ticket.assignee_id is None and telling.plan.opener.may("ticket.execute"):
        start = opened + timedelta(seconds=chance.random.randint(15, 60))
        if start < end:
            telling.story.start(telling.plan.opener.actor, start)
            telling.last = start
    notes = chance.random.choices([0, 1, 2, 3], [15, 40, 30, 15])[0]
    telling.play([*some(telling, notes), closing_step(telling)], max(end, telling.last + 3 * MINUTE))


def tell_desk(telling: Telling, latest: datetime) -> None:
    """Worked on by the team of the type, or by a second one, with or without waiting for the client."""
    chance = telling.chance
    notes = chance.random.choices([1, 2, 3, 4, 5, 7, 10, 14], [14, 20, 18, 13, 10, 9, 9, 7])[0]
    steps = [Step(telling.assume, 0.5), Step(telling.work, 0.6), *some(telling, notes)]
    if chance.share(22):
        place = chance.random.randint(2, len(steps))
        steps[place:place] = [Step(telling.wait), Step(telling.resume, 2.0)]
    other = second_team(telling)
    if other is not None:
        place = chance.random.randint(1, max(1, len(steps) // 2))
        steps[place:place] = [Step(passing_on(telling, *other)), Step(telling.assume, 0.7)]
    if (
        chance.share(6)
        and telling.has(telling.team, "ticket.change_priority")
        and telling.plan.kind.priority < 2
    ):
        steps.insert(1, Step(telling.raise_priority, 0.4))
    steps.append(closing_step(telling))
    end = solved_at(telling, latest)
    telling.play(steps, in_office(telling, end, latest))


def second_team(telling: Telling) -> tuple[str, str] | None:
    """The team that a desk passes a difficult case on to, and why; usually none."""
    if not telling.chance.share(18):
        return None
    options = {
        "EQ-02": [("EQ-03", "necessita-analise-n2"), ("EQ-04", "necessita-analise-do-noc")],
        "EQ-03": [("EQ-04", "necessita-analise-do-noc")],
        "EQ-01": [("EQ-08", "pendencia-financeira")] if telling.plan.kind.group == "Financeiro" else [],
        "EQ-09": [("EQ-08", "pendencia-financeira")],
        "EQ-08": [("EQ-09", "intencao-de-cancelamento")],
    }.get(telling.team)
    return telling.chance.random.choice(options) if options else None


def passing_on(telling: Telling, team: str, reason: str) -> Act:
    """The act of forwarding to a second team, as the same type."""

    def act(at: datetime, until: datetime) -> datetime:
        telling.hand_over(at, team, reason)
        return at

    return act


def in_office(telling: Telling, end: datetime, latest: datetime) -> datetime:
    """The end, moved back into the day of an office team where there is room."""
    return min(telling.working_moment(end, telling.plan.opened_at + ROOM, min(end, latest)), latest)


def tell_visit(telling: Visit, latest: datetime) -> None:
    """To the client and back: agreed, done, closed by another team; one in twelve visits for nothing."""
    chance, opened = telling.chance, telling.plan.opened_at
    end = in_daylight(telling, solved_at(telling, latest - timedelta(hours=2)))
    steps = telling.visit_steps()
    kind = telling.field_type()
    team = field_team(kind) if telling.team not in {"EQ-04", "EQ-06", "EQ-07"} else telling.team
    team = "EQ-07" if team == "EQ-04" else team
    steps[1:1] = some(telling, chance.random.choices([0, 1, 2, 4, 9, 14], [22, 30, 20, 12, 9, 7])[0])
    if chance.share(UNPRODUCTIVE_SHARE) and end - opened > timedelta(hours=28):
        tell_failure(telling, steps, team, in_daylight(telling, opened + (end - opened) * 0.45))
        steps = [Step(telling.agree)]
    telling.visit_at = max(end, telling.last + timedelta(minutes=40)) - timedelta(minutes=5)
    telling.technician = telling.technician or telling.choose_technician(team, telling.visit_at)
    prepare(telling, steps, telling.visit_at)
    at = telling.visit_at + timedelta(minutes=chance.random.randint(-4, 20))
    at = max(min(at, latest - timedelta(hours=1)), telling.last + MINUTE)
    telling.last = telling.conclude(at, at + timedelta(hours=2))
    telling.last = telling.to_closing_team(telling.last + timedelta(minutes=chance.between(2, 9)), latest)
    after = telling.last + timedelta(hours=chance.between(0.3, 20))
    after = min(next_office(telling, after), latest)
    path = [*some(telling, chance.random.randint(0, 1)), closing_step(telling)]
    telling.play(path, max(after, telling.last + 3 * MINUTE))


def prepare(telling: Visit, steps: list[Step], visit_at: datetime) -> None:
    """What happens before a visit, over some time before it."""
    share = telling.chance.between(0.3, 0.75)
    telling.play(steps, telling.last + max((visit_at - telling.last) * share, len(steps) * MINUTE))


def tell_failure(telling: Visit, steps: list[Step], team: str, visit_at: datetime) -> None:
    """A visit for nothing: agreed, driven to, told."""
    telling.visit_at = visit_at
    telling.technician = telling.choose_technician(team, visit_at)
    prepare(telling, steps, visit_at)
    at = max(visit_at + timedelta(minutes=telling.chance.random.randint(-3, 25)), telling.last + MINUTE)
    telling.words.moment = local(at, telling.plan.client.place.zone)
    telling.last = telling.fail(at, at + timedelta(hours=1))


def next_office(telling: Telling, at: datetime) -> datetime:
    """The moment, or one of the next morning where it lies out of office time."""
    if telling.is_office_time(at):
        return at
    wall = local(at, telling.plan.client.place.zone)
    morning = wall.replace(hour=DAY_STARTS, minute=telling.chance.random.randint(5, 59))
    if wall.hour >= DAY_STARTS:
        morning += timedelta(days=1)
    if morning.weekday() == 6:
        morning += timedelta(days=1)
    return morning.astimezone(at.tzinfo)


def in_daylight(telling: Telling, at: datetime) -> datetime:
    """The moment moved into the day at the client's place, back to an afternoon where there is room."""
    wall = local(at, telling.plan.client.place.zone)
    if DAY_STARTS <= wall.hour < DAY_ENDS:
        return at
    minute = telling.chance.random.randint(0, 59)
    afternoon = wall.replace(hour=telling.chance.random.randint(14, 17), minute=minute)
    if wall.hour < DAY_STARTS:
        afternoon -= timedelta(days=1)
    return afternoon.astimezone(at.tzinfo) if afternoon > telling.last + timedelta(hours=2) else at


def tell_reopening(telling: Telling, latest: datetime) -> None:
    """Opened again within the days that every profile has, worked on and closed."""
    chance = telling.chance
    at = telling.last + timedelta(hours=chance.between(4, 120))
    if at + timedelta(hours=6) > latest or not telling.has(telling.team, "ticket.reopen"):
        return
    who = telling.somebody(telling.team, "ticket.reopen")
    kind = "rework" if chance.share(40) else "simple"
    reason = chance.weighted(
        {"problema-voltou": 6, "servico-incompleto": 2, "cliente-contestou-a-solucao": 2}
    )
    due = telling.world.due(telling.story.ticket.service_level, telling.plan.client.place, at)
    telling.story.reopen(
        who.actor,
        at,
        kind,
        telling.world.choice(ReopenReason, reason),
        telling.words.reopening(telling.topic.code),
    )
    telling.last = at
    if telling.holder is None or telling.team not in telling.holder.teams:
        telling.hold(None)
    end = humane(telling, at + (min(due, latest) - at) * chance.between(0.1, 0.8), min(due, latest))
    telling.play([Step(telling.work), *some(telling, 1), closing_step(telling)], end)
