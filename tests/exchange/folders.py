"""A small record that is synthetic in every row, as files by their names; tests change one thing in it."""

from pathlib import Path

#: Files by their names; nothing for a file that is left out.
Files = dict[str, str | bytes | None]

PEOPLE = (
    "key,sex,birth,death,age_low,age_about,fate,residence,living,occupation,description,story,source,birth_source\n"
    "one,female,1860?,1901-01-02,,,killed,town,no,Synthetic teacher,,A synthetic life.,report-a;report-b,report-b\n"
    "two,unknown,,1901-01-02~,60,yes,killed,,no,,Synthetic unidentified person,,report-a,\n"
)
NAMES = (
    "person,kind,preferred,given,patronymic,family,prefix,suffix,full,language,script,source\n"
    "one,as_written,yes,Synthetic,,Person One,,,Synthetic Person One,en,Latn,report-a\n"
    'one,as_written,no,Synthetik,,Person One,,,"Person One, Synthetik",en,Latn,gazette\n'
)
TOML = """format = 1
key = "synthetic"
language = "en"

[memorial]
title = "Synthetic Memorial"
subtitle = "For tests"
day_of_remembrance = "--01-02"
occurred = "1901-01-02"
languages = ["en", "tr", "az"]
time_zone = "UTC"
contact = ""
map_bounds = [-1.0, -1.5, 1, 1.5]
introduction = \"\"\"
This record is synthetic.
\"\"\"
source = "report-a;gazette"
"""
FILES = {
    "record.toml": TOML,
    "README.md": "Synthetic.\n",
    "sources.csv": (
        "key,kind,title,title_language,author,publisher,place,published,language,url,note\n"
        "report-a,report,Synthetic Report A,en,,Synthetic House,,1902,en,https://example.org/a,Read in full\n"
        "report-b,book,Synthetic Report B,en,Synthetic Author,,,1950~,en,,\n"
    ),
    "press.csv": (
        "key,outlet,place,published,language,summary,source\n"
        'gazette,Synthetic Gazette,Synthetic Town,1901-01-05,en,"Reported a fire,\nand two dead",report-b\n'
    ),
    "places.csv": (
        "key,kind,name,other_names,lat,lon,part_of,source\n"
        "town,town,Synthetic Town,Synth Town,0.5000,-0.2500,district,report-a\n"
        "district,district,Synthetic District,,,,,\n"
    ),
    "people.csv": PEOPLE,
    "names.csv": NAMES,
    "kin.csv": "person,kind,relative,detail,source\none,sibling,two,,report-a\n",
    "households.csv": "key,name,place,members,source\nhouse,Synthetic house,town,one;two,report-a\n",
    "events.csv": (
        "key,date,time,place,title,summary,source\nfire,1901-01-02,06:00/07:00,town,Synthetic fire,,report-a\n"
    ),
    "figures.csv": (
        "key,topic,subject,low,high,qualifier,unit,scope,stated_by,stated,source\n"
        "killed-a,killed,killed,2,,at_least,people,,Synthetic House,1902,report-a\n"
        "killed-b,killed,killed,3,5,range,people,synthetic residents,Synthetic Author,1950~,report-b\n"
    ),
    "testimonies.csv": (
        "key,kind,narrator,person,anonymous,role,given,given_place,language,basis,"
        "summary,content_note,people,places,events,source\n"
        "t1,interview,Synthetic Narrator,,no,neighbour,1901-02,town,en,published,"
        "Told of the fire.,deaths,one;two,town,fire,report-b\n"
    ),
    "recognitions.csv": (
        "key,level,body,jurisdiction,instrument,date,wording,detail,reversed,reversal_detail,source\n"
        "r1,chamber,Synthetic chamber,Synthetic land,resolution,1903,,,1904,Synthetic reversal,report-b\n"
    ),
    "commemorations.csv": (
        "key,kind,title,date,place,organiser,detail,source\nday,annual_day,Synthetic day,--01-02,town,,,report-a\n"
    ),
    "citations.csv": (
        "table,key,fact,source,locator,says,stance,value\n"
        "people,one,death,report-b,p. 12,On the third day,differs,1901-01-03\n"
        "people,one,story,report-a,p. 3,,agrees,\n"
    ),
    "translations/tr.csv": (
        "table,key,field,text,state\n"
        "memorial,memorial,title,Sentetik Anma Sitesi,unreviewed\n"
        "places,town,name,Sentetik Kasaba,given\n"
        "people,one,occupation,Sentetik ogretmen,reviewed\n"
        "people,one,story,Sentetik bir hayat.,unreviewed\n"
        "events,fire,title,Sentetik yangin,reviewed\n"
    ),
}


def write_folder(folder: Path, files: Files | None = None) -> Path:
    """Write the synthetic record, with these files instead of its own; ``None`` leaves a file out."""
    for name, text in {**FILES, **(files or {})}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def changed(file: str, old: str, new: str) -> Files:
    """Return one file of the record with one thing changed in it."""
    assert old in FILES[file], f"{old} does not stand in {file}"
    return {file: FILES[file].replace(old, new, 1)}


def added(file: str, row: str) -> Files:
    """Return one file of the record with one more row."""
    return {file: f"{FILES[file]}{row}\n"}
