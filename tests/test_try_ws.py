def test_pages(world, as_user):
    t = world.ticket()
    c = as_user("ana")
    for url in ["/central/", f"/central/?cliente={world.marlene.pk}", f"/central/protocolo/{t.pk}/", "/central/?q=marl", "/central/?q=zzzzz", "/central/?escopo=minhas", "/central/filtros/", "/central/?aba=atividades&cliente=1", "/central/?aba=dados&cliente=1", "/tarefas/", "/tarefas/?quais=equipes", "/tarefas/?quais=encerradas", f"/tarefas/{t.pk}/atos/", "/tarefas/filtros/?quais=equipes"]:
        r = c.get(url, follow=True)
        print(url, r.status_code, len(r.content), r.redirect_chain)
        assert r.status_code == 200
    for part in ["clients","counts","pane","customer","sheet","timeline","entries"]:
        r = c.get(f"/central/?cliente=1&protocolo={t.pk}&parte={part}", headers={"HX-Request": "true"})
        print(part, r.status_code, len(r.content))
        assert r.status_code == 200 and b"<html" not in r.content
