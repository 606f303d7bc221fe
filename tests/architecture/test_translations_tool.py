"""The tool that extracts, checks and compiles translations."""

import gettext
import os
from pathlib import Path

import polib
import pytest

from central.foundation.translations.catalogue import CatalogueError, compile_catalogue, read_fragment
from central.foundation.translations.check import missing_messages
from central.foundation.translations.messages import messages_in_code, messages_in_template

PART = r"""
# a comment of a person
#. and one of a tool
msgid "Save"
msgstr "Salvar"

msgctxt "month"
msgid "May"
msgstr "maio"
msgid "%(n)s file"
msgid_plural "%(n)s files"
msgstr[0] "%(n)s arquivo"
msgstr[1] "%(n)s arquivos"

msgid ""
"Two \"lines\"\n"
"of text"
msgstr ""
"Duas \"linhas\"\n"
"de texto \\ ção"

#, fuzzy
msgid "Doubtful"
msgstr "Duvidoso"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "central" / "locale" / "pt_BR" / "parts").mkdir(parents=True)
    return tmp_path


def write_part(project: Path, text: str, name: str = "area") -> Path:
    path = project / "central" / "locale" / "pt_BR" / "parts" / f"{name}.po"
    path.write_text(text, encoding="utf-8")
    return path


def compiled(project: Path) -> gettext.GNUTranslations:
    with compile_catalogue(project / "central" / "locale").open("rb") as stream:
        return gettext.GNUTranslations(stream)


def kinds(project: Path) -> list[tuple[str, str]]:
    return sorted((problem.kind, problem.msgid) for problem in missing_messages(project))


def test_compiled_catalogue_answers_gettext(project: Path) -> None:
    write_part(project, PART)
    catalogue = compiled(project)
    assert catalogue.gettext("Save") == "Salvar"
    assert catalogue.pgettext("month", "May") == "maio"
    assert catalogue.gettext("May") == "May"
    assert catalogue.gettext('Two "lines"\nof text') == 'Duas "linhas"\nde texto \\ ção'
    assert [catalogue.ngettext("%(n)s file", "%(n)s files", n) for n in (0, 1, 2)] == [
        "%(n)s arquivo",
        "%(n)s arquivo",
        "%(n)s arquivos",
    ]


def test_fuzzy_message_stays_untranslated(project: Path) -> None:
    write_part(project, PART)
    assert compiled(project).gettext("Doubtful") == "Doubtful"


def test_an_independent_reader_finds_the_same(project: Path) -> None:
    part = write_part(project, PART)
    ours = {(entry.context, entry.msgid, entry.plural or "") for entry in read_fragment(part)}
    theirs = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in polib.pofile(PART)}
    assert ours == theirs
    binary = polib.mofile(str(compile_catalogue(project / "central" / "locale")))
    assert {entry.msgid for entry in binary} == {msgid for _, msgid, _ in ours} - {"Doubtful"}


def test_compiles_only_when_a_fragment_is_newer(project: Path) -> None:
    part = write_part(project, PART)
    target = compile_catalogue(project / "central" / "locale")
    os.utime(target, ns=(2**62, 2**62))
    assert compile_catalogue(project / "central" / "locale").stat().st_mtime_ns == target.stat().st_mtime_ns
    os.utime(target, ns=(1, 1))
    part.write_text('msgid "Save"\nmsgstr "Gravar"\n', encoding="utf-8")
    assert compiled(project).gettext("Save") == "Gravar"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\nmsgstr "b\n', 2),
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', 3),
        ('msgid ""\nmsgstr "Content-Type: x"\n', 1),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', 1),
        ("words\n", 1),
    ],
)
def test_malformed_fragment_names_the_line(project: Path, text: str, line: int) -> None:
    with pytest.raises(CatalogueError, match=rf"area\.po:{line}: "):
        read_fragment(write_part(project, text))


def test_code_is_read_with_aliases_contexts_and_plurals() -> None:
    source = (
        "from django.utils import translation\n"
        "from django.utils.translation import gettext_lazy as _, ngettext as many, pgettext\n"
        "a = _('One ' 'text')\n"
        "b = many('%(n)s day', '%(n)s days', n) % {'n': n}\n"
        "c = pgettext('verb', 'Open')\n"
        "d = translation.gettext('Deep')\n"
        "e = _(variable)\n"
        "f = f'{_(\"Inside\")}'\n"
    )
    found = {(m.context, m.msgid, m.plural) for m in messages_in_code(source, "x.py")}
    assert found == {
        (None, "One text", None),
        (None, "%(n)s day", "%(n)s days"),
        ("verb", "Open", None),
        (None, "Deep", None),
        (None, "Inside", None),
    }
    assert next(m.where for m in messages_in_code(source, "x.py") if m.msgid == "Deep") == "x.py:6"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "Save" %}', (None, "Save", None)),
        ("{% trans 'It\\'s' as text %}", (None, "It's", None)),
        ('{% translate "May" context "month" as m %}', ("month", "May", None)),
        ('{% translate "100% done" %}', (None, "100%% done", None)),
        ("<c-field :label=\"_('Name')\" />", (None, "Name", None)),
        ("<c-button title=\"{% translate 'Close' %}\">", (None, "Close", None)),
        ('{{ value|default:_("none") }}', (None, "none", None)),
        ('{% if x == _("On") %}', (None, "On", None)),
        (
            "{% blocktranslate with name=p.name trimmed %}\n  Hi\n  {{ name }}, 5%\n{% endblocktranslate %}",
            (None, "Hi %(name)s, 5%%", None),
        ),
        (
            '{% blocktranslate count n=x context "c" %}'
            "{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}",
            ("c", "%(n)s day", "%(n)s days"),
        ),
        ("{% blocktrans %} as is {% endblocktrans %}", (None, " as is ", None)),
    ],
)
def test_template_is_read(source: str, expected: tuple[str | None, str, str | None]) -> None:
    assert [(m.context, m.msgid, m.plural) for m in messages_in_template(source, "x.html")] == [expected]


def test_template_comments_and_variables_are_left_out() -> None:
    source = (
        '{# {% translate "no" %} #}{% comment %}\n{{ _("no") }}\n{% endcomment %}\n'
        '{% translate name %}{% translate "yes" %}'
    )
    assert [(m.msgid, m.where) for m in messages_in_template(source, "x.html")] == [("yes", "x.html:4")]


def test_check_reports_missing_and_unused(project: Path) -> None:
    (project / "central" / "page.html").write_text(
        '{% translate "New" %}{% translate "Old" %}', encoding="utf-8"
    )
    write_part(project, 'msgid "Old"\nmsgstr "Velho"\n\nmsgid "Gone"\nmsgstr "Foi"\n')
    write_part(project, 'msgid "Library text"\nmsgstr "Texto"\n', "outside")
    assert kinds(project) == [("missing", "New"), ("unused", "Gone")]


def test_check_reports_an_empty_translation_and_a_missing_plural(project: Path) -> None:
    (project / "central" / "code.py").write_text(
        "a = _('Empty')\nb = ngettext('day', 'days', 2)\n", encoding="utf-8"
    )
    write_part(project, 'msgid "Empty"\nmsgstr ""\n\nmsgid "day"\nmsgstr "dia"\n')
    assert kinds(project) == [("missing", "Empty"), ("missing", "day")]


def test_check_reports_placeholders_that_differ(project: Path) -> None:
    (project / "central" / "code.py").write_text(
        "a = _('by %(who)s'), _('{count} left'), ngettext('one', '%(n)s of them', 2)\n", encoding="utf-8"
    )
    write_part(
        project,
        'msgid "by %(who)s"\nmsgstr "por %(quem)s"\n\nmsgid "{count} left"\nmsgstr "restam {count}"\n\n'
        'msgid "one"\nmsgid_plural "%(n)s of them"\nmsgstr[0] "%(n)s deles"\nmsgstr[1] "%(n)s deles"\n',
    )
    assert set(kinds(project)) == {("placeholders differ", "by %(who)s")}


def test_check_reports_two_translations_of_one_text(project: Path) -> None:
    (project / "central" / "code.py").write_text("a = _('Save')\n", encoding="utf-8")
    write_part(project, 'msgid "Save"\nmsgstr "Salvar"\n', "a")
    write_part(project, 'msgid "Save"\nmsgstr "Gravar"\n', "b")
    assert kinds(project) == [("translated in two ways", "Save")]
