"""What the gallery shows: each component in each state."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from central.doors.web.components.forms import ActForm, DateField, FilesField, PersonField, TimeField


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as pickers show one."""

    pk: int
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of a dialog."""

    id: str
    label: str
    count: int = 0


class SampleForm(ActForm):
    """A form with every kind of field."""

    customer = PersonField(label="Pessoa")
    reason = forms.ChoiceField(label="Motivo", choices=[("", "Selecione"), ("1", "Retorno de visita")])
    description = forms.CharField(label="Descrição", widget=forms.Textarea(attrs={"rows": 3}))
    day = DateField(label="Data", help_text="Aceita 24/11, 24112026 e hoje.")
    start = TimeField(label="Hora Inicial")
    priority = forms.ChoiceField(
        label="Prioridade",
        choices=[("low", "Baixa"), ("normal", "Normal"), ("high", "Alta"), ("urgent", "Urgente")],
        widget=forms.RadioSelect,
    )
    attachments = FilesField(label="Arquivo", required=False)
    told = forms.BooleanField(label="Tem WhatsApp", required=False)


def gallery_samples() -> dict[str, Any]:
    """The context of the gallery."""
    now = timezone.now()
    wrong = SampleForm({"reason": "", "day": "31/02/2026", "start": "14:10", "priority": "high"})
    wrong.is_valid()
    return {
        "form": SampleForm(initial={"day": timezone.localdate(), "priority": "normal", "customer": 3}),
        "wrong": wrong,
        "chosen": PersonRow(3, "Marlene Brandão de Oliveira", "CPF •••.482.917-••, Urubici/SC"),
        "people": [
            PersonRow(3, "Marlene Brandão de Oliveira", "CPF •••.482.917-••, Urubici/SC"),
            PersonRow(9, "Condomínio Vila das Acácias", "CNPJ ••.318.204/0001-••, São Joaquim/SC"),
        ],
        "tabs": [Tab("gallery-report", "Relato"), Tab("gallery-files", "Anexos", 2)],
        "since": now - datetime.timedelta(seconds=130),
        "near": now + datetime.timedelta(minutes=42, seconds=30),
        "far": now + datetime.timedelta(days=2, hours=3, minutes=1),
        "late": now - datetime.timedelta(minutes=18, seconds=30),
    }
