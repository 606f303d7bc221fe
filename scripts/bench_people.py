"""The ways in which the bench asks for the list of persons."""

from typing import NamedTuple

Words = dict[str, str | int]


class Known(NamedTuple):
    """What is known of a person whose page is asked for."""

    id: int
    name: str
    document: str
    phone: str
    city: str
    state: str


def lists_of(known: Known) -> dict[str, Words]:
    """Every order, filter and key of the list: a name for each and the words of its address."""
    return {
        "persons by name": {},
        "persons, far page": {"depois": known.id},
        "persons by city, far page": {"ordem": "cidade", "depois": known.id},
        "persons by registration": {"ordem": "-cadastro"},
        "persons by change, far page": {"ordem": "-alteracao", "depois": known.id},
        "persons of a role": {"papel": "clientes"},
        "persons of a city": {"cidade": f"{known.city}/{known.state}"},
        "persons of a UF, by city": {"uf": known.state, "ordem": "cidade"},
        "active persons": {"situacao": "ativas"},
        "inactive persons": {"situacao": "inativas"},
        "persons with open protocols": {"abertas": "1"},
        "persons searched: first name": {"q": known.name.split()[0]},
        "persons searched: full name": {"q": known.name},
        "persons searched: surname, UF": {"q": known.name.split()[-1], "uf": known.state},
        "persons searched: document": {"q": known.document},
        "persons searched: phone": {"q": known.phone},
    }
