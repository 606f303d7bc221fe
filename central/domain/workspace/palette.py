"""What `Ctrl K` finds beside acts and routines: a protocol by number, persons by name or document."""

from dataclasses import dataclass

from central.domain.people.documents import mask_document
from central.domain.people.queries import persons_named
from central.domain.workspace.clients import place_text
from central.domain.workspace.searching import ticket_by_number
from central.foundation.actor import Actor

MOST_HITS = 12


@dataclass(frozen=True, slots=True)
class PaletteHit:
    """A line of the palette: `kind` is ticket or person, `url_name` the address that opens it by `pk`."""

    kind: str
    pk: int
    label: str
    detail: str
    url_name: str


def palette_hits(actor: Actor, text: str) -> list[PaletteHit]:
    """At most 12 hits for what was typed, protocols first; two queries."""
    hits = []
    ticket = ticket_by_number(actor, text)
    if ticket is not None:
        label = f"{ticket.protocol} {ticket.title}"
        hits.append(PaletteHit("ticket", ticket.pk, label, ticket.customer.shown_name, "workspace:ticket"))
    for person in persons_named(actor, text)[: MOST_HITS - len(hits)]:
        known = [mask_document(person.document or ""), place_text(person.city, person.state)]
        detail = " · ".join(part for part in known if part)
        hits.append(PaletteHit("person", person.pk, person.shown_name, detail, "workspace:customer"))
    return hits
