"""A whole check by typing only, each answer in other words, ends where pressing the same ratings ends."""

from itertools import cycle

import pytest

from dialogues.script import Script
from tests.dialogues.conftest import Person

OPENINGS = {
    "en": ("okay let's start", "Port of Spain", "I'd rather do the full check"),
    "es": ("dale, empecemos", "Salta", "hagamos el completo"),
    "pt": ("pode ser, vamos lá", "Sobral", "quero a completa"),
}
WAYS = {
    "en": {
        "mostly": (
            "Most do, only Health is missing",
            "mostly",
            "nearly all of the departments",
            "yes, except the port",
        ),
        "partly": ("only in transport and parks", "a few departments do", "in places I'd say", "partly"),
        "no": ("not yet, next year maybe", "nope, nobody does that here", "we don't have anything like that", "no"),
        "fully": ("yes, since 2019, everybody", "fully", "all of it", "that's right, every department does"),
        "unknown": ("no idea", "I really don't know", "not sure about that one"),
    },
    "es": {
        "mostly": ("la mayoria si, falta hacienda", "casi todas", "en su mayor parte", "todas menos obras públicas"),
        "partly": ("solo en movilidad", "en algunas áreas nomás", "unas si otras no", "en parte"),
        "no": ("todavía no", "no, acá nadie hace eso", "no tenemos nada de eso", "para nada"),
        "fully": ("sí, desde 2019, todas las áreas", "totalmente", "así es, está todo", "claro que sí"),
        "unknown": ("ni idea", "la verdad no sé", "no sabría decirle, entré hace poco"),
    },
    "pt": {
        "mostly": ("a maioria sim, falta a fazenda", "quase todas", "na maior parte", "todas menos obras"),
        "partly": ("só na saúde e na educação", "em algumas secretarias", "umas sim, outras não", "em parte"),
        "no": ("ainda não", "olha, isso aí a gente ainda não tem não", "aqui ninguém faz isso", "não temos"),
        "fully": ("sim, desde 2019, todas as secretarias", "totalmente", "tá tudo lá", "com certeza, sim"),
        "unknown": ("não faço ideia", "sei não", "não sei dizer, cheguei agora"),
    },
}
DONE = {"en": "none of these", "es": "ninguno de esos", "pt": "nenhum desses"}


@pytest.mark.parametrize("language", WAYS)
def test_a_whole_check_by_typing_only(script: Script, language: str) -> None:
    typing, pressing = (Person(script, language) for _ in range(2))
    ratings = cycle(WAYS[language])
    ways = {rating: cycle(said) for rating, said in WAYS[language].items()}
    typing.says(*OPENINGS[language])
    pressing.says("agree", OPENINGS[language][1], "full")

    while typing.scene.where.place != "done":
        if typing.asked:
            rating = next(ratings)
            pressing.says(f"{typing.asked}.{rating}")
            typing.says(next(ways[rating]))
        else:
            pressing.says("done")
            typing.says(DONE[language])
        assert typing.asked == pressing.asked

    assert typing.scene.profile() == pressing.scene.profile()
    assert typing.session.city == pressing.session.city
