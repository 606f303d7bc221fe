"""Catálogo de serviços: catalogues, their items, the classes of an item."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from central.domain.catalog.models import CatalogClass, CatalogItem, ServiceCatalog
from central.domain.registries.declarations import Field, Kind, Registry, Use
from central.domain.registries.uses import bounded, counted, protocols_by, types_by


def items_of_it() -> Use:
    """Items that stand in a catalogue."""

    def words(number: int) -> str:
        return ngettext("%(count)s item", "%(count)s items", number) % {"count": counted(number)}

    return Use(words=words, count=lambda pk: bounded(CatalogItem.objects.filter(catalog_id=pk)))


def classes_of_it() -> Use:
    """Classes that stand under an item."""

    def words(number: int) -> str:
        return ngettext("%(count)s class", "%(count)s classes", number) % {"count": counted(number)}

    return Use(words=words, count=lambda pk: bounded(CatalogClass.objects.filter(item_id=pk)))


REGISTRIES = (
    Registry(
        key="service-catalog",
        slug="catalogo-de-servicos",
        model=ServiceCatalog,
        plural=_("Service catalogue"),
        one=_("Catalogue"),
        new=_("New catalogue"),
        explains=_("What is served, in three levels: catalogue, item, class. Types say which they offer."),
        icon="sitemap",
        fields=(Field(name="name", label=_("Name")),),
        uses=(types_by("catalogs"), items_of_it(), protocols_by("catalog")),
    ),
    Registry(
        key="catalog-item",
        slug="itens-do-catalogo",
        model=CatalogItem,
        plural=_("Items of the catalogue"),
        one=_("Item of the catalogue"),
        new=_("New item"),
        explains=_("The second level of the service catalogue."),
        icon="list",
        fields=(
            Field(
                name="catalog",
                label=_("Catalogue"),
                kind=Kind.ENTRY,
                of=ServiceCatalog,
                in_list=True,
                width=6,
            ),
            Field(name="name", label=_("Name"), width=6),
        ),
        uses=(classes_of_it(), protocols_by("catalog_item")),
        unique_within=("catalog",),
        settled=("catalog",),
    ),
    Registry(
        key="catalog-class",
        slug="classes-do-catalogo",
        model=CatalogClass,
        plural=_("Classes of the catalogue"),
        one=_("Class of the catalogue"),
        new=_("New class"),
        explains=_("The third level of the service catalogue."),
        icon="tags",
        fields=(
            Field(
                name="item",
                label=pgettext_lazy("catalogue", "Item"),
                kind=Kind.ENTRY,
                of=CatalogItem,
                in_list=True,
                width=6,
            ),
            Field(name="name", label=_("Name"), width=6),
        ),
        uses=(protocols_by("catalog_class"),),
        unique_within=("item",),
        settled=("item",),
    ),
)
