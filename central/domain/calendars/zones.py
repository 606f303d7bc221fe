"""The time zones of Brazil by place. There is no summer time since 2019; before, the zone data knows it."""

from zoneinfo import ZoneInfo

_BRASILIA = "America/Sao_Paulo"

ZONES_BY_STATE: dict[str, str] = {
    "AC": "America/Rio_Branco",
    "AL": "America/Maceio",
    "AM": "America/Manaus",
    "AP": "America/Belem",
    "BA": "America/Bahia",
    "CE": "America/Fortaleza",
    "DF": _BRASILIA,
    "ES": _BRASILIA,
    "GO": _BRASILIA,
    "MA": "America/Fortaleza",
    "MG": _BRASILIA,
    "MS": "America/Campo_Grande",
    "MT": "America/Cuiaba",
    "PA": "America/Belem",
    "PB": "America/Fortaleza",
    "PE": "America/Recife",
    "PI": "America/Fortaleza",
    "PR": _BRASILIA,
    "RJ": _BRASILIA,
    "RN": "America/Fortaleza",
    "RO": "America/Porto_Velho",
    "RR": "America/Boa_Vista",
    "RS": _BRASILIA,
    "SC": _BRASILIA,
    "SE": "America/Maceio",
    "SP": _BRASILIA,
    "TO": "America/Araguaina",
}

STATES: tuple[str, ...] = tuple(ZONES_BY_STATE)

# Places that keep another time than their state, by IBGE code. Those of Amazonas are the towns that lie
# clearly west of the line Tabatinga - Porto Acre (Lei 11.662/2008; Lei 12.876/2013).
ZONES_BY_CITY: dict[str, str] = {
    "2605459": "America/Noronha",  # Fernando de Noronha
    "1300201": "America/Eirunepe",  # Atalaia do Norte
    "1300607": "America/Eirunepe",  # Benjamin Constant
    "1301407": "America/Eirunepe",  # Eirunepé
    "1301506": "America/Eirunepe",  # Envira
    "1301654": "America/Eirunepe",  # Guajará
    "1301803": "America/Eirunepe",  # Ipixuna
    "1304062": "America/Eirunepe",  # Tabatinga
}


def zone_of(state: str, city_ibge_code: str = "") -> ZoneInfo | None:
    """The time zone of a place by its UF and, where its town keeps another time, by the town's IBGE code.

    None when neither is known: the caller then takes the installation's own zone.
    """
    name = ZONES_BY_CITY.get(city_ibge_code) or ZONES_BY_STATE.get(state.upper())
    return ZoneInfo(name) if name else None


IBGE_PREFIXES: dict[str, str] = {
    "11": "RO", "12": "AC", "13": "AM", "14": "RR", "15": "PA", "16": "AP", "17": "TO",
    "21": "MA", "22": "PI", "23": "CE", "24": "RN", "25": "PB", "26": "PE", "27": "AL", "28": "SE",
    "29": "BA", "31": "MG", "32": "ES", "33": "RJ", "35": "SP",
    "41": "PR", "42": "SC", "43": "RS", "50": "MS", "51": "MT", "52": "GO", "53": "DF",
}  # fmt: skip

ZONES: tuple[str, ...] = tuple(sorted({*ZONES_BY_STATE.values(), *ZONES_BY_CITY.values()}))
"""Every time zone that a place of Brazil keeps."""


def state_of_city(city_ibge_code: str) -> str:
    """The UF that a town's IBGE code begins with; empty when it is not the code of a town."""
    if len(city_ibge_code) != 7 or not (city_ibge_code.isascii() and city_ibge_code.isdigit()):
        return ""
    return IBGE_PREFIXES.get(city_ibge_code[:2], "")
