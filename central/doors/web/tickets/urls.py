"""The addresses of everything that writes on protocols."""

from django.urls import path

from central.doors.web.tickets import (
    acts,
    bulk,
    corrections,
    deadline,
    due,
    fields,
    files,
    handovers,
    menu_acts,
    opening,
    printing,
)

app_name = "tickets"

ONE = "solicitacoes/<int:pk>/"

urlpatterns = [
    path("solicitacoes/abrir/", opening.open_page, name="open"),
    path("solicitacoes/abrir/partes/", opening.open_pieces, name="open_pieces"),
    path("solicitacoes/prazo/", due.due_preview, name="due_preview"),
    path("solicitacoes/em-lote/", bulk.bulk, name="bulk"),
    path("solicitacoes/<int:protocol>/", files.by_protocol, name="by_protocol"),
    path("solicitacoes/<int:protocol>/aberta/", opening.opened, name="opened"),
    path(f"{ONE}prazo/", deadline.why, name="deadline"),
    path(f"{ONE}iniciar/", acts.start, name="start"),
    path(f"{ONE}pausar/", acts.pause, name="pause"),
    path(f"{ONE}atividade-do-tecnico/", acts.technician, name="technician"),
    path(f"{ONE}relato/", acts.report, name="report"),
    path(f"{ONE}relato-rapido/", acts.quick_report, name="quick_report"),
    path(f"{ONE}encaminhar/", acts.forward, name="forward"),
    path(f"{ONE}aceitar/", handovers.accept, name="accept"),
    path(f"{ONE}devolver/", handovers.give_back, name="give_back"),
    path(f"{ONE}retomar/", handovers.take_back, name="take_back"),
    path(f"{ONE}assumir/", menu_acts.assume, name="assume"),
    path(f"{ONE}responsavel/", menu_acts.assign, name="assign"),
    path(f"{ONE}prioridade/", menu_acts.priority, name="priority"),
    path(f"{ONE}anexar/", menu_acts.attach, name="attach"),
    path(f"{ONE}acompanhar/", menu_acts.follow, name="follow"),
    path(f"{ONE}editar/", menu_acts.edit, name="edit"),
    path(f"{ONE}campos/", fields.field_pieces, name="field_pieces"),
    path(f"{ONE}encerrar/", menu_acts.close, name="close"),
    path(f"{ONE}cancelar/", menu_acts.cancel, name="cancel"),
    path(f"{ONE}reabrir/", menu_acts.reopen, name="reopen"),
    path(f"{ONE}imprimir/", printing.print_order, name="print"),
    path(f"{ONE}relatos/<int:report_pk>/corrigir/", corrections.correct, name="report_correct"),
    path(f"{ONE}relatos/<int:report_pk>/anular/", corrections.annul, name="report_annul"),
    path("anexos/<int:pk>/", files.file, name="file"),
    path("anexos/<int:pk>/miniatura/", files.thumbnail, name="thumbnail"),
]
