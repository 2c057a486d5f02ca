"""Who is meant across sentences: invented passages, each with whom its words stand for.

A key is a word of the passage, with its number where it comes more than once ("he 2"); a value is NAME, or NAME/CTY or
NAME/CTY/SECTOR, ``-`` where nothing is told; ``None`` where the word must lead to nobody; a list for several.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from onrecord.annotated import Annotated, Phrase
from onrecord.extract.coreference import scene_country
from onrecord.extract.phrases import find_phrases
from onrecord.link.actors import ActorLinker
from onrecord.records import Actor, Article, DateRange

Parse = Callable[[str], Annotated]
Expected = dict[str, str | list[str] | None]


@cache
def linker() -> ActorLinker:
    return ActorLinker()


def resolved(parsed: Parse, text: str) -> dict[str, Phrase]:
    """Phrases by head word; the second of the same word is "word 2"."""
    annotated = parsed(text)
    annotated.article = Article(text, published=DateRange.day(date(2021, 3, 9)))
    find_phrases(annotated, linker())
    found: dict[str, Phrase] = {}
    counts: dict[str, int] = {}
    for sentence in annotated.sentences():
        for token in sentence.tokens:
            counts[token.text] = counts.get(token.text, 0) + 1
            key = token.text if counts[token.text] == 1 else f"{token.text} {counts[token.text]}"
            phrase = annotated.phrases.get((sentence.index, token.i))
            if phrase is not None:
                found[key] = phrase
    return found


def agrees(actor: Actor, expected: str) -> bool:
    name, *rest = expected.split("/")
    return actor.name == name and all(
        (value or "-") == wanted for value, wanted in zip((actor.country, actor.sector), rest, strict=False)
    )


def check(parsed: Parse, text: str, expected: Expected) -> None:
    found = resolved(parsed, text)
    for key, wanted in expected.items():
        phrase = found.get(key)
        if wanted is None:
            assert phrase is None or phrase.actor.kind == "unnamed", (key, phrase)
            continue
        assert phrase is not None, (key, sorted(found))
        actors = phrase.members or (phrase.actor,)
        names = [wanted] if isinstance(wanted, str) else wanted
        assert len(actors) == len(names), (key, actors)
        for actor, name in zip(actors, names, strict=True):
            assert agrees(actor, name), (key, actor)


PASSAGES: list[tuple[str, Expected]] = [
    # surnames after full names
    ("South Korean President Han Jae-sung arrived on Monday. Han said he would stay.",
     {"Han 2": "Han Jae-sung/KOR/GOV", "he": "Han Jae-sung/KOR/GOV"}),
    ("Kenyan Foreign Minister Peter Otieno met aid workers. Otieno thanked them.",
     {"Otieno 2": "Peter Otieno/KEN/GOV"}),
    ("Syrian Foreign Minister Walid al-Khatib left. Al-Khatib had refused to talk. Later Khatib returned.",
     {"Khatib": "Walid al-Khatib/SYR/GOV"}),
    ("Chilean senator Ana de la Torre resigned. Her lawyers said de la Torre was innocent.",
     {"Torre 2": "Ana de la Torre/CHL/LEG"}),
    ("Peruvian minister Luis Vega met Peruvian judge Marta Vega. Luis Vega left first.",
     {"Vega 3": "Luis Vega/PER/GOV"}),
    (
        "Bolivian President Evo Morales resigned. Morales fled to Mexico. Experts fled too.",
        {"Morales 2": "Evo Morales/BOL", "Experts": None},
    ),
    # he and she
    ("Polish minister Ewa Nowak met Czech minister Jan Dvorak on Friday. She promised help.",
     {"She": "Ewa Nowak/POL/GOV"}),
    ("Latvian Prime Minister Anna Ozola criticised Russian general Ivan Orlov. He rejected her words.",
     {"He": "Ivan Orlov/RUS/MIL", "her": "Anna Ozola/LVA/GOV"}),
    ("Mrs Phiri, the Malawian health minister, spoke to reporters. She denied that she had resigned.",
     {"She": "Phiri/MWI/GOV", "she": "Phiri/MWI/GOV"}),
    ("Turkish general Kemal Aydin told Greek admiral Nikos Vlahos that he would withdraw his ships.",
     {"he": "Kemal Aydin/TUR/MIL", "his": "Kemal Aydin/TUR/MIL"}),
    ("In his speech Ghanaian minister Kofi Mensah condemned the raid.", {"his": "Kofi Mensah/GHA/GOV"}),
    # it, its, they, their
    ("Belarus pulled its troops out of Ukraine. It said the drill was over.",
     {"its": "Belarus/BLR", "troops": "its troops/BLR/MIL", "It": "Belarus/BLR"}),
    ("India's foreign ministry said it was appalled.", {"it": "India's foreign ministry/IND/GOV"}),
    ("Peru accused Chile of spying. Chile said it had done nothing.", {"it": "Chile/CHL"}),
    ("It was clear on Tuesday that Peru would win. It rained in Lima.", {"It": None, "It 2": None}),
    ("Peru and Chile signed a treaty. They agreed to cut their forces.",
     {"They": ["Peru/PER", "Chile/CHL"], "their": ["Peru/PER", "Chile/CHL"]}),
    ("Kurdish fighters attacked a Turkish base. They killed two soldiers.", {"They": "Kurdish fighters"}),
    ("Nigerian police said they had arrested two men.", {"they": "Nigerian police/NGA/COP"}),
    ("The European Union urged Serbia to recognise Kosovo. It warned that talks could fail.",
     {"It": "European Union"}),
    # whose things are
    ("Lithuanian President Jonas Petraitis flew home. His government resigned.",
     {"government": "His government/LTU/GOV"}),
    ("Eritrea, whose soldiers fought in the war, took no part in the talks.", {"soldiers": "whose soldiers/ERI/MIL"}),
    ("Troops from Kenya entered Somalia.", {"Troops": "Troops/KEN/MIL"}),
    ("Nepali Foreign Minister Hari Thapa met his Indian counterpart Rohan Mehta.",
     {"Mehta": "Rohan Mehta/IND/GOV"}),
    ("Dutch General Piet Bakker met his Danish counterpart, Lars Holm.", {"Holm": "Lars Holm/DNK/MIL"}),
    ("Hamas rejected the offer. The group's leader said so on Monday. A spokesman for the group agreed.",
     {"leader": "group's leader/PSE", "spokesman": "spokesman/PSE"}),
    (
        "Pakistani General Asif Malik met Chinese minister Bo Lin. Malik said his country stood with China.",
        {"country": "Pakistan/PAK/-"},
    ),
    # definite nouns
    (
        "Bolivia's army chief, Wilder Rojas, met the bank's secretary general, Luis Pena. The general resigned.",
        {"general 2": "Wilder Rojas/BOL/MIL"},
    ),
    (
        "The Organization of American States sent Peru observers. Peru thanked the organisation.",
        {"organisation": "Organization of American States/-/IGO"},
    ),
    ("Colombia's National Liberation Army freed two men. The group demanded talks. The rebels want land.",
     {"group": "Colombia's National Liberation Army/COL/REB", "rebels": "Colombia's National Liberation Army/COL/REB"}),
    ("The Oromo Liberation Front attacked a bridge. The front denied it.", {"front": "Oromo Liberation Front"}),
    ("The African Union sent observers to Chad. The union said they were welcome.", {"union": "African Union"}),
    ("Tunisian Interior Minister Sami Gharbi resigned. The minister gave no reason.",
     {"minister": "Sami Gharbi/TUN/GOV"}),
    ("Zambian President Moses Banda won. The leader thanked voters.", {"leader": "Moses Banda/ZMB/GOV"}),
    ("Estonia expelled two diplomats. The country accused Russia of spying.", {"country": "Estonia/EST"}),
    ("Saudi Arabia cut output. Iraq did not. The kingdom acted alone.", {"kingdom": "Saudi Arabia/SAU"}),
    ("The Sudanese government signed. Ethiopia watched. The government promised aid.",
     {"government 2": "Sudanese government/SDN/GOV"}),
    ("The Maldivian army took power. The army closed the airport.", {"army 2": "Maldivian army/MDV/MIL"}),
    # pairs and points of the compass
    ("Armenia and Georgia held talks. The two sides agreed to meet again.",
     {"sides": ["Armenia/ARM", "Georgia/GEO"]}),
    ("Armenia's president met Georgia's president. Both countries want peace.",
     {"countries": ["Armenia/ARM", "Georgia/GEO"]}),
    ("Officials of Mali met officials of Niger. Envoys of the two foreign ministries stayed on.",
     {"Envoys": ["Mali/MLI/GOV", "Niger/NER/GOV"]}),
    ("Mali and Niger blamed one another. Each side accused the other of lying.",
     {"side": "Mali/MLI", "other": "Niger/NER"}),
    ("North Korea fired two rockets. South Korea protested. The North said the South had started it.",
     {"North 2": "North/PRK", "South 2": "South/KOR"}),
    ("Norway, Sweden and Finland began a drill. The three countries invited observers.",
     {"countries": ["Norway/NOR", "Sweden/SWE", "Finland/FIN"]}),
    ("The two sides met.", {"sides": None}),
    # appositions
    ("Otxoa, leader of the banned Basque party Batasuna, spoke.", {"Otxoa": "Otxoa/ESP", "leader": "Otxoa/ESP"}),
    ("The letter was printed in Dawn, a Pakistani newspaper.", {"Dawn": "Dawn/PAK/MED", "newspaper": "Dawn/PAK/MED"}),
    ("The Basque separatist group ETA claimed the attack.", {"group": "ETA/ESP"}),
    ("Kenya's army chief, General Daniel Mwangi, arrived. Mwangi said he was sorry.",
     {"Mwangi 2": "Daniel Mwangi/KEN/MIL", "he": "Daniel Mwangi/KEN/MIL"}),
    ("Germany, France and Spain agreed.", {"Germany": "Germany/DEU", "France": "France/FRA", "Spain": "Spain/ESP"}),
    ("Omar Haddad, a friend of Syria, resigned.", {"Haddad": "Omar Haddad/-"}),
    ("Algeria and its foreign minister, Karim Belkacem, protested.", {"Belkacem": "Karim Belkacem/DZA/GOV"}),
    # abbreviations
    ("The Rapid Support Forces (RSF) took the town. The RSF said it was safe.", {"RSF 2": "Rapid Support Forces"}),
    ("The Free Papua Movement held a march. The FPM said it was peaceful.", {"FPM": "Free Papua Movement"}),
    # the article's country
    ("Police in Lima, the capital of Peru, fired on a crowd. Peru is calm. Peruvian men left. Police arrested two.",
     {"Police 2": "Police/PER/COP"}),
    ("Gunmen killed a guard in Peru. Peru and Peruvian papers mourned him.", {"Gunmen": "Gunmen/-"}),
    ("President Adam Brunner will visit Kyiv.", {"Brunner": "Adam Brunner/-/GOV"}),
    ("Mali buried ten soldiers. Malian police closed roads. In London, the prime minister promised help.",
     {"minister": "prime minister/GBR/GOV"}),
    ("Ukrainian President Taras Hnatyuk met President Adam Brunner. Ukraine thanked him. Ukrainians in Ukraine danced.",
     {"Brunner": "Adam Brunner/-/GOV"}),
    ("Peruvian police left. Peru is calm, Peruvian papers say. Interior Minister Juan Rojas went to a mine in Peru.",
     {"Rojas": "Juan Rojas/PER/GOV"}),
    # the speaker goes on; who is acted on is not who acts
    ("Merle Ruusmaa, the Estonian ambassador, said Jaan Tamm had left. She regretted it.",
     {"She": "Merle Ruusmaa/EST"}),
    ("A spokesman for the army, Colonel Issa Diallo, spoke in Mali. Mali's Colonel Diallo said he was sorry.",
     {"spokesman": "Issa Diallo/MLI/MIL", "he": "Issa Diallo/MLI/MIL"}),
    ("Armenia and Georgia quarrelled. Egypt mediated between the two sides.",
     {"sides": ["Armenia/ARM", "Georgia/GEO"]}),
    ("Somali pirates seized a ship. The pirates want money. The gang fled.", {"pirates 2": "Somali pirates/SOM/CRM"}),
    ("Iran's Revolutionary Guards seized a ship. The Guards said it had strayed.",
     {"Guards 2": "Iran's Revolutionary Guards"}),
    ("Hamas fired rockets. The Islamist group, which rules Gaza, promised more.", {"group": "Hamas/PSE/REB"}),
    ("FARC commander Pablo Rios spoke on Monday. The rebel leader asked for time.", {"leader": "Pablo Rios/COL/REB"}),
    ("Somalia thanked NATO. The alliance said it would stay.", {"alliance": "NATO", "it": "NATO"}),
    ("Togolese minister Afi Koudjo met Beninese minister Luc Dossou. The two ministers signed a pact.",
     {"ministers": ["Afi Koudjo/TGO/GOV", "Luc Dossou/BEN/GOV"]}),
    ("Rwanda accused the army of murder.", {"army": "army"}),
    ("Chinese President Bo Lin met French President Luc Girard. Minister Yi Wen and minister Marc Blanc signed a pact. "
     "The two presidents watched.", {"presidents": ["Bo Lin/CHN/GOV", "Luc Girard/FRA/GOV"]}),
    ("Israeli troops shot a Palestinian farmer near a Palestinian village. The army regretted it.",
     {"army": "army/ISR/MIL"}),
    ("The International Atomic Energy Agency warned Iran. The agency's head, Ivo Marin, left. The IAEA will meet.",
     {"Marin": "Ivo Marin/-/IGO", "IAEA": "International Atomic Energy Agency/-/IGO"}),
    ("The EU criticised Turkey. The bloc urged Ankara to talk.", {"bloc": "EU/-/IGO"}),
    ("Turkey, Turkish papers and Turkish police agree. The European Court of Human Rights does not.",
     {"Court": "European Court of Human Rights/-"}),
    ("Prime Minister Ann Marsh of Britain resigned. The British opposition leader, Jude Hartley, was glad.",
     {"Hartley": "Jude Hartley/GBR/OPP"}),
    # things are nobody
    ("The Karachi attack killed two. A military exercise followed.", {"attack": None, "exercise": None}),
    ("Libya froze the assets of 14 Syrian officials.", {"assets": "14 Syrian officials/SYR/GOV"}),
    ("Police suspected the group of hiding weapons.", {"group": None}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PASSAGES, ids=[text[:40] for text, _ in PASSAGES])
def test_passage(parsed: Parse, text: str, expected: Expected) -> None:
    check(parsed, text, expected)


def test_the_scene_is_the_country_of_most_words_each_counted_once(parsed: Parse) -> None:
    annotated = parsed("Chad buried its dead. Chadian police guarded N'Djamena.")
    find_phrases(annotated, linker())
    assert scene_country(annotated) == "TCD"
    alone = parsed("He will visit Kyiv.")
    find_phrases(alone, linker())
    assert scene_country(alone) is None
