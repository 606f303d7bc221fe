"""Where settings and the build take the catalogue from; the work is done in foundation.translations."""

from central.foundation.translations.catalogue import compile_catalogue
from central.foundation.translations.check import missing_messages

__all__ = ["compile_catalogue", "missing_messages"]
