"""The addresses of the pages: each subject brings its own."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

SUBJECTS = (
    "account",
    "layout",
    "live",
    "manual",
    "workspace",
    "tasks",
    "deadlines",
    "notices",
    "tickets",
    "drafts",
    "activities",
    "people",
    "merging",
    "teams",
    "places",
    "settings",
    "calendars",
    "parameters",
    "health",
    "first_steps",
    "registries",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"central.doors.web.{subject}.urls"))
    for subject in SUBJECTS
    if find_spec(f"central.doors.web.{subject}") and find_spec(f"central.doors.web.{subject}.urls")
]
