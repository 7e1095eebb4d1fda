"""Records with one thing wrong in the form of a file or in record.toml."""

from tests.exchange.folders import FILES, Files, added, changed

#: What is wrong, in which file, and how it is said.
FORM: list[tuple[str, Files, str]] = [
    ("unknown file", {"persons.csv": "key\n"}, "persons.csv:1: A record has no such file"),
    ("unknown file of texts", {"translations/tr.txt": ""}, "translations/tr.txt:1: A record has no such file"),
    ("no record.toml", {"record.toml": None}, "record.toml:1: The file is missing"),
    ("empty record.toml", {"record.toml": ""}, "record.toml:1: The file is empty"),
    ("endless number", {"record.toml": f"format = {'9' * 5000}"}, "record.toml:1: The file is not TOML"),
    ("endless nesting", {"record.toml": f"format = {'[' * 5000}"}, "record.toml:1: The file is not TOML"),
    ("hidden sign", changed("events.csv", "Synthetic fire", "Synthetic\u202efire"), "events.csv:2: An invisible sign"),
    ("empty sign", changed("events.csv", "Synthetic fire", "Synthetic\0fire"), "events.csv:2: An invisible sign"),
    ("no sources", {"sources.csv": None}, "sources.csv:1: The file is missing"),
    ("not TOML", {"record.toml": 'format = 1\nkey = "synthetic\n'}, "record.toml:2: The file is not TOML"),
    (
        "not UTF-8",
        {"events.csv": FILES["events.csv"].replace("fire", "f\xedre").encode("latin-1")},
        "events.csv:2: The",
    ),
    ("unknown column", changed("events.csv", "summary", "sumary"), "events.csv:1: There is no column “sumary”"),
    ("column twice", changed("events.csv", "summary", "title"), "events.csv:1: The column “title” stands here twice"),
    ("missing column", changed("figures.csv", "stated_by", "stated_who"), "figures.csv:1: The column “stated_by” is"),
    (
        "missing source column",
        changed("events.csv", ",source", ",when"),
        "events.csv:1: The column “source” is missing",
    ),
    ("missing key column", changed("people.csv", "key", "id"), "people.csv:1: The column “key” is missing"),
    ("too many cells", changed("kin.csv", ",,report-a", ",,report-a,x"), "kin.csv:2: The line has 6 cells, the header"),
    ("open quotation", added("press.csv", 'x,"Synthetic'), "press.csv:4: The line is not CSV"),
]
TOML: list[tuple[str, Files, str]] = [
    (
        "format",
        changed("record.toml", "format = 1", "format = 2"),
        "record.toml:1: format: This software reads format 1",
    ),
    ("record key", changed("record.toml", '"synthetic"', '"Synth etic"'), "record.toml:2: key: Write small"),
    ("language", changed("record.toml", '"en"', '"English"'), "record.toml:3: language: Write a language tag"),
    ("no language", changed("record.toml", 'language = "en"\n', ""), "language: It is missing"),
    ("unknown entry", changed("record.toml", "subtitle", "sub_title"), "record.toml:7: sub_title: record.toml has no"),
    ("no title", changed("record.toml", 'title = "Synthetic Memorial"\n', ""), "title: This field cannot be blank"),
    ("day", changed("record.toml", '"--01-02"', '"2 January"'), "record.toml:8: day_of_remembrance: Write a month"),
    ("occurred", changed("record.toml", '"1901-01-02"', '"1901-13"'), "record.toml:9: occurred: Write a date in EDTF"),
    ("not a string", changed("record.toml", '"1901-01-02"', "1901-01-02"), "record.toml:9: occurred: Write it in quot"),
    ("languages", changed("record.toml", '"az"]', '"xx"]'), "record.toml:10: languages: Give the languages as a list"),
    (
        "languages in lists",
        changed("record.toml", '"az"]', '["az"]]'),
        "record.toml:10: languages: Give the languages as",
    ),
    ("time zone", changed("record.toml", '"UTC"', '"Moon"'), "record.toml:11: time_zone: Write a time zone"),
    ("bounds", changed("record.toml", "-1.0, ", ""), "record.toml:13: map_bounds: Write four numbers"),
    ("bounds turned", changed("record.toml", "-1.0, ", "5, "), "record.toml:13: map_bounds: Write [south"),
    ("source", changed("record.toml", ";gazette", ";nothing"), "record.toml:17: source: There is no “nothing”"),
]
