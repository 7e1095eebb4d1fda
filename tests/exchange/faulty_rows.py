"""Records with one thing wrong in the row of an entry."""

from tests.exchange.folders import Files, added, changed

#: What is wrong, in which file, and how it is said.
ROWS: list[tuple[str, Files, str]] = [
    ("missing source", changed("events.csv", ",report-a", ","), "events.csv:2: source: Nothing is written here"),
    (
        "unknown source",
        changed("events.csv", ",report-a", ",report-z"),
        "events.csv:2: source: There is no “report-z” in",
    ),
    (
        "source of a fact",
        changed("people.csv", "b,report-b", "b,report-z"),
        "people.csv:2: birth_source: There is no “re",
    ),
    (
        "source of nothing",
        changed("people.csv", "report-a,\n", "report-a,report-b\n"),
        "people.csv:3: birth_source: The ",
    ),
    (
        "source twice",
        changed("events.csv", "report-a", "report-a;report-a"),
        "events.csv:2: source: “report-a” is named",
    ),
    (
        "source in itself",
        changed("press.csv", 'dead",report-b', 'dead",gazette'),
        "press.csv:2: source: A source cannot",
    ),
    ("empty needed cell", changed("events.csv", "Synthetic fire", ""), "events.csv:2: title: Nothing is written here"),
    ("no key", changed("events.csv", "\nfire", "\n"), "events.csv:2: key: Nothing is written here"),
    (
        "bad key",
        changed("commemorations.csv", "\nday", "\nThe Day"),
        "commemorations.csv:2: key: “The Day” is not a key",
    ),
    (
        "key twice",
        added("households.csv", "house,Synthetic,,one,report-a"),
        "households.csv:3: key: “house” already stands in line 2",
    ),
    ("key of a source", changed("press.csv", "gazette", "report-a"), "press.csv:2: key: “report-a” is already a key"),
    (
        "unknown place",
        changed("people.csv", "killed,town", "killed,city"),
        "people.csv:2: residence: There is no “city” in",
    ),
    (
        "unknown member",
        changed("households.csv", "one;two", "one;ten"),
        "households.csv:2: members: There is no “ten” in",
    ),
    (
        "unknown event",
        changed("testimonies.csv", ",fire,", ",flood,"),
        "testimonies.csv:2: events: There is no “flood” in",
    ),
    (
        "place in itself",
        changed("places.csv", ",,,,\n", ",,,town,\n"),
        "places.csv:2: part_of: “town” cannot lie in itself",
    ),
    (
        "bad date",
        changed("people.csv", "1901-01-02,", "1901-02-30,"),
        "people.csv:2: death: “1901-02-30” is not a date",
    ),
    (
        "date in words",
        changed("events.csv", "1901-01-02", "about 1901"),
        "events.csv:2: date: “about 1901” is not a date",
    ),
    ("day of no year", changed("events.csv", "1901-01-02", "--01-02"), "events.csv:2: date: “--01-02” is not a date"),
    ("bad time", changed("events.csv", "06:00/", "6/"), "events.csv:2: time: Write a time as 23:00"),
    (
        "bad choice",
        changed("people.csv", "one,female", "one,woman"),
        "people.csv:2: sex: “woman” is not one of: female",
    ),
    (
        "bad number",
        changed("figures.csv", "killed,2,", "killed,about 2,"),
        "figures.csv:2: low: “about 2” is not a whole",
    ),
    (
        "endless number",
        changed("figures.csv", "killed,2,", f"killed,{'9' * 5000},"),
        "figures.csv:2: low: “999",
    ),
    ("range turned", changed("figures.csv", "3,5,", "5,3,"), "figures.csv:3: The upper end of a range is larger"),
    ("bad degree", changed("places.csv", "0.5000", "0,5"), "places.csv:2: The line has 9 cells"),
    ("bad decimal", changed("places.csv", "0.5000", "0°30"), "places.csv:2: lat: “0°30” is not a decimal number"),
    ("degree too large", changed("places.csv", "0.5000", "95.5"), "places.csv:2: lat: Ensure this value is less than"),
    ("half a point", changed("places.csv", "0.5000", ""), "places.csv:2: Give both latitude and longitude"),
    (
        "bad boolean",
        changed("people.csv", "60,yes", "60,true"),
        "people.csv:3: age_about: “true” is not one of: yes, no",
    ),
    (
        "text too long",
        changed("events.csv", "Synthetic fire", "x" * 201),
        "events.csv:2: title: Ensure this value has at",
    ),
    (
        "field too long",
        changed("sources.csv", "Synthetic Author", "x" * 201),
        "sources.csv:3: author: Ensure this value",
    ),
    ("bad address", changed("sources.csv", "https://", "see "), "sources.csv:2: url: Enter a valid URL"),
    ("unnamed source", changed("sources.csv", "Synthetic Report B", ""), "sources.csv:3: Give the source a title or"),
    ("living and killed", changed("people.csv", "town,no", "town,yes"), "people.csv:2: A person who was killed"),
    (
        "nobody at all",
        changed("people.csv", "Synthetic unidentified person", ""),
        "people.csv:3: description: This person",
    ),
    ("anonymous named", changed("testimonies.csv", ",,no,", ",,yes,"), "testimonies.csv:2: anonymous: An anonymous"),
    (
        "no narrator",
        changed("testimonies.csv", "Synthetic Narrator,,no,neighbour", ",,no,"),
        "testimonies.csv:2: narrator:",
    ),
]
