"""How alike two names and two addresses are, and the keys by which like ones are found at all.

Pure functions over texts: both databases store and compare the keys as they are, so both find alike.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from central.domain.people.names import PARTICLES, fold

ALIKE = 0.75
"""From here on names, and addresses, count as similar."""
SAME_WORD, SWAPPED, SOUNDS_SAME, BEGUN = 0.8, 0.9, 0.97, 0.85

_TYPES = frozenset(
    {"r", "rua", "av", "ave", "avenida", "al", "alameda", "tv", "trav", "travessa", "pc", "pca", "praca"}
    | {"rod", "rodovia", "est", "estr", "estrada", "lgo", "largo", "serv", "servidao", "bc", "beco", "lad"}
    | {"ladeira", "via", "lot", "loteamento", "ac", "acesso", "lin", "linha", "loc", "localidade", "pas"}
    | {"passagem", "vl", "viela", "vila", "q", "qd", "quadra", "cond", "condominio"}
)
_TITLES = frozenset(
    {"cel", "coronel", "cap", "capitao", "dr", "doutor", "dra", "doutora", "prof", "professor", "profa"}
    | {"professora", "pres", "presidente", "gov", "governador", "mal", "marechal", "gal", "gen", "general"}
    | {"sen", "senador", "dep", "deputado", "ver", "vereador", "pe", "padre", "dom", "dona", "st", "sta"}
    | {"sto", "santa", "santo", "sao", "eng", "engenheiro", "com", "comendador", "des", "desembargador"}
    | {"alm", "almirante", "ten", "tenente", "sgt", "sargento", "maj", "major", "brig", "brigadeiro", "pref"}
    | {"prefeito", "frei", "bispo", "barao", "conde", "visconde", "duque", "n", "sra", "senhora", "nossa"}
)
_NUMERALS = {
    **{"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9"},
    **{
        "x": "10",
        "xi": "11",
        "xii": "12",
        "xiii": "13",
        "xiv": "14",
        "xv": "15",
        "xx": "20",
        "primeiro": "1",
    },
    **{"sete": "7", "nove": "9", "treze": "13", "quinze": "15", "vinte": "20"},
}
_GENERATIONS = {"jr": "junior", **{word: word for word in ("junior", "filho", "filha", "neto", "neta")}}
_GENERATIONS |= {"sobrinho": "sobrinho", "sobrinha": "sobrinha", "segundo": "segundo"}
_FORMS = frozenset({"cia", "eireli", "epp", "ltda", "me", "mei", "sa", "limitada", "slu"})
_SOUNDS = (("ph", "f"), ("th", "t"), ("ch", "x"), ("sh", "x"), ("qu", "k"), ("ss", "s"), ("ll", "l"),
           ("nn", "n"), ("tt", "t"), ("w", "v"), ("y", "i"), ("z", "s"), ("c", "k"), ("h", ""))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """An address as it is compared."""

    street: str
    number: str = ""
    complement: str = ""
    district: str = ""
    city: str = ""
    state: str = ""


def name_words(name: str) -> tuple[list[str], str]:
    """The telling words of a name, and the generation that ends it (`junior`), '' for none."""
    words = [word for word in fold(name).split() if word not in PARTICLES and word not in _FORMS]
    if len(words) > 2 and (generation := _GENERATIONS.get(words[-1])):
        return words[:-1], generation
    return words, ""


@lru_cache(maxsize=4096)
def street_words(street: str) -> tuple[str, ...]:
    """The telling words of a street: no type, titles or particles; `R. Cel. XV de Nov.` → 15, nov."""
    every = [_NUMERALS.get(word, word) for word in fold(street).split() if word not in PARTICLES]
    bare = every[1:] if len(every) > 1 and every[0] in _TYPES else every
    telling = [word for word in bare if word not in _TITLES]
    return tuple(telling or bare)


def split_place(place: Place) -> tuple[tuple[str, ...], str]:
    """The telling words of the street and the house number, also where it was typed behind the street."""
    street, number = place.street, first_number(place.number)
    if not number and (found := re.search(r"[,\s]\s*(?:n[.ºo°]*\s*)?(\d{1,5})\s*$", street)):
        street, number = street[: found.start()], found[1].lstrip("0")
    return street_words(street[:160]), number


def first_number(text: str) -> str:
    """The first run of digits without leading zeros, '' for none: `120-A` → 120, `S/N` → ''."""
    found = re.search(r"[0-9]+", text)
    return found[0].lstrip("0")[:8] if found else ""


def town_of(place: Place) -> str:
    """City and state as they are compared."""
    return f"{fold(place.city)}/{place.state.strip().upper()}"


def likeness_keys(names: Iterable[str], places: Iterable[Place]) -> set[str]:
    """What a person with these names and addresses is found by: place, number, initials.

    The initials of the first and of the last word of each name stand alone, so that one wrong letter at
    the beginning of either hides nobody; without a house number both must be right.
    """
    initials = {tuple(dict.fromkeys((words[0][0], words[-1][0]))) for words in map(telling, names) if words}
    keys = set()
    for place in places:
        street, number = split_place(place)
        town = town_of(place)
        if not street or town.startswith("/"):
            continue
        where = f"{town[:40]} {number or '-'} {''.join(word[0] for word in street)[:12]}"
        for found in initials:
            keys |= {f"{where} {one}" for one in found} if number else {f"{where} {''.join(sorted(found))}"}
    return keys


def telling(name: str) -> list[str]:
    """The telling words of a name without its generation."""
    return name_words(name)[0]


def names_likeness(ones: Sequence[str], others: Sequence[str]) -> float:
    """How alike two persons are called, by the best of their names: 0 to 1."""
    return max((name_likeness(one, other) for one in ones for other in others if one and other), default=0.0)


def name_likeness(one: str, other: str) -> float:
    """How alike two names are: 0 to 1; 0 for father and son, for Mario and Maria, for single words."""
    if fold(one) == fold(other):
        return 1.0
    (first, generation), (second, other_generation) = name_words(one), name_words(other)
    if generation != other_generation or min(len(first), len(second)) < 2:
        return 0.0
    if word_likeness(first[0], second[0]) < ALIKE:
        return 0.0
    return words_likeness(first, second)


def words_likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """How well the words of the shorter list are found in the longer one; words left over cost little."""
    shorter, longer = sorted((one, other), key=len)
    if not shorter:
        return 0.0
    rest, total = list(longer), 0.0
    for word in shorter:
        likeness, best = max((word_likeness(word, candidate), candidate) for candidate in rest)
        if likeness:
            rest.remove(best)
        total += likeness
        if not rest:
            break
    return total / len(shorter) * (0.8 + 0.2 * len(shorter) / len(longer))


@lru_cache(maxsize=8192)
def word_likeness(one: str, other: str) -> float:
    """How alike two folded words are; 0 below what a slip of the hand or the ear explains."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) == 1:
        return BEGUN if one[0] == other[0] else 0.0
    if one.isdigit() or other.isdigit() or is_other_gender(one, other):
        return 0.0
    heard, other_heard = sound(one), sound(other)
    if heard == other_heard:
        return SOUNDS_SAME
    ratio = SequenceMatcher(None, heard, other_heard).ratio()
    if sorted(one) == sorted(other) and ratio >= 0.5:
        return SWAPPED
    if (len(other) >= 3 and one.startswith(other)) or (len(one) >= 3 and other.startswith(one)):
        return BEGUN
    return ratio if ratio >= SAME_WORD else 0.0


def is_other_gender(one: str, other: str) -> bool:
    """Whether two words are a man's and a woman's form of one name: Mario and Maria, Luis and Luisa."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == len(longer):
        return one[:-1] == other[:-1] and {one[-1], other[-1]} == {"a", "o"}
    return longer == shorter + "a"


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """A folded word roughly as it is heard: `thiago` and `tiago`, `luiz` and `luis` are the same."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return word


def places_likeness(ones: Iterable[Place], others: Iterable[Place]) -> float:
    """How alike the addresses of two persons are, by the best pair: 0 to 1."""
    second = list(others)
    return max((place_likeness(one, other) for one in ones for other in second), default=0.0)


def place_likeness(one: Place, other: Place) -> float:
    """How alike two addresses are: 0 for another town, number or apartment; numbers are needed for 1."""
    (first, number), (second, other_number) = split_place(one), split_place(other)
    if town_of(one) != town_of(other) or number != other_number:
        return 0.0
    unit, other_unit = first_number(one.complement), first_number(other.complement)
    if unit and other_unit and unit != other_unit:
        return 0.0
    likeness = words_likeness(first, second)
    if number:
        return likeness
    same_district = fold(one.district) == fold(other.district) != ""
    return likeness * (0.95 if same_district else 0.7)
