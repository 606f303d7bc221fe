"""How the clients of the demo are sorted: groups, badges and regions, made as an administrator makes them."""

from central.domain.demo.material.entries import City
from central.domain.registries.operations import create_entry
from central.foundation.actor import SYSTEM

HOME, BUSINESS, PUBLIC, CONDOMINIUM = "Residencial", "Empresarial", "Órgão público", "Condomínio"
GROUPS = (HOME, BUSINESS, PUBLIC, CONDOMINIUM)
BADGES = {"VIP": "hand", "Cliente fundador": "ok", "Usa equipamento médico": "bad"}
REGIONS = {"LAGES": "Planalto Catarinense", "CAXIAS": "Serra Gaúcha", "CUIABA": "Baixada Cuiabana"}
ELSEWHERE = "Outras praças"
NEAR = {"LAGES": "SC", "CAXIAS": "RS", "CUIABA": "MT"}
BADGE_OF = {11: "VIP", 37: "Cliente fundador", 53: "Usa equipamento médico"}
"""Which clients have a badge, by a remainder of their number."""
EVERY = 60


class Classes:
    """The entries that the clients are sorted by, with their ids by name."""

    def __init__(self) -> None:
        self.groups = {name: self.entry("person-group", name) for name in GROUPS}
        self.badges = {name: self.entry("badge", name, tone=tone) for name, tone in BADGES.items()}
        self.regions = {name: self.entry("region", name) for name in (*REGIONS.values(), ELSEWHERE)}

    def entry(self, registry: str, name: str, **values: str) -> int:
        """Make an entry of a registry."""
        made = create_entry(actor=SYSTEM, registry=registry, values={"name": name, **values})
        return int(made.pk)

    def group_of(self, person_id: int, *, is_company: bool) -> int:
        """The group of a client."""
        if not is_company:
            return self.groups[HOME]
        return self.groups[{0: PUBLIC, 1: CONDOMINIUM}.get(person_id % 9, BUSINESS)]

    def badge_of(self, person_id: int) -> int | None:
        """The badge of a client; most have none."""
        name = BADGE_OF.get(person_id % EVERY)
        return self.badges[name] if name else None

    def region_of(self, city: City) -> int:
        """The region of a town: that of the local near it, or elsewhere."""
        is_near = NEAR.get(city.place) == city.state
        return self.regions[REGIONS[city.place] if is_near else ELSEWHERE]
