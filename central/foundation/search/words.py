"""Texts as they are searched: folded words, plurals joined with their singulars.

Words are made here, in Python, and only split and compared by the databases: so SQLite and
PostgreSQL find the same.
"""

import unicodedata
from collections.abc import Iterable

LONGEST_WORD = 60
MOST_WORDS = 400

# Letters that carry a stroke or are joined, which decomposition leaves as they are.
_STROKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i"})

_PLURALS = (
    ("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("ois", "ol"), ("uis", "ul"),
    ("ns", "m"), ("res", "r"), ("zes", "z"),
)  # fmt: skip
_SHORTEST_PLURAL = 4

# Signs that would end a word, as letters that do not.
_FULL_WIDTH = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F) if not chr(code).isalnum()}
_AT = "＠"
MOST_OF_EMAIL = 160


def fold(text: str) -> str:
    """The text as it is searched: no accents, no case, punctuation as single spaces (`d'Água` → `d agua`)."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter)).translate(_STROKED)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in plain).split())


def words_of(text: str) -> list[str]:
    """The folded words of a text, in its order."""
    return [word[:LONGEST_WORD] for word in fold(text).split()]


def singular(word: str) -> str:
    """A folded word without its Portuguese plural: `instalacoes` → `instalacao`, `clientes` → `cliente`."""
    if len(word) < _SHORTEST_PLURAL or not word.endswith("s") or word.startswith(_AT):
        return word
    for ending, single in _PLURALS:
        if word.endswith(ending):
            return word[: -len(ending)] + single
    return word if word.endswith("ss") else word[:-1]


def email_word(text: str) -> str:
    """An e-mail or its beginning as one word, its signs in full width; an @ in front keeps it apart."""
    plain = "".join(sign for sign in text.lower() if "!" <= sign <= "~")
    return _AT + plain.translate(_FULL_WIDTH)[:MOST_OF_EMAIL]


def email_words(email: str) -> list[str]:
    """What the index holds of an e-mail: the whole of it, and its domain behind an @."""
    name, at, domain = email.partition("@")
    return [email_word(email), email_word(f"@{domain}"), *words_of(name)] if at else []


def document_words(texts: Iterable[str], emails: Iterable[str] = ()) -> str:
    """What the index holds: each word as written and in the singular, each once, and the e-mails."""
    found: dict[str, None] = {word: None for email in emails for word in email_words(email)}
    for text in texts:
        for word in words_of(text):
            found[word] = found[singular(word)] = None
    return " ".join(list(found)[:MOST_WORDS])
