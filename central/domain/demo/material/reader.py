"""Reading the demo's material into frozen records, checked against the seed catalogue."""

from collections import Counter
from pathlib import Path

from central.domain.catalog.seed.entries import Seed
from central.domain.catalog.seed.reader import read_seed
from central.domain.catalog.seed.tables import codes, read_table, unique
from central.domain.demo.material.documents import Document
from central.domain.demo.material.entries import (
    City,
    Collaborator,
    CompanyName,
    DemoMaterial,
    GroupTexts,
    Handover,
    TicketText,
    UsedMaterial,
)

FOLDER = Path(__file__).parent
GROUP_FILES = {
    "Suporte": "suporte.toml",
    "Rede": "rede.toml",
    "Campo": "campo.toml",
    "Comercial": "comercial.toml",
    "Financeiro": "financeiro.toml",
    "Cadastro": "cadastro.toml",
    "Retenção": "retencao.toml",
    "Ouvidoria": "ouvidoria.toml",
    "Interno": "interno.toml",
}
WORK_KEYS = ("public", "private", "handovers", "closing", "waiting", "reopening")


def read_material(seed: Seed | None = None, folder: Path = FOLDER) -> DemoMaterial:
    """All the material of a folder; raises `ValueError` naming file and line."""
    seed = seed or read_seed()
    names = Document(folder / "names.toml")
    names.check_keys(names.parts, ("female", "male", "surnames", "company_names", "company_kinds"))
    places = Document(folder / "places.toml")
    places.check_keys(places.parts, ("streets", "districts", "references"))
    ticket_texts: dict[str, tuple[TicketText, ...]] = {}
    group_texts: dict[str, GroupTexts] = {}
    for group, file in GROUP_FILES.items():
        document = Document(folder / "texts" / file)
        document.check_keys(document.parts, ("types", "work"))
        ticket_texts |= read_ticket_texts(document, group, seed)
        group_texts[group] = read_group_texts(document)
    return DemoMaterial(
        female_names=names.texts(names.parts, "female", allowed=()),
        male_names=names.texts(names.parts, "male", allowed=()),
        surnames=names.texts(names.parts, "surnames", allowed=()),
        companies=read_companies(names),
        streets=places.texts(places.parts, "streets", allowed=()),
        districts=places.texts(places.parts, "districts", allowed=()),
        references=places.texts(places.parts, "references", allowed=()),
        cities=read_cities(folder, seed),
        materials=read_used_materials(folder),
        collaborators=read_collaborators(folder, seed),
        ticket_texts=ticket_texts,
        group_texts=group_texts,
        activity_texts=read_activity_texts(Document(folder / "texts" / "activities.toml"), seed),
    )


def read_companies(names: Document) -> tuple[CompanyName, ...]:
    """Every kind of company under every name."""
    companies = []
    for name in names.texts(names.parts, "company_names", allowed=()):
        for kind in names.items(names.parts, "company_kinds"):
            names.check_keys(kind, ("trade", "legal"))
            trade, legal = names.text(kind["trade"], allowed=()), names.text(kind["legal"], allowed=())
            companies.append(CompanyName(trade=f"{trade} {name}", legal=f"{name} {legal} Ltda."))
    return tuple(companies)


def read_cities(folder: Path, seed: Seed) -> tuple[City, ...]:
    """The cities of the demo's addresses."""
    columns = ("name", "state", "ibge_code", "ddd", "postal_code_start", "time_zone", "place", "weight")
    return tuple(
        City(
            name=row.text("name"),
            state=row.text("state"),
            ibge_code=row.text("ibge_code"),
            ddd=row.text("ddd"),
            postal_code_start=row.text("postal_code_start"),
            time_zone=row.text("time_zone"),
            place=row.one_of("place", codes(seed.places)),
            weight=row.whole("weight"),
        )
        for row in unique(read_table(folder / "cities.csv", columns), "ibge_code")
    )


def read_used_materials(folder: Path) -> tuple[UsedMaterial, ...]:
    """The materials that technicians use."""
    materials = []
    for row in unique(read_table(folder / "materials.csv", ("name", "unit", "least", "most")), "name"):
        material = UsedMaterial(row.text("name"), row.text("unit"), row.whole("least"), row.whole("most"))
        if not 0 < material.least <= material.most:
            raise row.wrong("the least is at least 1 and at most the most")
        materials.append(material)
    return tuple(materials)


def read_collaborators(folder: Path, seed: Seed) -> tuple[Collaborator, ...]:
    """The collaborators with profile and teams; each leads only teams that it is a member of."""
    columns = ("login", "name", "profile", "teams", "leads", "is_technician", "is_effective")
    collaborators = []
    for row in unique(unique(read_table(folder / "collaborators.csv", columns), "login"), "name"):
        teams = row.many("teams", codes(seed.teams))
        if teams and not row.flag("is_effective"):
            raise row.wrong("only an effective collaborator is a member of teams")
        collaborators.append(
            Collaborator(
                login=row.text("login"),
                name=row.text("name"),
                profile=row.one_of("profile", codes(seed.profiles)),
                teams=teams,
                leads=row.many("leads", teams),
                is_technician=row.flag("is_technician"),
                is_effective=row.flag("is_effective"),
            )
        )
    leaders = Counter(team for person in collaborators for team in person.leads)
    for team in seed.teams:
        if leaders[team.code] != 1:
            raise ValueError(f"collaborators.csv, line 1: {team.code} has {leaders[team.code]} leaders")
    return tuple(collaborators)


def read_ticket_texts(document: Document, group: str, seed: Seed) -> dict[str, tuple[TicketText, ...]]:
    """The openings of every type of a group; titles have no placeholders."""
    types = document.table("types")
    document.check_keys(types, [kind.code for kind in seed.ticket_types if kind.group == group])
    texts = {}
    for code in types:
        pairs = document.pairs(types, code)
        if not pairs:
            raise document.wrong(f"{code} has no texts", near=code)
        for title, _description in pairs:
            document.text(title, allowed=())
        texts[code] = tuple(TicketText(*pair) for pair in pairs)
    return texts


def read_group_texts(document: Document) -> GroupTexts:
    """What is written along the way in a group."""
    work = document.table("work")
    document.check_keys(work, WORK_KEYS, optional=("technician",))
    return GroupTexts(
        public_reports=document.texts(work, "public"),
        private_reports=document.texts(work, "private"),
        technician=document.texts(work, "technician"),
        handovers=tuple(Handover(*pair) for pair in document.pairs(work, "handovers")),
        closing=document.texts(work, "closing"),
        waiting=document.texts(work, "waiting"),
        reopening=document.texts(work, "reopening"),
    )


def read_activity_texts(document: Document, seed: Seed) -> dict[str, tuple[str, ...]]:
    """The descriptions of activity records by the code of their motivo."""
    document.check_keys(document.parts, ("activities",))
    activities = document.table("activities")
    document.check_keys(activities, [reason.code for reason in seed.choices["activity_reason"]])
    return {code: document.texts(activities, code) for code in activities}
