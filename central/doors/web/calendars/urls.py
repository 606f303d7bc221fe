"""The addresses of Calendários and Feriados."""

from django.urls import path

from central.doors.web.calendars import holidays, views

app_name = "calendars"

urlpatterns = [
    path("cadastros/calendarios/", views.calendars, name="list"),
    path("cadastros/calendarios/novo/", views.create, name="create"),
    path("cadastros/calendarios/<int:calendar_id>/", views.edit, name="edit"),
    path("cadastros/calendarios/<int:calendar_id>/uso/", views.set_active, name="set_active"),
    path("cadastros/feriados/", holidays.year_page, name="holidays"),
    path("cadastros/feriados/novo/", holidays.create, name="create_holiday"),
    path("cadastros/feriados/copiar/", holidays.copy, name="copy_holidays"),
    path("cadastros/feriados/importar/", holidays.bring_in, name="import_holidays"),
    path("cadastros/feriados/<int:holiday_id>/", holidays.edit, name="edit_holiday"),
    path("cadastros/feriados/<int:holiday_id>/uso/", holidays.set_active, name="set_holiday_active"),
]
