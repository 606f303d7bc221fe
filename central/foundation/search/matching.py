"""Finding by words: every word of the question must be there, the last one perhaps only begun.

The words of both sides are made by `words`; each database compares them as they are, so both
answer alike. Nothing of the question ever reaches a query parser as syntax: words hold only letters,
digits and, of e-mails, signs in full width.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, QuerySet
from django.db.models.expressions import Col
from django.db.models.sql.compiler import SQLCompiler

from central.foundation.search.models import SearchDoc
from central.foundation.search.words import email_word, singular, words_of

MOST_ASKED = 12

Statement = tuple[str, list[Any]]


class Matches(Func):
    """Whether a document of a kind holds the asked words, in the words of each database."""

    output_field = BooleanField()

    def __init__(self, key: F, kind: str = "", words: tuple[str, ...] = (), most: int = 0) -> None:
        super().__init__(key)
        self.kind, self.words, self.most = kind, words, most

    def as_sqlite(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> Statement:
        """By the FTS5 table, which knows the kind of each document too."""
        key, values = compiler.compile(self.source_expressions[0])
        limit = f" LIMIT {self.most:d}" if self.most else ""
        asked = f"{key} IN (SELECT rowid FROM search_words WHERE search_words MATCH %s AND kind = %s{limit})"
        return asked, [*values, fts_query(self.words), self.kind]

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> Statement:
        """By the generated column of the same table."""
        key = self.source_expressions[0]
        if not isinstance(key, Col):
            raise TypeError("the key of a document is a column")
        table = compiler.quote_name_unless_alias(key.alias)
        return f'({table}."kind" = %s AND {table}."vector" @@ %s::tsquery)', [self.kind, ts_query(self.words)]


def fts_query(words: tuple[str, ...]) -> str:
    """The question in the language of FTS5."""
    *whole, last = words
    either = dict.fromkeys((f'"{last}"*', f'"{singular(last)}"'))
    return " AND ".join([*(f'"{singular(word)}"' for word in whole), f"({' OR '.join(either)})"])


def ts_query(words: tuple[str, ...]) -> str:
    """The question in the language of PostgreSQL."""
    *whole, last = words
    either = dict.fromkeys((f"'{last}':*", f"'{singular(last)}'"))
    return " & ".join([*(f"'{singular(word)}'" for word in whole), f"({' | '.join(either)})"])


def documents_matching(kind: str, text: str, most: int = 0) -> QuerySet[SearchDoc]:
    """The documents of a kind that hold all words of a text, the last one as a beginning.

    With `most` any so many of them, found without looking at the others.
    """
    words = tuple(words_of(text)[:MOST_ASKED])
    if not words:
        return SearchDoc.objects.none()
    return bounded(SearchDoc.objects.filter(Matches(F("pk"), kind, words, most)), most)


def documents_with_email(kind: str, text: str, most: int = 0) -> QuerySet[SearchDoc]:
    """The documents of a kind with an e-mail that begins so; a text that begins with @ is a domain."""
    return bounded(SearchDoc.objects.filter(Matches(F("pk"), kind, (email_word(text),), most)), most)


def bounded(found: QuerySet[SearchDoc], most: int) -> QuerySet[SearchDoc]:
    """At most so many of them; all for 0."""
    return found[:most] if most else found
