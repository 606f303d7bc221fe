"""The choices of *Novo registro de atividades*."""

from central.domain.catalog.models import ActivityReason, ContactMethod, NamedChoice

Choices = list[tuple[str, str]]


def entries(model: type[NamedChoice]) -> Choices:
    """The active entries of a short list, in its order; one query."""
    rows = model._default_manager.filter(is_active=True).order_by("position", "name", "id")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]


def reasons() -> Choices:
    """Motivo: why a contact happened."""
    return entries(ActivityReason)


def methods() -> Choices:
    """Forma: the channel of a contact."""
    return entries(ContactMethod)
