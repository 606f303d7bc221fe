"""The addresses of the registries: the same five for each, named after it (`registries:KEY`, `-new`, …)."""

from django.urls import URLPattern, path

from central.domain.registries.declarations import Registry
from central.domain.registries.listing import REGISTRIES
from central.doors.web.registries import views

app_name = "registries"


def addresses(registry: Registry) -> list[URLPattern]:
    """The addresses of one registry."""
    base, name, given = f"cadastros/{registry.slug}", registry.key, {"registry": registry}
    return [
        path(f"{base}/", views.entries, given, name=name),
        path(f"{base}/novo/", views.new_entry, given, name=f"{name}-new"),
        path(f"{base}/<int:entry_id>/", views.entry, given, name=f"{name}-entry"),
        path(f"{base}/<int:entry_id>/ativo/", views.set_active, given, name=f"{name}-active"),
        path(f"{base}/<int:entry_id>/ordem/", views.reorder, given, name=f"{name}-order"),
    ]


urlpatterns = [address for registry in REGISTRIES.values() for address in addresses(registry)]
