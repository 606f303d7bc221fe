"""After each test of persons: whoever changed a person through an operation left its search document right."""

from collections.abc import Iterator

import pytest
from django.db import connection

from central.domain.people.finding import KIND, words_of
from central.domain.people.models import Person
from central.foundation.search.models import SearchDoc


@pytest.fixture(autouse=True)
def documents_stay_right(request: pytest.FixtureRequest) -> Iterator[None]:
    """Compare the stored documents with what the persons say."""
    uses_database = request.node.get_closest_marker("django_db") or "world" in request.fixturenames
    if uses_database:
        request.getfixturevalue("db")
    yield
    if not uses_database or connection.needs_rollback:
        return
    stored = dict(SearchDoc.objects.filter(kind=KIND).values_list("subject_id", "words"))
    right = words_of(Person.objects.filter(event_count__gt=0, merged_into=None))
    assert {pk: stored.get(pk) for pk in right} == right
