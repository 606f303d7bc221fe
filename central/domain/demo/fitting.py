"""Which of a group's texts fit a type: by words that they hold; what fits none is said in general words."""

from collections.abc import Mapping, Sequence

Words = tuple[str, ...]

CLOSINGS: Mapping[str, Words] = {
    "SUP-001": ("conector", "WAN", "massiva", "PPPoE", "próprio"),
    "SUP-002": ("massiva", "conector", "quedas"),
    "SUP-003": ("conector", "massiva"),
    "SUP-004": ("canal", "próprio"),
    "SUP-005": ("canal", "quedas"),
    "SUP-006": ("canal", "Roteador"),
    "SUP-007": ("Senha",),
    "SUP-008": ("econfigura", "WAN", "Roteador"),
    "SUP-009": ("próprio", "PPPoE"),
    "SUP-013": ("Roteador trocado",),
    "NOC-001": ("Rompimento", "Energia", "Clientes avisados"),
    "NOC-002": ("Manutenção",),
    "NOC-003": ("Rompimento",),
    "NOC-004": ("Caixa", "Potência"),
    "NOC-005": ("Potência",),
    "NOC-006": ("Alarme",),
    "NOC-007": ("Energia",),
    "NOC-008": ("Ataque",),
    "CAM-001": ("nstalação concluída", "Confirmado"),
    "CAM-002": ("nstalação concluída", "Confirmado"),
    "CAM-003": ("udança de endereço", "Confirmado"),
    "CAM-004": ("Confirmado",),
    "CAM-005": ("onto adicional", "Confirmado"),
    "CAM-006": ("Reparo", "Confirmado"),
    "CAM-007": ("etirado",),
    "CAM-008": ("etirado",),
    "CAM-009": ("istoria",),
    "CAM-010": ("Cabo levantado",),
    "CAM-011": ("Confirmado",),
    "COM-001": ("iabilidade",),
    "COM-002": ("Contrato assinado", "preferiu"),
    "COM-003": ("Plano alterado",),
    "COM-004": ("Plano alterado",),
    "COM-005": ("adicional",),
    "COM-006": ("reativado",),
    "COM-007": ("Proposta",),
    "FIN-001": ("2ª via",),
    "FIN-002": ("Pagamento",),
    "FIN-003": ("Pagamento",),
    "FIN-004": ("confiança",),
    "FIN-005": ("Cobrança",),
    "FIN-006": ("Vencimento",),
    "FIN-007": ("Acordo",),
    "FIN-009": ("Devolução",),
    "FIN-010": ("Devolução",),
    "CAD-001": ("Cadastro", "Endereço"),
    "CAD-002": ("itularidade", "transferência"),
    "CAD-003": ("Suspensão",),
    "CAD-004": ("Cópia", "Gravação", "Declaração"),
    "RET-001": ("Cancelamento", "Contrato encerrado", "desistiu"),
    "RET-002": ("permanece", "Plano ajustado"),
    "OUV-001": ("Resposta", "improcedente"),
    "OUV-002": ("Resposta", "improcedente", "Cobrança"),
    "OUV-003": ("improcedente", "Cobrança"),
    "OUV-004": ("Ofício",),
    "OUV-005": ("Elogio",),
    "LGP-001": ("titular atendido",),
    "LGP-002": ("Incidente",),
    "EST-001": ("Material",),
    "EST-002": ("Inventário", "recebidos", "Lote"),
    "INF-001": ("Projeto", "Obra"),
    "INT-001": ("Computador", "Acesso"),
}  # fmt: skip

VISIT: Words = (
    "Visita confirmada",
    "a caminho",
    "remarcar",
    "Ligamos",
    "adulto",
    "Endereço",
    "Encaixe",
    "cachorro",
)
FAULT: Words = (
    "Contato",
    "ONU",
    "Sinal",
    "canal",
    "Perfil",
    "foto",
    "Retornamos",
    "Log",
    "Potência",
    "CTO",
    "irritado",
)
NOTES: Mapping[str, Words] = {
    "SUP-001": FAULT,
    "SUP-002": ("Contato", "Sinal", "Potência", "Informado", "Conferida"),
    "SUP-003": ("Contato", "foto", "Potência", "Informado", "Conferida", "troca de conector", "irritado"),
    "SUP-004": FAULT,
    "SUP-005": FAULT,
    "SUP-006": ("canal", "Roteador", "Retornamos", "Contato"),
    "SUP-007": ("Trocado o canal",),
    "SUP-008": ("PPPoE", "Roteador", "ONU por acesso"),
    "SUP-009": ("Perfil", "Roteador"),
    "CAM-001": (*VISIT, "Síndico", "Conferida a", "Falta ONU", "Drop lançado"),
    "CAM-002": (*VISIT, "Síndico"),
    "CAM-003": (*VISIT, "Síndico", "Conferida a"),
    "CAM-007": (*VISIT, "Comodato"),
    "CAM-008": (*VISIT, "Comodato"),
    "NOC-001": ("Equipe no local", "Parte dos", "Concessionária", "Tráfego", "contratos", "atendimento"),
    "NOC-002": ("Manutenção", "contratos"),
    "NOC-003": ("Equipe no local", "Parte dos", "OTDR", "Fusão", "Tráfego"),
    "NOC-004": ("Sinal da caixa", "Medição"),
    "NOC-005": ("Sinal da caixa", "Medição"),
    "NOC-006": ("Serviço", "Alarme", "Módulo"),
    "NOC-007": ("Concessionária", "Banco de baterias", "Alarme"),
    "NOC-008": ("Fornecedor",),
    "COM-001": ("Endereço", "Cobertura", "vistoria"),
    "COM-002": ("Cliente escolheu", "Documentos", "fidelidade", "Consulta", "Contrato assinado", "prazo"),
    "COM-003": ("Plano alterado", "Concorrente", "bom pagador"),
    "COM-004": ("Plano alterado", "Concorrente", "desconto"),
    "COM-005": ("Telefone", "bom pagador"),
    "COM-006": ("Documentos", "Consulta", "Contrato assinado"),
    "COM-007": ("Proposta", "desconto"),
    "FIN-001": ("Fatura enviada",),
    "FIN-002": ("Pagamento", "Comprovante", "Banco"),
    "FIN-003": ("Pagamento", "Comprovante confere", "Banco"),
    "FIN-004": ("3 dias", "confiança"),
    "FIN-005": ("Contestação", "Ouvido"),
    "FIN-006": ("Vencimento",),
    "FIN-007": ("Proposta", "acordo"),
    "FIN-008": ("Nota",),
    "FIN-009": ("Crédito", "crédito"),
    "FIN-010": ("Comprovante confere",),
    "CAD-001": ("Dados", "Endereço", "identidade"),
    "CAD-002": ("Termo", "documentos", "Documento", "Transferência", "Assinatura"),
    "CAD-003": ("Suspensão",),
    "CAD-004": ("Cópia", "Histórico", "Gravação", "Contrato digitalizado"),
    "RET-001": ("Cancelamento", "resumo", "mantém", "Fidelidade", "dispensa", "ofertas", "Comodato"),
    "RET-002": ("proposta", "Oferta", "melhor oferta", "Concorrente"),
    "OUV-001": ("Reclamação", "Contato", "Histórico", "Minuta", "Prazo interno"),
    "OUV-002": ("Reclamação", "Contato", "Histórico", "Minuta"),
    "OUV-003": ("Reclamação", "Contato", "Ouvida", "Técnico"),
    "OUV-004": ("Registros", "Minuta"),
    "OUV-005": ("elogio",),
    "LGP-001": ("Pedido do titular", "Encarregado"),
    "LGP-002": ("Encarregado", "Registros"),
    "EST-001": ("Pedido recebido", "Material", "Estoque"),
    "EST-002": ("Equipamento em teste", "Inventário", "ONUs", "fontes"),
    "INF-001": ("Projeto", "Custo", "Concessionária"),
    "INT-001": ("Acesso", "Computador", "Licença"),
}  # fmt: skip

PUBLIC: Words = (
    "Cliente pediu posição. Informado o andamento e o prazo.",
    "Sem retorno na primeira tentativa. Mensagem deixada pelo WhatsApp.",
    "Conferidos os dados do contrato com o titular.",
    "Enviada mensagem com o número do protocolo e o prazo.",
    "Cliente confirmou o telefone e o melhor horário para contato.",
    "Retorno feito ao cliente, que está ciente do prazo.",
    "Cliente agradeceu o retorno e aguarda a conclusão.",
    "Informado ao cliente que o caso está com a equipe responsável.",
)
PRIVATE: Words = (
    "Histórico conferido, sem outros protocolos abertos para o mesmo assunto.",
    "Conferido o cadastro: contrato ativo e sem bloqueio.",
    "Segunda tentativa de contato sem êxito. Tentar no outro turno.",
    "Cliente já havia ligado ontem pelo mesmo motivo. Dar retorno no horário combinado.",
    "Prazo confere. Acompanhar até o fim do dia.",
    "Alinhado com a liderança da equipe, seguir pelo procedimento.",
    "Cliente prefere contato por mensagem.",
)
CLOSING = "Atendido conforme o pedido. Cliente confirmou e está de acordo com o encerramento."
REOPENING: Words = (
    "Cliente voltou a falar do mesmo assunto, não considera resolvido.",
    "Encerrada antes da confirmação do cliente. Reabrir e concluir.",
)
HANDOVERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "dispatch": (
        (
            "Testes feitos com o cliente e conferidos na OLT, sem melhora.",
            "Agendar visita e avisar o cliente.",
        ),
        (
            "Cliente orientado sobre a visita e a taxa de visita improdutiva.",
            "Combinar dia e turno com o cliente.",
        ),
        ("Sinal conferido, defeito no local do cliente.", "Visita técnica dentro do prazo."),
    ),
    "technician": (
        ("Data combinada com o cliente, endereço conferido.", "Avisar o cliente ao sair."),
        ("Visita agendada e confirmada por mensagem.", "Atender no horário e concluir com o checklist."),
        ("Cliente confirmou que haverá um adulto no local.", "Atendimento no turno combinado."),
    ),
    "field": (
        (
            "Leitura conferida no monitoramento, perda antes da casa.",
            "Reparo da rede externa e nova medição.",
        ),
        ("Alarme confirmado, sem acesso remoto.", "Equipe no local para localizar a falha."),
    ),
    "stock": (("Equipamento retirado, serial anotado.", "Baixar o comodato e dar entrada no estoque."),),
    "close": (
        (
            "Serviço concluído e testado no local, checklist preenchido.",
            "Confirmar com o cliente e encerrar.",
        ),
        ("Visita concluída, cliente acompanhou os testes.", "Conferir o sinal e encerrar."),
    ),
}
"""What a forwarding says by where it leads; a desk passing a case on uses the texts of its group."""


WAITING: Words = (
    "Retorno do cliente.",
    "Confirmação dos dados pelo titular.",
    "Cliente escolher o melhor horário.",
)
ANALYSIS: Words = ("Análise", "Verificar", "Abrir", "Conferir")
"""Words of the forwardings by which Support passes a case on."""
SHORT_OF_TEXTS = frozenset({"SUP-007", "SUP-009", "SUP-010", "SUP-011", "SUP-012"})
"""Types of Support for which its waiting and reopening texts say too much."""


def fitting(texts: Sequence[str], words: Words | None) -> list[str]:
    """The texts that hold one of the words; none without words."""
    return [text for text in texts if any(word in text for word in words or ())]
