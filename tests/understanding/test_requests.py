"""What follows a result can be asked for in sentences, also while a question stands; what only sounds so cannot."""

import pytest

from tests.understanding.corpus import context, got

ASKED = {
    "en": {
        "show me our plan please": "plan",
        "can you make the report?": "report",
        "What would it take to get to the next level?": "needs",
        "can I see our previous results": "history",
        "what has changed since the last check?": "compare",
        "How do other towns like us do?": "peers",
        "can we go through our answers again": "recheck",
        "share my result with a colleague": "share",
        "what are our risks": "risks",
        "I want to assess a project of ours": "initiative",
    },
    "es": {
        "¿Me muestra el plan otra vez?": "plan",
        "necesito el informe para el concejo": "report",
        "¿Qué nos falta para llegar al próximo nivel?": "needs",
        "quiero ver los resultados anteriores": "history",
        "¿Qué cambió desde la última vez?": "compare",
        "¿Cómo les va a otros municipios como el nuestro?": "peers",
        "quiero repasar nuestras respuestas": "recheck",
        "un código para mi colega": "share",
        "¿cuáles son los riesgos?": "risks",
        "¿Dónde está trabado nuestro proyecto?": "initiative",
    },
    "pt": {
        "me mostra o plano de novo?": "plan",
        "preciso do relatório para a câmara": "report",
        "O que falta para chegar ao próximo nível?": "needs",
        "quero ver os resultados anteriores": "history",
        "o que mudou desde a última vez?": "compare",
        "Como vão outros municípios como o nosso?": "peers",
        "quero rever as nossas respostas": "recheck",
        "um código para minha colega": "share",
        "quais são os riscos?": "risks",
        "quero avaliar um projeto nosso": "initiative",
    },
}
ANSWERED = {
    "en": ("we have a plan but nobody follows it", "other cities do it, we do not", "it is our plan", "a pdf"),
    "es": ("tenemos un plan pero nadie lo sigue", "otras ciudades lo hacen, nosotros no", "es nuestro plan", "en pdf"),
    "pt": ("temos um plano mas ninguém segue", "outras cidades fazem, nós não", "é o nosso plano", "em pdf"),
}


@pytest.mark.parametrize("language", ASKED)
def test_what_follows_a_result_can_be_asked_for_in_a_sentence(language: str) -> None:
    came = {text: got(text, context(language)) for text in ASKED[language]}

    assert came == {text: f"do {name}" for text, name in ASKED[language].items()}


@pytest.mark.parametrize("language", ANSWERED)
def test_an_answer_that_names_a_plan_a_city_or_a_file_asks_for_nothing(language: str) -> None:
    came = [got(text, context(language)) for text in ANSWERED[language]]

    assert not any(each.startswith("do ") for each in came)
