"""Names: how they are searched, sorted and shortened."""

import unicodedata

from central.foundation.search.words import fold

__all__ = ["PARTICLES", "city_key", "fold", "initials", "sort_key"]

PARTICLES = frozenset(
    {"a", "as", "d", "da", "das", "de", "del", "della", "der", "di", "do", "dos"}
    | {"du", "e", "em", "la", "las", "lo", "los", "o", "os", "van", "von", "y"}
)
# Words that say what kind of place or firm it is and so tell nobody apart.
_GENERIC = frozenset(
    {"condominio", "residencial", "edificio", "municipal", "estadual", "federal"}
    | {"cia", "eireli", "epp", "ltda", "me", "mei", "sa"}
)


def initials(name: str) -> str:
    """Two capital letters for an avatar, from the first two words that tell people apart.

    Particles after the first word are skipped, generic words too while two others remain; a single word
    gives its first two letters.
    """
    words = fold(name).split()
    telling = words[:1] + [word for word in words[1:] if word not in PARTICLES]
    if len(specific := [word for word in telling if word not in _GENERIC]) >= 2:
        telling = specific
    if len(telling) == 1:
        return telling[0][:2].upper()
    return "".join(word[0] for word in telling[:2]).upper()


def city_key(city: str) -> str:
    """A city as lists order and find it."""
    return fold(city)[:80]


def sort_key(name: str) -> tuple[str, str]:
    """Orders names as a Portuguese list does: accents and case only break ties."""
    return fold(name), unicodedata.normalize("NFC", name).casefold()
