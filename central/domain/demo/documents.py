"""CPF and CNPJ that are right by the rule and belong to nobody known, and phones of an unused range."""

import random

from central.domain.people.documents import cnpj_check_digits, cpf_check_digits

LETTERS = "ABCDEGHJKLMNPRSTVWXYZ"
"""Letters of an alphanumeric CNPJ, without those that look like digits."""


class Documents:
    """Gives every document once."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.given: set[str] = set()

    def cpf(self) -> str:
        """A CPF."""
        while True:
            base = f"{self.dice.randrange(10**9):09d}"
            if len(set(base)) > 1 and base not in self.given:
                self.given.add(base)
                return base + cpf_check_digits(base)

    def cnpj(self, *, alphanumeric: bool) -> str:
        """A CNPJ of a first establishment, numeric or alphanumeric."""
        while True:
            signs = "0123456789" + (LETTERS if alphanumeric else "")
            root = "".join(self.dice.choice(signs) for _place in range(8))
            if alphanumeric and root.isdigit():
                continue
            base = f"{root}0001"
            if len(set(root)) > 1 and base not in self.given:
                self.given.add(base)
                return base + cnpj_check_digits(base)


def national_mobile(ddd: str, number: int) -> str:
    """A mobile of the range that brazil.md reserves for the demo: (DDD) 90000-nnnn, over many thousands."""
    return f"{ddd}9{number % 10**8:08d}"
