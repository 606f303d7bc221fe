"""The operator's manual: what it must say, its little Markdown, its pages."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as installed
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import Settings

from central.domain.registries.listing import REGISTRIES
from central.doors.web.manual import chapters
from central.doors.web.manual.markdown import rendered
from central.doors.web.navigation import routines
from central.foundation.translations.catalogue import merged

FILES = sorted(chapters.folder().glob("*.md"))
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^()\s]+)\)")
ID = re.compile(r'id="([^"]+)"')
PLACE = "Service Desk / Operações / Central de Serviços"
WAY = ("Na listagem à esquerda, selecione o cliente desejado", "Ao lado direito, selecione o protocolo")

# What the operator's page of the routine names, by the chapter that explains it.
LABELS = {
    "central": (PLACE,),
    "novo-registro-de-atividades": (
        PLACE, "Novo registro de atividades", "Pessoa", "Contato", "Motivo", "Forma", "Descrição", "Data",
        "Hora Inicial", "Hora Final", "Arquivo", "CONFIRMAR",
    ),
    "iniciar-execucao": (*WAY, "Iniciar Execução"),
    "relatar-atividade-do-tecnico": (*WAY, "Relatar Atividade do Técnico", "SALVAR"),
    "novo-relato-na-solicitacao": (
        *WAY, "Novo Relato na Solicitação", "Relato", "Status / Privacidade", "Avisos", "Prioridade", "CONFIRMAR",
    ),
    "encaminhar-solicitacao": (
        *WAY, "Encaminhar Solicitação", "Motivo", "Encaminhamento", "Para", "Tipo Solicitação", "CONFIRMAR",
    ),
    "index": ("Suíte / Cadastros / Pessoas - Completo", "Suíte / Operações / Minhas Tarefas"),
    "minhas-tarefas": ("Suíte / Operações / Minhas Tarefas",),
    "pessoas": ("Suíte / Cadastros / Pessoas - Completo",),
}  # fmt: skip
BUTTONS_AND_FIELDS = {
    (slug, label) for slug, labels in LABELS.items() for label in labels if " / O" not in label and label not in WAY
}  # fmt: skip
SECTIONS = (
    "Quem pode",
    "Passo a passo",
    "O que acontece",
    "O que é recusado e como resolver",
    "Teclas",
    "Perguntas",
)


def said(slug: str) -> str:
    """The text of a chapter."""
    text = chapters.text_of(slug)
    assert text is not None, slug
    return text


def html(text: str, *, link: str = "/la/", picture: str = "/la.png") -> str:
    """A text as HTML, every link and picture leading somewhere."""
    return str(rendered(text, link=lambda _target: link, picture=lambda _target: picture))


def test_every_chapter_is_written_and_every_file_is_a_chapter() -> None:
    assert {path.stem for path in FILES} == {chapters.INDEX, *chapters.SLUGS}
    assert all(entry.title for entry in chapters.entries())


@pytest.mark.parametrize(
    ("slug", "label"), [(slug, label) for slug, labels in LABELS.items() for label in labels]
)
def test_the_labels_of_the_operators_page_are_in_their_chapter(slug: str, label: str) -> None:
    assert label in said(slug)


@pytest.mark.parametrize(
    ("slug", "label"), sorted(BUTTONS_AND_FIELDS - {("index", label) for label in LABELS["index"]})
)
def test_fields_and_buttons_stand_out_in_bold(slug: str, label: str) -> None:
    assert f"**{label}**" in said(slug) or label.startswith("Suíte")


@pytest.mark.parametrize("slug", chapters.SLUGS)
def test_every_chapter_has_its_sections(slug: str) -> None:
    headings = re.findall(r"^## (.+)$", said(slug), re.MULTILINE)
    wanted = set(SECTIONS) - ({"O que acontece"} if slug == "central" else set())
    assert wanted <= set(headings)
    assert "### E se " in said(slug)
    assert re.search(r"^1\. ", said(slug), re.MULTILINE), "no numbered steps"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_link_between_chapters_resolves(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        assert chapters.link_address(path.stem, target), target
        file, _hash, place = target.partition("#")
        if place:
            page = chapters.page_of(file.removesuffix(".md") or path.stem)
            assert page is not None and place in ID.findall(page.body)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_chapter_leaves_no_mark_of_its_markdown(path: Path) -> None:
    page = chapters.page_of(path.stem)
    assert page is not None
    seen = re.sub(r"<code>.*?</code>|<[^>]+>", "", page.body)
    assert not re.search(r"\*\*|`|\]\(|^\s*(-|#|\d+\.) ", seen, re.MULTILINE)
    assert page.body.count("<h1") == 1


def words_of_the_product() -> list[str]:
    """Every text in Portuguese that the product may show."""
    return [form for entry in merged(installed.LOCALE_PATHS[0]).values() for form in entry.forms]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_the_manual_quotes_is_what_the_product_says(path: Path) -> None:
    """Bold is a label, “quoted” a sentence of the product; … stands for what varies."""
    shown = words_of_the_product()
    labels = set(shown)
    text = re.sub(r"^#+ .*|`[^`]+`", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for bold in re.findall(r"\*\*(.+?)\*\*", text):
        if bold[-1] in ".:" or path.stem == chapters.INDEX:
            continue
        assert bold in labels or bold.startswith("“"), bold
    for quoted in re.findall(r"“([^”]+)”", text):
        pieces = [piece.strip(" .") for piece in re.sub(r"\d\d:\d\d", "…", quoted).split("…")]
        wanted = [piece for piece in pieces if piece]
        assert any(all(piece in sentence for piece in wanted) for sentence in shown), quoted


def test_the_index_links_to_every_chapter() -> None:
    targets = LINK.findall(said(chapters.INDEX))
    assert [target.removesuffix(".md") for target in targets] == list(chapters.SLUGS)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# Um <b> título", '<h1 id="um-b-titulo">Um &lt;b&gt; título</h1>'),
        ("uma\nlinha\n\noutra", "<p>uma linha</p>\n<p>outra</p>"),
        ("- a\n- **b**", "<ul><li>a</li><li><b>b</b></li></ul>"),
        ("1. a\n   - x\n   - y\n2. b", "<ol><li>a<ul><li>x</li><li>y</li></ul></li><li>b</li></ol>"),
        ("- a\n\n- b\n\nfim", "<ul><li>a</li><li>b</li></ul>\n<p>fim</p>"),
        ("texto\n- a", "<p>texto</p>\n<ul><li>a</li></ul>"),
        ("- a\n1. b", "<ul><li>a</li></ul>\n<ol><li>b</li></ol>"),
        ("tecla `Ctrl K`, `**x**`", "<p>tecla <code>Ctrl K</code>, <code>**x**</code></p>"),
        ("veja [**isto**](x.md)", '<p>veja <a href="/la/"><b>isto</b></a></p>'),
        ("![A \"tela\"](imagens/x.png)", '<figure><img src="/la.png" alt="A &quot;tela&quot;"></figure>'),
        ("- ", "<ul><li></li></ul>"),
    ],
)  # fmt: skip
def test_markdown(text: str, wanted: str) -> None:
    assert html(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "- <img src=x onerror=alert(1)>",
        "`<i>`",
        '[x"><script>](y)',
        '## <svg onload="x">',
        '![" onerror="x](y)',
    ],
)
def test_markdown_escapes_what_is_written(text: str) -> None:
    assert not re.search(r"<(script|i|svg)\b|<img(?! src=\"/la\.png\" alt=\"[^\"]*\">)", html(text))


def test_what_leads_nowhere_is_left_out() -> None:
    assert html("[fora](https://example.com) ![x](y)", link="") == "<p>fora ![x](y)</p>"
    assert html("![x](y)", picture="") == ""
    for target in ("https://example.com/", "javascript:alert(1)", "../README.md", "nada.md"):
        assert chapters.link_address("central", target) == ""


def test_a_picture_is_shown_only_where_it_exists(settings: Settings, tmp_path: Path) -> None:
    settings.PROJECT = tmp_path
    pictures = tmp_path / "docs" / "manual" / "imagens"
    pictures.mkdir(parents=True)
    (pictures / "tela.png").write_bytes(b"\x89PNG")
    (tmp_path / "secreto.png").write_bytes(b"\x89PNG")
    (pictures / "atalho.png").symlink_to(tmp_path / "secreto.png")
    assert chapters.picture_address("imagens/tela.png") == "/ajuda/imagens/tela.png"
    for target in ("imagens/falta.png", "imagens/../../../secreto.png", "secreto.png", "imagens/atalho.png"):
        assert chapters.picture_address(target) == ""


@pytest.mark.parametrize("slug", [chapters.INDEX, *chapters.SLUGS])
def test_pages_answer(as_user: Callable[[str], Client], slug: str) -> None:
    response = as_user("tiago").get(chapters.address_of(slug))
    page = response.content.decode()
    assert response.status_code == 200
    assert all(f'href="{entry.url}"' in page for entry in chapters.entries())
    assert page.count('aria-current="page"') >= 1
    assert page.count("<h1") == 1


def test_neighbours_are_linked(as_user: Callable[[str], Client]) -> None:
    page = as_user("ana").get("/ajuda/iniciar-execucao/").content.decode()
    assert 'rel="prev" href="/ajuda/novo-registro-de-atividades/"' in page
    assert 'rel="next" href="/ajuda/relatar-atividade-do-tecnico/"' in page


@pytest.mark.parametrize("address", ["/ajuda/", "/ajuda/central/", "/ajuda/imagens/central.png"])
def test_pages_ask_to_sign_in(client: Client, db: None, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(
    "address", ["/ajuda/nada/", "/ajuda/index/", "/ajuda/imagens/nada.png", "/ajuda/imagens/..%2Findex.png"]
)
def test_what_does_not_exist_is_not_found(as_user: Callable[[str], Client], address: str) -> None:
    assert as_user("ana").get(address).status_code == 404


def test_a_picture_is_served(as_user: Callable[[str], Client], settings: Settings, tmp_path: Path) -> None:
    pictures = tmp_path / "docs" / "manual" / "imagens"
    pictures.mkdir(parents=True)
    (pictures / "tela.png").write_bytes(b"\x89PNG")
    settings.PROJECT = tmp_path
    response = as_user("ana").get("/ajuda/imagens/tela.png")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert b"".join(response) == b"\x89PNG"


def test_a_missing_manual_is_not_found(
    as_user: Callable[[str], Client], settings: Settings, tmp_path: Path
) -> None:
    client = as_user("ana")
    settings.PROJECT = tmp_path
    assert client.get("/ajuda/").status_code == 404


@pytest.mark.parametrize(
    ("view_name", "address"),
    [
        ("workspace:central", "/ajuda/central/"),
        ("tasks:mine", "/ajuda/minhas-tarefas/"),
        ("people:edit", "/ajuda/pessoas/"),
        ("tickets:open", "/ajuda/abrir-solicitacao/"),
        ("account_settings", "/ajuda/ajustes-e-atalhos/"),
        ("teams:add_member", "/ajuda/equipes/"),
        ("settings:edit_user", "/ajuda/usuarios-e-perfis/"),
        ("registries:solution-entry", "/ajuda/cadastros/"),
        ("parameters:page", "/ajuda/parametros/"),
        ("", "/ajuda/"),
    ],
)
def test_a_screen_leads_to_its_chapter(view_name: str, address: str) -> None:
    assert chapters.help_address(view_name) == address


def test_every_routine_of_the_menu_has_a_chapter() -> None:
    left = [
        routine.key for _m, _g, routine in routines() if chapters.help_address(routine.url_name) == "/ajuda/"
    ]
    assert left == []


@pytest.mark.parametrize("key", REGISTRIES)
def test_every_registry_is_explained(key: str) -> None:
    with translation.override("pt-br"):
        assert f"**{REGISTRIES[key].plural}**" in said("cadastros")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_picture_is_there(path: Path) -> None:
    for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        assert chapters.picture_address(name), name


def test_the_help_of_a_screen_opens_its_chapter(as_user: Callable[[str], Client]) -> None:
    page = as_user("ana").get(reverse("tasks:mine")).content.decode()
    assert 'href="/ajuda/minhas-tarefas/" target="_blank"' in page
