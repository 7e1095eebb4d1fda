"""Records with one thing wrong in a name, a tie, a citation or a translation."""

from tests.exchange.folders import FILES, Files, added, changed

#: What is wrong, in which file, and how it is said.
CHILDREN: list[tuple[str, Files, str]] = [
    ("unknown person", changed("names.csv", "\none", "\nten"), "names.csv:2: person: There is no “ten” in people.csv"),
    ("name without source", changed("names.csv", ",gazette", ","), "names.csv:3: source: Nothing is written here"),
    ("two sources", changed("names.csv", ",gazette", ",gazette;report-a"), "names.csv:3: source: Name one alone"),
    (
        "two preferred",
        changed("names.csv", ",no,", ",yes,"),
        "names.csv:3: preferred: Line 2 is already preferred in “en”",
    ),
    (
        "spelling twice",
        added("names.csv", FILES["names.csv"].splitlines()[1].replace("yes", "no")),
        "names.csv:4: This sp",
    ),
    ("name's language", changed("names.csv", "One,en,", "One,English,"), "names.csv:2: language: "),
    ("script", changed("names.csv", "Latn", "Latin"), "names.csv:2: script: “Latin” is not one of: Latn"),
    (
        "own relative",
        changed("kin.csv", "sibling,two", "sibling,one"),
        "kin.csv:2: relative: Nobody is their own relative",
    ),
    (
        "tied twice",
        added("kin.csv", "two,sibling,one,,report-a"),
        "kin.csv:3: These two are already tied to each other",
    ),
    (
        "cited table",
        added("citations.csv", "names,one,,report-a,,,,"),
        "citations.csv:4: table: “names” is not a table",
    ),
    (
        "cited key",
        added("citations.csv", "people,ten,,report-a,,,,"),
        "citations.csv:4: key: There is no “ten” in people",
    ),
    (
        "cited fact",
        added("citations.csv", "people,one,height,report-a,,,,"),
        "citations.csv:4: fact: This entry has no such",
    ),
    (
        "cited source",
        added("citations.csv", "people,one,sex,report-z,,,,"),
        "citations.csv:4: source: There is no “report-z”",
    ),
    (
        "stance",
        added("citations.csv", "people,one,sex,report-a,,,maybe,"),
        "citations.csv:4: stance: “maybe” is not one of",
    ),
    (
        "rival unstated",
        added("citations.csv", "people,one,sex,report-a,,,differs,"),
        "citations.csv:4: When a source differs",
    ),
    (
        "cited twice",
        added("citations.csv", "people,one,story,report-a,p. 3,,,"),
        "citations.csv:4: This source is already",
    ),
]
TEXTS: list[tuple[str, Files, str]] = [
    (
        "table",
        added("translations/tr.csv", "names,one,full,x,given"),
        "translations/tr.csv:7: table: “names” is not a table",
    ),
    (
        "key",
        added("translations/tr.csv", "people,ten,story,x,given"),
        "translations/tr.csv:7: key: There is no “ten” in",
    ),
    (
        "field",
        added("translations/tr.csv", "people,one,sex,x,given"),
        "translations/tr.csv:7: field: people has no text “sex”",
    ),
    (
        "state",
        added("translations/tr.csv", "people,two,story,x,good"),
        "translations/tr.csv:7: state: “good” is not one of",
    ),
    (
        "no state",
        added("translations/tr.csv", "people,two,story,x,"),
        "translations/tr.csv:7: state: Nothing is written",
    ),
    (
        "no text",
        added("translations/tr.csv", "people,two,story,,given"),
        "translations/tr.csv:7: text: Nothing is written",
    ),
    (
        "twice",
        added("translations/tr.csv", "people,one,story,x,given"),
        "translations/tr.csv:7: This text already stands",
    ),
    ("too long", changed("translations/tr.csv", "Sentetik ogretmen", "x" * 201), "translations/tr.csv:4: text: Ensure"),
    (
        "title needed",
        changed("translations/tr.csv", "fire,title", "fire,summary"),
        "translations/tr.csv:6: title: events “fi",
    ),
    (
        "language",
        {"translations/de.csv": "table,key,field,text,state\n"},
        "translations/de.csv:1: “de” is not a language",
    ),
    (
        "own language",
        {"translations/en.csv": "table,key,field,text,state\n"},
        "translations/en.csv:1: The texts of the rec",
    ),
]
