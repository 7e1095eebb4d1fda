"""Other languages in Latin letters: groups by which Polish and other papers of the east of Europe are known.

Source: the Polish spelling of Russian names as the PWN dictionary has it (cz, sz, w, dż; signs above letters are left
out before, so that dż comes as dz).
"""

TABLE = {
    "cz": "ç",
    "sz": "ş",
    "rz": "rz j?",
    "dsz": "c",
    "dz": "c dz",
}
