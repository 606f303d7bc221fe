"""Telling a visit: agreed, forwarded to a technician, for nothing or concluded, closed by another team."""

from datetime import datetime, timedelta

from central.domain.catalog.models import (
    ActivityType,
    BaseStatus,
    Solution,
    TicketType,
    UnproductiveReason,
    WaitReason,
)
from central.domain.demo.acts import Note, Work
from central.domain.demo.telling import MINUTE, Step, Telling
from central.domain.demo.wording import solution_told
from central.domain.demo.world import Colleague, local
from central.domain.tickets.kinds import Notify

FAILURES = {
    "cliente-ausente": 60, "endereco-nao-localizado": 8, "acesso-negado": 12, "menor-de-idade-no-local": 6,
    "risco-a-seguranca": 4, "chuva-ou-tempestade": 10,
}  # fmt: skip
SOLUTIONS = {
    "reparo": "troca-de-conector", "instalacao": "instalacao-concluida", "retirada": "equipamento-retirado",
    "rede": "reparo-na-cto", "vistoria": "orientacao-por-telefone",
}  # fmt: skip
"""The solution of a visit whose report speaks of none; an installation or a collection has its own."""
WORKS = {"reparo": "reparo", "instalacao": "instalacao", "retirada": "retirada", "vistoria": "vistoria"}
DISPATCH = "EQ-05"


def field_team(kind: TicketType) -> str:
    """Which field team a type is for."""
    return "EQ-06" if kind.checklist and kind.checklist.code in {"instalacao", "retirada"} else "EQ-07"


class Visit(Telling):
    """The telling of a protocol that sends somebody to the client."""

    technician: Colleague | None = None
    visit_at: datetime | None = None

    @property
    def checklist(self) -> str:
        """The code of the checklist that the visit fills."""
        checklist = self.story.ticket.type.checklist
        return checklist.code if checklist else "reparo"

    def field_type(self) -> TicketType:
        """The type that field work goes on as: support becomes a repair, a cancelling a collection."""
        kind = self.story.ticket.type
        other = {"Suporte": "CAM-006", "Retenção": "CAM-007"}.get(kind.group)
        keeps = kind.checklist is not None and kind.checklist.code != "triagem"
        return self.world.types[other] if other and not keeps else kind

    def choose_technician(self, team: str, at: datetime) -> Colleague:
        """A technician of the team, free at that time where possible; the time is then taken."""
        until = at + timedelta(minutes=100)
        best = self.somebody(team, "ticket.execute", technicians=True)
        for _try in range(8):
            if self.world.free(best, at, until):
                break
            best = self.somebody(team, "ticket.execute", technicians=True)
        self.world.occupy(best, at, until)
        return best

    def to_dispatch(self, at: datetime, until: datetime) -> datetime:
        """Support asks for a visit."""
        self.hand_over(at, DISPATCH, "necessita-visita-tecnica", kind=self.field_type(), purpose="dispatch")
        return at

    def agree(self, at: datetime, until: datetime) -> datetime:
        """Day and hour are agreed with the client."""
        assert self.visit_at is not None and self.technician is not None
        who = self.actor_for("ticket.report")
        starts_at = max(self.visit_at, at + 10 * MINUTE).replace(second=0, microsecond=0)
        earlier = starts_at - timedelta(minutes=starts_at.minute % 15)
        starts_at = earlier if earlier > at else starts_at
        self.story.note(
            who.actor,
            at,
            Note(
                text=self.words.scheduling(local(starts_at, self.plan.client.place.zone)),
                is_private=False,
                notify=Notify.CUSTOMER if self.chance.share(60) else Notify.NOBODY,
                status=self.world.defaults[BaseStatus.SCHEDULED],
                visit_at=starts_at,
                technician_id=self.technician.id,
            ),
        )
        return at

    def to_technician(self, at: datetime, until: datetime) -> datetime:
        """Dispatch hands the protocol to the technician who goes."""
        assert self.technician is not None
        team = field_team(self.story.ticket.type)
        self.hand_over(at, team, "necessita-visita-tecnica", to=self.technician, purpose="technician")
        return at

    def outside_problem(self, at: datetime, until: datetime) -> datetime:
        """The network centre sends the field out."""
        assert self.technician is not None
        kind = self.field_type() if self.checklist == "triagem" else self.story.ticket.type
        self.hand_over(
            at, "EQ-07", "problema-de-rede-externa", kind=kind, to=self.technician, purpose="field"
        )
        return at

    def take_visit(self, at: datetime, until: datetime) -> datetime:
        """The technician takes a protocol of the own team."""
        assert self.technician is not None
        if self.holder is None:
            self.story.assume(self.technician.actor, at)
            self.hold(self.technician)
        return at

    def fail(self, at: datetime, until: datetime) -> datetime:
        """An unproductive visit, then a new day."""
        who = self.holder or self.technician
        assert who is not None
        reason = self.chance.weighted(FAILURES)
        ends = at + min(timedelta(minutes=self.chance.between(12, 30)), (until - at) * 0.6)
        self.story.start(who.actor, at)
        self.story.report_work(
            who.actor,
            ends + timedelta(seconds=40),
            Work(
                activity_type_id=self.world.choice(ActivityType, "visita-improdutiva"),
                started_at=at,
                ended_at=ends,
                text=self.words.unproductive(reason),
                progress=10,
                unproductive_reason_id=self.world.choice(UnproductiveReason, reason),
                is_private=self.chance.share(45),
                file_ids=self.studio.album.take(1, ends, who) if self.chance.share(60) else (),
            ),
        )
        absent = self.world.statuses.get("cliente-ausente", self.world.defaults[BaseStatus.WAITING])
        after = ends + timedelta(minutes=2)
        self.story.note(
            who.actor,
            after,
            Note(
                text=self.words.waiting("Reagendar com o cliente"),
                status=absent,
                is_private=False,
                wait_reason_id=self.world.choice(WaitReason, "cliente-ausente"),
                awaiting="Nova data com o cliente",
            ),
        )
        return after

    def conclude(self, at: datetime, until: datetime) -> datetime:
        """The technician does the work, reports it with the checklist, and concludes."""
        who = self.holder or self.technician
        assert who is not None
        ends = at + min(timedelta(minutes=self.chance.between(30, 110)), max((until - at) * 0.95, 2 * MINUTE))
        self.world.occupy(who, at, ends)
        self.story.start(who.actor, at)
        self.report_conclusion(who, at, ends)
        return ends + MINUTE

    def report_conclusion(self, who: Colleague, at: datetime, ends: datetime) -> None:
        """Relatar Atividade do Técnico with *Concluir execução*."""
        checklist = self.story.ticket.type.checklist
        photos = (checklist.min_photos if checklist else 0) + self.chance.random.randint(0, 1)
        text = self.words.technician(self.topic.code, self.checklist)
        solution = SOLUTIONS.get(self.checklist, SOLUTIONS["reparo"])
        if self.checklist not in {"instalacao", "vistoria"}:
            solution = solution_told(text) or solution
        helper: tuple[int, ...] = ()
        if self.chance.share(22):
            other = self.somebody(self.team, "ticket.execute")
            helper = (other.id,) if other.id != who.id and other.actor.is_technician else ()
        self.story.report_work(
            who.actor,
            ends + timedelta(seconds=30),
            Work(
                activity_type_id=self.world.choice(
                    ActivityType, WORKS.get(self.checklist, "atendimento-no-local")
                ),
                started_at=at,
                ended_at=ends,
                text=text,
                assistant_ids=helper,
                materials=self.words.materials(),
                answers=self.answers(at),
                concludes=True,
                solution_id=self.world.choice(Solution, solution),
                is_private=self.chance.share(45),
                file_ids=self.studio.album.take(photos, ends, who),
            ),
        )

    def to_closing_team(self, at: datetime, until: datetime) -> datetime:
        """After the technical closing: the field hands over to the team that ends the protocol."""
        for team in self.closing_path():
            purpose = "stock" if team == "EQ-12" else "close"
            self.hand_over(at, team, "competencia-de-outra-equipe", purpose=purpose)
            at += timedelta(minutes=self.chance.between(3, 20))
        return at

    def closing_path(self) -> list[str]:
        """From a field team, which does not close, to one that does."""
        if self.checklist == "retirada":
            return ["EQ-12"]
        return ["EQ-04"] if self.team == "EQ-07" else [DISPATCH, "EQ-01"]

    def visit_steps(self) -> list[Step]:
        """What happens before the visit, by the team that holds the protocol."""
        match self.team:
            case "EQ-06" | "EQ-07":
                return [Step(self.agree), Step(self.take_visit, 0.3)]
            case "EQ-05":
                return [Step(self.agree, 1.5), Step(self.to_technician, 0.3)]
            case "EQ-04":
                return [Step(self.work), Step(self.outside_problem), Step(self.agree, 0.4)]
            case _:
                return [
                    Step(self.work),
                    Step(self.to_dispatch),
                    Step(self.agree),
                    Step(self.to_technician, 0.3),
                ]
