"""The chapters of the operator's manual: the files of docs/manual in their order, and their screens."""

import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from central.domain.registries.listing import REGISTRIES
from central.doors.web.manual.markdown import rendered
from central.doors.web.navigation import routine_of

INDEX = "index"
TITLE = re.compile(r"# +(.+)")
CHAPTER_FILE = re.compile(r"([a-z-]+)\.md(#[a-z0-9-]+)?")
PICTURE_FILE = re.compile(r"imagens/([A-Za-z0-9_-]+)\.png")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the manual: the name of its file, and the views whose screen it explains.

    A routine's list stands for all of the routine's pages.
    """

    slug: str
    views: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A chapter as lists show it."""

    slug: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """A chapter to be read, with its neighbours."""

    title: str
    body: SafeString
    entries: tuple[Entry, ...]
    current: str
    previous: Entry | None
    next: Entry | None


CHAPTERS = (
    Chapter("central", ("workspace:central", "workspace:customer", "workspace:ticket", "workspace:filters")),
    Chapter("novo-registro-de-atividades", ("activities:new", "activities:correct", "activities:annul")),
    Chapter("iniciar-execucao", ("tickets:start", "tickets:pause")),
    Chapter("relatar-atividade-do-tecnico", ("tickets:technician",)),
    Chapter(
        "novo-relato-na-solicitacao", ("tickets:report", "tickets:report_correct", "tickets:report_annul")
    ),
    Chapter(
        "encaminhar-solicitacao",
        (
            *("tickets:forward", "tickets:accept", "tickets:give_back", "tickets:take_back"),
            "workspace:handovers",
        ),
    ),
    Chapter("abrir-solicitacao", ("tickets:open",)),
    Chapter("minhas-tarefas", ("tasks:mine", "tasks:filters", "tickets:bulk")),
    Chapter("painel-de-prazos", ("deadlines:panel", "tickets:deadline")),
    Chapter("avisos", ("notices:list",)),
    Chapter(
        "pessoas",
        (
            *("people:list", "people:person", "people:create", "people:edit", "people:reveal"),
            *("merging:pairs", "merging:preview", "merging:merges", "merging:merge"),
        ),
    ),
    Chapter("ajustes-e-atalhos", ("account_settings", "account_change_password", "layout:keyboard")),
    Chapter("primeiros-passos", ("first_steps:page", "places:list", "places:create", "places:edit")),
    Chapter("cadastros", tuple(f"registries:{key}" for key in REGISTRIES if key != "escalation-rule")),
    Chapter("calendarios-e-feriados", ("calendars:list", "calendars:holidays")),
    Chapter("equipes", ("teams:list",)),
    Chapter(
        "usuarios-e-perfis",
        ("settings:users", "settings:profiles"),
    ),
    Chapter("parametros", ("parameters:page",)),
    Chapter("caixa-de-saida", ("settings:outbox",)),
    Chapter("saude-do-sistema", ("health:page",)),
    Chapter("regras-de-escalonamento", ("registries:escalation-rule",)),
)
SLUGS = tuple(chapter.slug for chapter in CHAPTERS)


def folder() -> Path:
    """Where the manual is kept."""
    return Path(settings.PROJECT) / "docs" / "manual"


def address_of(slug: str) -> str:
    """The address of a chapter, or of the first page."""
    return reverse("manual:index") if slug == INDEX else reverse("manual:chapter", args=[slug])


def help_address(view_name: str) -> str:
    """The chapter that explains the screen of a view, or the routine it belongs to; else the first page."""
    place = routine_of(view_name)
    names = (view_name, place[2].url_name if place else "")
    found = (chapter.slug for name in names for chapter in CHAPTERS if name in chapter.views)
    return address_of(next(found, INDEX))


def text_of(slug: str) -> str | None:
    """What a chapter says, None when there is no such chapter."""
    path = folder() / f"{slug}.md"
    if slug not in (INDEX, *SLUGS) or not path.is_file():
        return None
    return path.read_text(encoding="utf-8")


def title_of(text: str) -> str:
    """The title of a chapter: its first heading."""
    return next((found[1].strip() for line in text.splitlines() if (found := TITLE.fullmatch(line))), "")


def entries() -> tuple[Entry, ...]:
    """Every chapter that is written, in order."""
    texts = ((slug, text_of(slug)) for slug in (INDEX, *SLUGS))
    return tuple(Entry(slug, title_of(text), address_of(slug)) for slug, text in texts if text is not None)


def page_of(slug: str) -> Page | None:
    """A chapter ready to be shown, None when there is no such chapter."""
    text = text_of(slug)
    if text is None:
        return None
    listed = entries()
    at = [entry.slug for entry in listed].index(slug)
    return Page(
        title=title_of(text),
        body=rendered(text, link=partial(link_address, slug), picture=picture_address),
        entries=listed,
        current=slug,
        previous=listed[at - 1] if at else None,
        next=listed[at + 1] if at + 1 < len(listed) else None,
    )


def link_address(slug: str, target: str) -> str:
    """The address behind a link from a chapter: `pessoas.md`, `pessoas.md#quem-pode`, `#quem-pode`."""
    if target.startswith("#"):
        return address_of(slug) + target
    found = CHAPTER_FILE.fullmatch(target)
    if found is None or found[1] not in (INDEX, *SLUGS):
        return ""
    return address_of(found[1]) + (found[2] or "")


def picture_address(target: str) -> str:
    """The address of a picture, '' while it is not there."""
    found = PICTURE_FILE.fullmatch(target)
    return reverse("manual:picture", args=[found[1]]) if found and picture_file(found[1]) else ""


def picture_file(name: str) -> Path | None:
    """The file of a picture, None for one that is not in the manual's own folder."""
    pictures = (folder() / "imagens").resolve()
    path = (pictures / f"{name}.png").resolve()
    return path if path.parent == pictures and path.is_file() else None
