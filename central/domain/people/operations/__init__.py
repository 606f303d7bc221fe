"""Changes of persons."""

from central.domain.people.operations.importing import (
    LineResult,
    Outcome,
    import_persons,
)
from central.domain.people.operations.registering import (
    add_contact,
    register_person,
    set_person_active,
    update_person,
)
from central.domain.people.operations.revealing import reveal_document

__all__ = [
    "LineResult",
    "Outcome",
    "add_contact",
    "import_persons",
    "register_person",
    "reveal_document",
    "set_person_active",
    "update_person",
]
