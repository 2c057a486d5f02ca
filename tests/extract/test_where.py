"""Each event takes the place that governs it in the parse, and no other place of its sentence."""

from __future__ import annotations

from functools import cache

import pytest

from onrecord.annotate.parse import Parser
from onrecord.annotate.prepare import prepare
from onrecord.annotated import Annotated
from onrecord.extract.where import place_mentions
from onrecord.link.gazetteer import Gazetteer
from onrecord.link.places import find_places
from onrecord.records import Article, Mention
from onrecord.settings import Settings


@cache
def _loaded() -> tuple[Parser, Gazetteer]:
    return Parser(Settings().pipeline), Gazetteer.open()


def _read(text: str, *triggers: tuple[str, str] | tuple[str, str, str]) -> Annotated:
    """The article with a mention for each (word, type) given; a mode may follow."""
    parser, gazetteer = _loaded()
    article = prepare(Article(text))
    parser.parse(article, article.paragraphs)
    find_places(article, gazetteer)
    for word, kind, *mode in triggers:
        sentence, token = next(
            (s, t) for s in article.sentences() for t in s.tokens
            if t.text == word and (s.index, t.i) not in article.triggers.values()
        )  # fmt: skip
        mention = Mention(article.article.id, token.span, sentence.span, kind, mode[0] if mode else None)
        article.mentions.append(mention)
        article.triggers[mention.id] = (sentence.index, token.i)
    place_mentions(article)
    return article


def _where(text: str, *triggers: tuple[str, str] | tuple[str, str, str]) -> list[str | None]:
    return [m.place.place.name if m.place else None for m in _read(text, *triggers).mentions]


@pytest.mark.parametrize(
    ("text", "word", "kind", "place"),
    [
        ("A rocket wounded a guard outside Lahore Museum's main gate.", "wounded", "ASSAULT", "Lahore"),
        ("Ministers spoke about the Quetta bombing.", "bombing", "ASSAULT", "Quetta"),
        ("Gunmen shot dead a judge in Kabul on Monday.", "shot", "ASSAULT", "Kabul"),
        ("In the northern city of Kunduz, gunmen stormed a clinic.", "stormed", "ASSAULT", "Kunduz"),
        ("Police arrested 40 people in Cairo after clashes.", "arrested", "COERCE", "Cairo"),
        (
            "Thousands marched through the centre and protested against taxes in Athens.",
            "protested",
            "PROTEST",
            "Athens",
        ),
        ("The suicide attack on a mosque in Kano was the worst this year.", "attack", "ASSAULT", "Kano"),
        ("Russian aircraft bombed Aleppo again.", "bombed", "ASSAULT", "Aleppo"),
        ("An explosion ripped through a market in Mogadishu.", "explosion", "ASSAULT", "Mogadishu"),
        (
            "Rebels killed 20 villagers in eastern Congo.",
            "killed",
            "ASSAULT",
            "Democratic Republic of the Congo",
        ),
        ("The two foreign ministers met in Geneva.", "met", "CONSULT", "Geneva"),
        ("He held talks with his Turkish counterpart in Ankara.", "talks", "CONSULT", "Ankara"),
        ("Soldiers withdrew from Kherson last week.", "withdrew", "RETREAT", "Kherson"),
        ("The tanker was hijacked off Lomé, in Togo, on 27 October.", "hijacked", "ASSAULT", "Lomé"),
        ("Gunmen seized a tanker off Benin.", "seized", "ASSAULT", "Benin"),
        ("Rebels took the town of Bunia in Congo's Ituri province.", "took", "ASSAULT", "Bunia"),
        ("Fighters seized the Mosul dam.", "seized", "ASSAULT", "Mosul"),
        ("Rockets hit the Israeli town of Sderot.", "hit", "ASSAULT", "Sderot"),
        ("Rioters burned cars in the Paris suburb of Clichy-sous-Bois.", "burned", "ASSAULT", "Clichy-sous-Bois"),
        ("The attack on the Vatican embassy in Khartoum was brief.", "attack", "ASSAULT", "Khartoum"),
        ("In Kashmir, gunmen shot dead a policeman in Srinagar.", "shot", "ASSAULT", "Srinagar"),
    ],
)
def test_the_governing_place(text: str, word: str, kind: str, place: str) -> None:
    assert _where(text, (word, kind)) == [place]


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Beijing urged Pakistan to protect its workers.", "urged", "REQUEST"),
        ("China condemned the attack that killed three of its citizens in Karachi.", "condemned", "ACCUSE"),
        ("The president of Kenya accused his rival of fraud.", "accused", "ACCUSE"),
        ("The United States imposed sanctions on Iran.", "imposed", "SANCTION"),
        ("US forces attacked the convoy.", "attacked", "ASSAULT"),
        ("Officials in Tokyo said that gunmen had killed two aid workers.", "killed", "ASSAULT"),
    ],
)
def test_no_place_is_an_answer(text: str, word: str, kind: str) -> None:
    assert _where(text, (word, kind)) == [None]


def test_two_events_of_one_sentence_keep_their_own_places() -> None:
    text = "In Paris, ministers denounced the attack, which killed nine people in Bamako."
    assert _where(text, ("denounced", "ACCUSE"), ("killed", "ASSAULT")) == ["Paris", "Bamako"]


def test_the_place_of_another_event_of_the_sentence_is_not_taken() -> None:
    text = "France and Germany pledged closer ties two months after rebels killed three people in Goma."
    assert _where(text, ("pledged", "AGREE"), ("killed", "ASSAULT")) == [None, "Goma"]


def test_the_goal_of_a_visit_is_its_place_and_a_later_gathering_is_there() -> None:
    text = (
        "The envoy returned from a visit to Doha for the Gulf Forum.\n\n"
        "She had talks with two bankers at the forum."
    )
    found = _read(text, ("visit", "CONSULT", "visit"), ("talks", "CONSULT"))
    assert [(m.place.place.name, m.place.how) for m in found.mentions if m.place] == [
        ("Doha", "phrase"), ("Doha", "article"),
    ]  # fmt: skip


def test_a_towns_own_police_act_there() -> None:
    assert _where("Nairobi Police have deployed a river unit.", ("deployed", "MOBILIZE")) == ["Nairobi"]


def test_here_is_the_dateline() -> None:
    found = _read("AMMAN (Reuters) - The envoys met here on Sunday.", ("met", "CONSULT"))
    place = found.mentions[0].place
    assert place is not None and (place.place.name, place.how) == ("Amman", "dateline")
    assert found.article.quote(place.span) == "AMMAN"


def test_a_village_that_no_list_knows_keeps_its_country() -> None:
    found = _read("Workers were killed at Qorvandaku in northern Pakistan.", ("killed", "ASSAULT"))
    place = found.mentions[0].place
    assert place is not None
    assert (place.place.name, place.place.country, place.place.latitude) == ("Qorvandaku", "PAK", None)


def test_victims_site_is_the_place_when_it_is_the_only_one() -> None:
    text = "Four miners digging a shaft near Zaranj in western Afghanistan died when raiders attacked their camp."
    assert _where(text, ("died", "ASSAULT"), ("attacked", "ASSAULT")) == ["Zaranj", "Zaranj"]


@pytest.mark.parametrize(
    ("text", "triggers", "places"),
    [
        ("Gunmen took Marib. They killed two nurses there.", [("killed", "ASSAULT")], ["Marib"]),
        (
            "Pirates roam the Malacca Strait. Twenty ships were attacked in the strait last year.",
            [("attacked", "ASSAULT")],
            ["Malacca Strait"],
        ),
        (
            "Police in Nairobi fired on marchers. Later they arrested dozens.",
            [("fired", "ASSAULT"), ("arrested", "COERCE")],
            ["Nairobi", "Nairobi"],
        ),
        (
            "Police in Nairobi fired on marchers.\n\nIn Accra, the court adjourned. Soldiers arrested dozens.",
            [("fired", "ASSAULT"), ("arrested", "COERCE")],
            ["Nairobi", None],
        ),
        ("The junta imposed a curfew on Mandalay.", [("curfew", "COERCE")], ["Mandalay"]),
        ("The United States imposed a travel ban on Cuba.", [("ban", "COERCE")], [None]),
        ("A ship brought medicine to Beira.", [("brought", "AID")], ["Beira"]),
        ("The last soldiers pulled out of Kunduz.", [("pulled", "RETREAT")], ["Kunduz"]),
        ("Rebels fired rockets on Madrid's trains, killing ten.", [("fired", "ASSAULT")], ["Madrid"]),
        ("They met on the southern side of the village of Panmunjom.", [("met", "CONSULT")], ["Panmunjom"]),
        (
            "At a forum in Geneva, where states promised aid, little was said.",
            [("promised", "AID")],
            ["Geneva"],
        ),
        ("A bomb exploded at Madrid's Chamartin station.", [("exploded", "ASSAULT")], ["Chamartin"]),
        ("Guards beat two men in Torvell prison near Paarl.", [("beat", "ASSAULT")], ["Torvell prison"]),
    ],
)
def test_places_that_are_pointed_back_to_or_fit_the_event(
    text: str, triggers: list[tuple[str, str]], places: list[str | None]
) -> None:
    assert _where(text, *triggers) == places


def test_talk_joined_to_a_meeting_was_held_there() -> None:
    text = "Ministers met in Brussels and condemned the attack."
    triggers = (("met", "CONSULT"), ("condemned", "ACCUSE"), ("attack", "ASSAULT"))
    assert _where(text, *triggers) == ["Brussels", "Brussels", None]


def test_in_the_country_is_where_the_article_plays() -> None:
    text = (
        "Kenyan police said that the Kenyan army was in Kenya to stay. It was a talk with the United States. "
        "Gunmen killed six people in the country."
    )
    assert _where(text, ("killed", "ASSAULT")) == ["Kenya"]


def test_an_attack_on_a_countrys_minister_is_not_in_that_country() -> None:
    assert _where("Gunmen planned an attack against the U.S. secretary of state.", ("attack", "ASSAULT")) == [None]
