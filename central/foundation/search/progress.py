"""How far an indexing of everything has come."""

from central.foundation.search.models import IndexProgress


def progress_of(kind: str) -> int:
    """The last id that a run over a kind has indexed, 0 when none is under way."""
    return IndexProgress.objects.filter(kind=kind).values_list("last_id", flat=True).first() or 0


def keep_progress(kind: str, last_id: int) -> None:
    """Note that a run has come to this id."""
    IndexProgress.objects.update_or_create(kind=kind, defaults={"last_id": last_id})


def forget_progress(kind: str) -> None:
    """A run is over, or the next one shall start from the beginning."""
    IndexProgress.objects.filter(kind=kind).delete()
