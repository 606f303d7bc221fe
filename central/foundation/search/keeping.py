"""Writing search documents, in the transaction of what they describe."""

from collections.abc import Iterable, Mapping

from central.foundation.search.models import SearchDoc


def keep_documents(kind: str, documents: Mapping[int, str]) -> None:
    """Store the words of some things of a kind, new ones and changed ones alike; one statement."""
    SearchDoc.objects.bulk_create(
        [SearchDoc(kind=kind, subject_id=pk, words=words) for pk, words in documents.items()],
        update_conflicts=True,
        unique_fields=["kind", "subject_id"],
        update_fields=["words"],
        batch_size=500,
    )


def forget_documents(kind: str, subject_ids: Iterable[int]) -> None:
    """Take things of a kind out of the index."""
    SearchDoc.objects.filter(kind=kind, subject_id__in=list(subject_ids)).delete()
