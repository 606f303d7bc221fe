"""What is searched: one document for each thing that can be found by its words."""

from django.db import models


class SearchDoc(models.Model):
    """The words by which one thing is found; its database keeps an index over them.

    SQLite: the FTS5 table `search_words`, kept by triggers. PostgreSQL: the generated column
    `vector` with a GIN index. Both are made by the first migration and read by `matching`.
    """

    kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    words = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="search_doc_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"


class IndexProgress(models.Model):
    """How far a run that indexes all things of a kind anew has come."""

    kind = models.CharField(max_length=20, unique=True)
    last_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} {self.last_id}"
