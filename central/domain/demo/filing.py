"""What the protocols of the demonstration are filed under, and how their openings were answered."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from central.domain.catalog.models import (
    CatalogClass,
    CatalogItem,
    ChecklistItem,
    ItemKind,
    RequestContext,
    RequestProblem,
    TicketType,
)
from central.domain.tickets.filing import Filing

CONTEXTS = {
    "Suporte": ("acesso", "desempenho", "rede-interna"), "Rede": ("rede-externa",),
    "Campo": ("rede-externa",),
    "Financeiro": ("cobranca",), "Cadastro": ("cadastro",), "Comercial": ("comercial",),
    "Retenção": ("comercial",), "Ouvidoria": ("atendimento",),
}  # fmt: skip
TEXT = "Conforme o contato"


@dataclass(frozen=True, slots=True)
class Cabinet:
    """Catalogues by type, items by catalogue, classes by item, problems by context, contexts by group."""

    catalogs: dict[int, list[int]]
    items: dict[int, list[int]]
    classes: dict[int, list[int]]
    problems: dict[int, list[int]]
    contexts: dict[str, list[int]]

    def filing(self, kind: TicketType, number: int) -> Filing:
        """Where a protocol of a type stands, by its number: the same each time."""
        catalog = turn(self.catalogs.get(kind.pk), number)
        item = turn(self.items.get(catalog or 0), number // 2)
        context = turn(self.contexts.get(kind.group), number)
        return Filing(
            catalog=catalog,
            catalog_item=item,
            catalog_class=turn(self.classes.get(item or 0), number // 3),
            context=context,
            problem=turn(self.problems.get(context or 0), number // 3),
        )


def turn(ids: list[int] | None, number: int) -> int | None:
    """One of some ids, in turn; None of none."""
    return ids[number % len(ids)] if ids else None


def load_cabinet() -> Cabinet:
    """Read the levels; five small queries."""
    groups: dict[str, list[int]] = {}
    contexts = dict(RequestContext.objects.values_list("code", "pk"))
    for group, codes in CONTEXTS.items():
        groups[group] = [contexts[code] for code in codes if code in contexts]
    return Cabinet(
        catalogs=grouped(TicketType.catalogs.through, "tickettype_id", "servicecatalog_id"),
        items=grouped(CatalogItem, "catalog_id"),
        classes=grouped(CatalogClass, "item_id"),
        problems=grouped(RequestProblem, "context_id"),
        contexts=groups,
    )


def grouped(model: type, above: str, below: str = "pk") -> dict[int, list[int]]:
    """The ids of a level by the id above them."""
    found: dict[int, list[int]] = defaultdict(list)
    manager = model._default_manager  # type: ignore[attr-defined]
    for parent, pk in manager.order_by("pk").values_list(above, below):
        found[parent].append(pk)
    return found


def opening_answers(items: tuple[ChecklistItem, ...], at: datetime) -> dict[str, str]:
    """Answers to the checklist of an opening."""
    by_kind = {
        ItemKind.CHECK: "1", ItemKind.YESNO: "1", ItemKind.TEXT: TEXT, ItemKind.NUMBER: "1",
        ItemKind.DATE: at.date().isoformat(),
    }  # fmt: skip
    return {
        item.code: str(item.choices[at.day % len(item.choices)])
        if item.kind == ItemKind.CHOICE
        else by_kind[ItemKind(item.kind)]
        for item in items
    }
