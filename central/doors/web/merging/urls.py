"""The addresses of Pessoas duplicadas and of mergings."""

from django.urls import path

from central.doors.web.merging import merges, pairs

app_name = "merging"

urlpatterns = [
    path("pessoas/duplicadas/", pairs.pairs, name="pairs"),
    path("pessoas/duplicadas/<int:pair_id>/descartar/", pairs.dismiss, name="dismiss"),
    path("pessoas/duplicadas/<int:pair_id>/propor/", pairs.propose_again, name="propose"),
    path("pessoas/mesclagens/", merges.merge_list, name="merges"),
    path("pessoas/mesclagens/<int:merge_id>/", merges.merge, name="merge"),
    path("pessoas/mesclagens/<int:merge_id>/desfazer/", merges.undo, name="undo"),
    path("pessoas/<int:survivor_id>/mesclar/", merges.choose, name="choose"),
    path("pessoas/<int:survivor_id>/mesclar/<int:merged_id>/", merges.preview, name="preview"),
]
