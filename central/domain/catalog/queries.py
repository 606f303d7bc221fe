"""Reading the catalogue."""

from central.domain.catalog.models import TicketStatus


def is_empty() -> bool:
    """Whether the installation has no catalogue yet."""
    return not TicketStatus.objects.exists()
