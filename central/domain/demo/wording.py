"""The words of the demo: texts of the material by type and group, placeholders filled, as stored HTML."""

import html
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from central.domain.demo.fitting import (
    ANALYSIS,
    CLOSING,
    CLOSINGS,
    HANDOVERS,
    NOTES,
    PRIVATE,
    PUBLIC,
    REOPENING,
    SHORT_OF_TEXTS,
    VISIT,
    WAITING,
    fitting,
)
from central.domain.demo.material.entries import DemoMaterial, GroupTexts, UsedMaterial
from central.domain.demo.material.placeholders import fill

FAILED = {
    "cliente-ausente": "Ninguém no local às {hour}, dois telefonemas sem êxito. Reagendar.",
    "endereco-nao-localizado": "Número não existe na {street} e o cliente não atendeu. Conferir o endereço.",
    "acesso-negado": "Portaria não liberou a entrada. Cliente orientado a autorizar antes.",
    "menor-de-idade-no-local": "Só havia menor de idade em casa; é preciso um adulto. Reagendar.",
    "risco-a-seguranca": "Poste com risco de choque: a APR não autorizou a subida. Avisada a concessionária.",
    "chuva-ou-tempestade": "Chuva forte com raios. Visita suspensa por segurança, cliente avisado.",
}
CANCELLED = {
    "aberta-em-duplicidade": "Já existe protocolo aberto para o mesmo defeito; segue por lá.",
    "cliente-desistiu": "Cliente não quer mais o atendimento e pediu para cancelar.",
    "aberta-no-tipo-errado": "Aberta no tipo errado; aberto outro protocolo no tipo certo.",
}
ANSWERS = {
    "quem_ligou": ("O próprio titular", "Esposa do titular", "Filho do titular", "Gerente da loja"),
    "cto_porta": ("CTO 14-B, porta 3", "CTO 27-A, porta 6", "CTO 08-C, porta 1", "CTO 31-A, porta 8"),
    "equipamento": (
        "GX-210, serial GX2108842, MAC final 4F:0A",
        "AX-1800, serial AX18Q0913, MAC final B2:7C",
    ),
    "assinatura": ("Titular acompanhou e assinou", "Morador adulto assinou", "Síndico acompanhou"),
    "peca": ("ONU antiga GX2105512, nova GX2109031", "Conector APC trocado", "Fonte 12 V trocada"),
    "serial": ("GX2107714, confere", "AX18Q0552, confere"),
    "caixas": ("CTO 14-B, 8 portas", "Caixa de emenda CE-31", "CTO 27-A e drop de 3 clientes"),
    "local": ("Poste em frente ao mercado", "Esquina com a praça", "Fundo do condomínio"),
    "cto": ("CTO 14-B", "CTO 27-A", "CTO 08-C"),
}
OTHER_ANSWERS = ("Conferido no local", "Sem observação", "Informado ao cliente")
FITTING = {
    "retirada": ("etirad", "devolveu", "comodato"),
    "vistoria": ("istoria",),
    "instalacao": ("nstalaç", "Migrado", "Passado cabo", "udança de endereço"),
    "rede": ("abo ", "aixa", "oste", "usão", "ibra"),
    "reparo": ("onector", "drop", "Reparo", "oteador", "onto adicional", "porta"),
}
"""Words by which a text of field work is told to fit the checklist of its protocol."""
ELSEWHERE = (
    "etirad",
    "istoria",
    "nstalação concl",
    "Migrado",
    "improdutiva",
    "devolveu",
    "udança de endereço",
    "sem êxito",
)
SOLUTIONS = (
    ("massiva", "normalizado-apos-massiva"), ("não devolveu", "equipamento-nao-devolvido"),
    ("etirad", "equipamento-retirado"),
    ("nstalação", "instalacao-concluida"), ("próprio cliente", "equipamento-do-cliente"),
    ("particular", "equipamento-do-cliente"), ("porta na", "troca-de-porta-na-cto"),
    ("porta da", "troca-de-porta-na-cto"),
    ("drop", "troca-de-drop"), ("onector", "troca-de-conector"), ("Fonte", "troca-de-fonte"),
    ("Roteador trocado", "troca-de-roteador"), ("ONU", "troca-de-onu"), ("canal", "troca-de-canal-wi-fi"),
    ("enha", "troca-de-senha"), ("econfigura", "reconfiguracao-remota"), ("PPPoE", "reconfiguracao-remota"),
    ("telefone", "orientacao-por-telefone"), ("orientado", "orientacao-por-telefone"),
    ("CTO", "reparo-na-cto"), ("caixa", "reparo-na-cto"),
)  # fmt: skip
"""The solution that a text speaks of: the first word found tells it."""
PASSED = ("às", "desde", "volta das")
"""Words before an hour that has passed."""
WEEKDAYS = (
    "segunda-feira",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "sábado",
    "domingo",
)


class Wording:
    """Chooses and fills the texts, always the same ones for the same dice."""

    def __init__(self, material: DemoMaterial, groups: dict[str, str], dice: Random) -> None:
        self.material = material
        self.groups = groups
        self.dice = dice
        self.moment: datetime | None = None
        """The moment, on the wall of the client's place, that the next text is of."""

    def texts(self, kind: str) -> GroupTexts:
        """The texts of the group of a type."""
        return self.material.group_texts[self.groups[kind]]

    def said(self, text: str) -> str:
        """A text with its placeholders filled; an hour that it tells as passed lies before the moment."""
        if self.moment is not None and "{hour}" in text:
            before = self.moment - timedelta(minutes=self.dice.randint(3, 25))
            after = self.moment + timedelta(minutes=self.dice.choice((60, 90, 120, 180)))
            text = text.replace("até as {hour}", f"até as {after:%H}h")
            for word in PASSED:
                text = text.replace(f"{word} {{hour}}", f"{word} {before:%H:%M}")
        return fill(text, self.dice)

    def pick(self, texts: Sequence[str]) -> str:
        """One of some texts, as stored HTML."""
        return stored(self.said(self.dice.choice(texts)))

    def opening(self, kind: str) -> tuple[str, str]:
        """Title and description of a protocol of a type."""
        text = self.dice.choice(self.material.ticket_texts[kind])
        return text.title, stored(self.said(text.description))

    def note(self, kind: str, *, is_private: bool, told: set[str]) -> str:
        """A report along the way, of the type or in general words, none twice in one history (`told`)."""
        group = self.texts(kind)
        own = fitting(group.private_reports if is_private else group.public_reports, NOTES.get(kind, VISIT))
        general = PRIVATE if is_private else PUBLIC
        own, new = [[text for text in texts if text not in told] for texts in (own, general)]
        prefers_own = self.dice.random() < 0.62
        text = self.dice.choice((own if prefers_own else new) or own or new or general)
        told.add(text)
        return stored(self.said(text))

    def awaiting(self, kind: str) -> str:
        """What is waited for, in a line."""
        texts = WAITING if kind in SHORT_OF_TEXTS else self.texts(kind).waiting
        return self.said(self.dice.choice(texts))[:160]

    def waiting(self, awaiting: str) -> str:
        """The report that says what is waited for."""
        return stored(f"Aguardando: {awaiting[:1].lower()}{awaiting[1:]}")

    def scheduling(self, starts_at: datetime) -> str:
        """The report of an agreed visit."""
        day = f"{WEEKDAYS[starts_at.weekday()]}, {starts_at:%d/%m}, às {starts_at:%H:%M}"
        return stored(
            self.dice.choice(
                (
                    f"Visita agendada para {day}. Cliente ciente de que precisa haver um adulto no local.",
                    f"Combinado com o cliente: {day}. Pede ligação antes de sair.",
                    f"Agendado para {day}. Confirmado endereço e telefone de contato.",
                )
            )
        )

    def forwarding(self, kind: str, purpose: str) -> tuple[str, str]:
        """What was done and what is expected, of a forwarding with a purpose or, without, of a desk."""
        pairs = HANDOVERS.get(purpose)
        if pairs is None:
            found = [(one.done, one.expected) for one in self.texts(kind).handovers]
            fit = [pair for pair in found if any(word in pair[1] for word in ANALYSIS)]
            pairs = tuple(fit if self.groups[kind] == "Suporte" and fit else found)
        done, expected = self.dice.choice(pairs)
        return stored(self.said(done)), stored(self.said(expected))

    def technician(self, kind: str, checklist: str) -> str:
        """What a technician did, in words that fit the checklist of the work."""
        texts = self.texts(kind).technician or self.material.group_texts["Campo"].technician
        general = self.material.group_texts["Campo"].technician
        return self.pick(of_checklist(texts, checklist) or of_checklist(general, checklist))

    def unproductive(self, reason: str) -> str:
        """Why a visit came to nothing."""
        return stored(self.said(FAILED[reason]))

    def closing(self, kind: str) -> str:
        """The answer that ends a protocol of a type."""
        return self.pick(fitting(self.texts(kind).closing, CLOSINGS.get(kind)) or (CLOSING,))

    def cancelling(self, reason: str) -> str:
        """Why a protocol is cancelled."""
        return stored(CANCELLED[reason])

    def reopening(self, kind: str) -> str:
        """Why a protocol is opened again."""
        own = self.groups[kind] == "Suporte" and kind not in SHORT_OF_TEXTS
        return self.pick(self.texts(kind).reopening if own else REOPENING)

    def activity(self, reason: str) -> str:
        """The description of an activity record: plain text, as its form takes it."""
        return fill(self.dice.choice(self.material.activity_texts[reason]), self.dice)

    def answer(self, item: str) -> str:
        """An answer in words to an item of a checklist."""
        return self.dice.choice(ANSWERS.get(item, OTHER_ANSWERS))

    def materials(self) -> list[dict[str, str]]:
        """Materials used in a visit."""
        number = self.dice.choices((0, 1, 2, 3), (15, 35, 35, 15))[0]
        return [self.used(one) for one in self.dice.sample(self.material.materials, number)]

    def used(self, one: UsedMaterial) -> dict[str, str]:
        """A material with a quantity."""
        return {"name": one.name, "quantity": str(self.dice.randint(one.least, one.most)), "unit": one.unit}


def of_checklist(texts: Sequence[str], checklist: str) -> Sequence[str]:
    """The texts that speak of the work of a checklist; all, where that is no field work."""
    words = FITTING.get(checklist)
    if words is None:
        return texts
    others = [word for word in ELSEWHERE if word not in words]
    return [text for text in fitting(texts, words) if not any(word in text for word in others)]


def solution_told(text: str) -> str | None:
    """The code of the solution that a text speaks of."""
    return next((code for word, code in SOLUTIONS if word in text), None)


def stored(text: str) -> str:
    """A plain text as a report stores it."""
    return f"<p>{html.escape(text, quote=False)}</p>"
