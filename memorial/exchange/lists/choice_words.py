"""What lists write for somebody's sex and fate, in the languages in which they are kept; compared folded.

A word stands here only where it means one choice and no other: “died” and “in captivity, later returned” do not.
"""

SEX = {
    "female": {
        "en": "female|woman|girl|fem|f",
        "az": "qadın|qız|qız uşağı|q",
        "ru": "женский|женщина|девочка|девушка|жен.|жен|ж",
        "tr": "kadın|kız|kız çocuğu",
        "es": "femenino|femenina|mujer|niña|fem.",
        "de": "weiblich|frau|mädchen|w",
        "fr": "féminin|femme|fille",
    },
    "male": {
        "en": "male|man|boy|masc",
        "az": "kişi|oğlan|oğlan uşağı",
        "ru": "мужской|мужчина|мальчик|муж.|муж|м",
        "tr": "erkek|erkek çocuğu",
        "es": "masculino|masculina|varón|hombre|niño|masc.",
        "de": "männlich|mann|junge",
        "fr": "masculin|homme|garçon",
    },
}
#: Letters that mean one sex in one language and the other in another.
LETTERS_OF_SEX = {
    "az": {"k": "male"},
    "tr": {"k": "female", "e": "male"},
    "es": {"h": "male", "v": "male"},
    "fr": {"h": "male"},
}
#: By what else stands in a column it is seen that its “K” is that of one language: folded, like the values themselves.
BESIDE_LETTERS = {
    "az": frozenset({"q", "kisi", "qadin", "qiz", "oglan"}),
    "tr": frozenset({"e", "kadin", "erkek", "kiz"}),
}

FATE = {
    "killed": {
        "en": "killed|murdered|shot|shot dead|executed|murder|killing|execution",
        "az": "öldürülüb|öldürülmüş|öldürülən|həlak olub|həlak olmuş|həlak olan|həlak|şəhid|şəhid olub|qətlə yetirilib"
        "|güllələnib",
        "ru": "убит|убита|убитый|убитая|погиб|погибла|погибший|погибшая|расстрелян|расстреляна|ubit|ubita|pogib"
        "|pogibla",
        "tr": "öldürüldü|öldürülmüş|öldürülen|katledildi|şehit|şehit oldu|kurşuna dizildi",
        "es": "asesinado|asesinada|asesinado/a|asesinato|ejecutado|ejecutada|ejecutado/a|ejecución|fusilado|fusilada"
        "|fusilado/a",
        "de": "ermordet|getötet|erschossen|hingerichtet",
        "fr": "tué|tuée|assassiné|assassinée|exécuté|exécutée|fusillé|fusillée",
    },
    "died_of_cold": {
        "en": "died of cold|froze to death|frozen|frozen to death",
        "az": "donub|donaraq ölüb|donub ölüb|soyuqdan ölüb|donmuş",
        "ru": "замерз|замерзла|умер от холода|умерла от холода|погиб от холода|zamerz",
        "tr": "donarak öldü|dondu|donarak can verdi",
        "es": "murió de frío|muerto de frío|congelado|congelada",
    },
    "missing": {
        "en": "missing|disappeared|forced disappearance|enforced disappearance|went missing|missing person",
        "az": "itkin|itkin düşüb|itkin düşmüş|xəbərsiz itkin|itib",
        "ru": "пропал|пропала|пропал без вести|пропала без вести|пропавший без вести|пропавшая без вести|без вести"
        "|пропавший|propal|propal bez vesti",
        "tr": "kayıp|kayboldu|kaybolmuş",
        "es": "desaparecido|desaparecida|desaparecido/a|desaparición|desaparición forzada|detenido desaparecido"
        "|detenida desaparecida|detenido/a desaparecido/a|detenido-desaparecido|detenida-desaparecida",
        "de": "vermisst|verschwunden|verschollen",
        "fr": "disparu|disparue|disparition forcée|porté disparu|portée disparue",
    },
    "captive": {
        "en": "captive|taken captive|captured|hostage|taken hostage|prisoner",
        "az": "əsir|əsir düşüb|əsir götürülüb|girov|girov götürülüb",
        "ru": "в плену|плен|пленный|пленная|взят в плен|взята в плен|заложник|заложница|взят в заложники",
        "tr": "esir|esir düştü|esir alındı|rehine|rehin alındı",
        "es": "cautivo|cautiva|rehén|capturado|capturada|prisionero|prisionera",
    },
    "wounded": {
        "en": "wounded|injured",
        "az": "yaralı|yaralanıb|yaralanmış",
        "ru": "ранен|ранена|раненый|раненая|ranen|ranena",
        "tr": "yaralı|yaralandı|yaralanmış",
        "es": "herido|herida|herido/a|lesionado|lesionada",
    },
    "survived": {
        "en": "survived|survivor|alive",
        "az": "sağ qalıb|sağ qalmış|sağ qalan|xilas olub",
        "ru": "выжил|выжила|выживший|выжившая|остался жив|осталась жива|уцелел|уцелела",
        "tr": "sağ kurtuldu|hayatta kaldı|hayatta kalan|kurtuldu",
        "es": "sobreviviente|sobrevivió|superviviente|con vida",
        "de": "überlebt|überlebende|überlebender",
        "fr": "survivant|survivante|rescapé|rescapée",
    },
}  # fmt: skip
