"""The columns of what a protocol is filed under."""

from django.db import models

from central.domain.catalog.models import (
    CatalogClass,
    CatalogItem,
    RequestContext,
    RequestProblem,
    ServiceCatalog,
)


class FiledModel(models.Model):
    """Catálogo › Item › Classe and Contexto › Problema of a protocol, each None where nothing was chosen."""

    catalog = models.ForeignKey(
        ServiceCatalog, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    catalog_item = models.ForeignKey(
        CatalogItem, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    catalog_class = models.ForeignKey(
        CatalogClass, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    context = models.ForeignKey(
        RequestContext, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    problem = models.ForeignKey(
        RequestProblem, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        abstract = True
