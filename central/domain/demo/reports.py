"""The activity records of the demo: contacts made outside any protocol."""

from datetime import datetime, timedelta
from typing import Any

from central.domain.activities.events import ActivityRecorded
from central.domain.activities.models import Activity
from central.domain.catalog.models import ActivityReason, ContactMethod
from central.domain.demo.facts import add_fact
from central.domain.demo.telling import Studio
from central.domain.demo.world import CHANNELS
from central.foundation.events.chain import text_hash


def tell_activity(studio: Studio, started_at: datetime) -> None:
    """One record: of some client, by somebody whose profile includes it."""
    world, chance, rows = studio.world, studio.chance, studio.rows
    authors = [c for c in world.by_login.values() if c.may("activity.create") and not c.actor.is_technician]
    author, client = chance.random.choice(authors), chance.random.choice(world.clients)
    reason = chance.random.choice(list(world.choices[ActivityReason]))
    method = "telefone-ativo" if reason in ACTIVE else chance.weighted(CHANNELS)
    ended_at = started_at + timedelta(minutes=chance.random.randint(1, 14))
    created_at = ended_at + timedelta(seconds=chance.random.randint(10, 120))
    description = studio.words.activity(reason)
    values: dict[str, Any] = {
        "contact_id": chance.random.choice(client.contact_ids),
        "reason_id": world.choice(ActivityReason, reason),
        "method_id": world.choice(ContactMethod, method),
        "started_at": started_at,
        "ended_at": ended_at,
    }
    activity_id = rows[Activity].new_id()
    event = ActivityRecorded(recorded_person_id=client.id, text_hash=text_hash(description), **values)
    digest = add_fact(rows, event, activity_id, 1, "", author.actor, created_at)
    rows[Activity].add(
        {
            **values,
            "id": activity_id,
            "person_id": client.id,
            "description": description,
            "author_id": author.id,
            "team_id": author.actor.main_team_id,
            "created_at": created_at,
            "event_count": 1,
            "event_hash": digest,
        }
    )


ACTIVE = frozenset(
    {
        "confirmacao-de-agendamento", "confirmacao-de-visita", "pesquisa-de-satisfacao",
        "cobranca-amigavel", "oferta-comercial", "retorno-de-ligacao", "queda-de-ligacao-retorno",
        "aviso-de-manutencao-programada", "aviso-de-massiva",
    }
)  # fmt: skip
"""The motivos of contacts that the provider makes by itself."""
