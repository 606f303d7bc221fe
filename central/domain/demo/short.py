"""Short histories for large data: opening, three reports, closing; the words come filled from pools."""

from datetime import timedelta

from central.domain.catalog.models import ContactMethod, Solution, TicketType
from central.domain.demo.acts import Note, Opening
from central.domain.demo.field_values import filled_in
from central.domain.demo.slots import Slot
from central.domain.demo.story import Story
from central.domain.demo.telling import MINUTE, Plan, Studio, Telling
from central.domain.demo.world import CHANNELS, Colleague

POOL = 60
REPORTS = 3
ROOM = timedelta(minutes=20)


class Short:
    """Tells protocols in few words, as fast as a million of them needs."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.world, self.chance, self.words = studio.world, studio.chance, studio.words
        self.openings = {code: [self.words.opening(code) for _n in range(POOL)] for code in self.world.types}
        self.notes = {
            (code, is_private): [
                self.words.note(code, is_private=is_private, told=set()) for _n in range(POOL)
            ]
            for code in self.world.types
            for is_private in (False, True)
        }
        self.closings = {code: [self.words.closing(code) for _n in range(POOL)] for code in self.world.types}
        self.administrators = [c for c in self.world.by_login.values() if c.actor.reach("ticket.close") == 3]
        self.reporters = {team: self.able(team, "ticket.report") for team in self.world.teams}
        self.closers = {
            code: self.able(code, "ticket.close") if team.members_can_close else self.administrators
            for code, team in self.world.teams.items()
        }
        self.answers: dict[str, dict[str, str]] = {}

    def able(self, team: str, permission: str) -> list[Colleague]:
        """The members of a team whose profile includes an act, technicians only where nobody else does."""
        found = [c for c in self.world.members[team] if c.may(permission)]
        return [c for c in found if not c.actor.is_technician] or found

    def open(self, plan: Plan) -> Story:
        """Abrir solicitação."""
        story = Story(self.studio.rows, self.world.defaults)
        title, description = self.chance.random.choice(self.openings[plan.kind.code])
        story.open(
            plan.opener.actor,
            plan.opened_at,
            Opening(
                protocol=plan.protocol,
                customer_id=plan.client.id,
                contact_id=plan.client.contact_ids[0],
                origin_id=self.world.choice(ContactMethod, self.chance.weighted(CHANNELS)),
                kind=plan.kind,
                level=plan.kind.service_level,
                due=self.world.standing(plan.kind.service_level, plan.client.place, plan.opened_at),
                calendar=self.world.calendar_of(plan.kind.service_level, plan.client.place),
                place_id=self.world.place_id,
                title=title,
                description=description,
                filing=self.world.filing(plan.kind, plan.protocol),
                answers=self.world.opening_answers(plan.kind, plan.opened_at),
                priority=plan.kind.priority,
                team=plan.kind.team,
                assignee_id=plan.assignee.id if plan.assignee else None,
                fields=filled_in(self.world.fields.get(plan.kind.pk, ()), plan.protocol, plan.opened_at),
            ),
        )
        return story

    def report(self, story: Story, plan: Plan, who: Colleague, number: int, span: timedelta) -> None:
        """One of the reports, at its part of a span of time."""
        is_private = self.chance.share(30)
        text = self.chance.random.choice(self.notes[plan.kind.code, is_private])
        at = plan.opened_at + span * ((number + self.chance.between(0.1, 0.9)) / (REPORTS + 1))
        story.note(who.actor, at, Note(text=text, is_private=is_private))

    def tell_ended(self, plan: Plan) -> None:
        """Opening, three reports, closing."""
        story = self.open(plan)
        team, now, dice = plan.kind.team.code, self.world.now, self.chance.random
        latest = now - ROOM
        due = story.ticket.due_at
        end = plan.opened_at + (min(due, latest) - plan.opened_at) * self.chance.between(0.1, 0.98)
        if self.chance.share(12) and due < latest:
            end = due + (min(latest, due + timedelta(days=5)) - due) * self.chance.between(0.02, 0.9)
        span = end - plan.opened_at
        who = plan.assignee or dice.choice(self.reporters[team])
        for number in range(REPORTS):
            self.report(story, plan, who, number, span)
        story.close(
            dice.choice(self.closers[team]).actor,
            end,
            dice.choice(self.closings[plan.kind.code]),
            solution_id=self.solution(plan.kind),
            answers=self.answers_for(plan),
        )
        story.end(self.world.now)

    def tell_open(self, plan: Plan, slot: Slot) -> None:
        """Opening and up to three reports of who has it."""
        story = self.open(plan)
        team, dice = plan.kind.team.code, self.chance.random
        span = self.world.now - plan.opened_at - MINUTE
        if slot.holder is not None and plan.assignee is None:
            story.assume(slot.holder.actor, plan.opened_at + span * 0.01)
        who = (
            slot.holder
            if slot.holder and slot.holder.may("ticket.report")
            else dice.choice(self.reporters[team])
        )
        for number in range(dice.randint(0, REPORTS)):
            self.report(story, plan, who, number, span)
        story.end(self.world.now)

    def solution(self, kind: TicketType) -> int | None:
        """A solution where the type asks for one."""
        return self.world.choice(Solution, "orientacao-por-telefone") if kind.requires_solution else None

    def answers_for(self, plan: Plan) -> dict[str, str]:
        """The answers to the checklist of a type, made once for each type."""
        if plan.kind.code not in self.answers:
            telling = Telling.__new__(Telling)
            telling.world, telling.chance, telling.words = self.world, self.chance, self.words
            telling.plan = plan
            items = self.world.items.get(plan.kind.checklist_id or 0, ())
            self.answers[plan.kind.code] = {item.code: telling.answer(item, plan.opened_at) for item in items}
        return self.answers[plan.kind.code]
