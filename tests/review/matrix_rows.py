"""The table of the role matrix, written by hand: + is done or shown, . is refused, for each person and status.

Nobody of these roles alone may see a restricted entry but a keeper; nobody publishes what they have written.
"""

from memorial.accounts.roles import Role

#: Everything that can be tried with an entry, and how its column is headed.
COLUMNS = {
    "list": "li",
    "choose": "ch",
    "review": "rv",
    "history": "hi",
    "preview": "pr",
    "form": "fo",
    "save": "sa",
    "popup": "po",
    "refer": "rf",
    "edit": "ed",
    "submit": "su",
    "publish": "pu",
    "return": "re",
    "withdraw": "wi",
    "put_back": "pb",
    "reopen": "ro",
    "discard": "di",
    "delete": "de",
    "note": "no",
    "take": "ta",
    "hand_over": "ho",
    "restore": "rs",
    "withdraw_version": "wv",
    "list-submit": "ls",
    "list-withdraw": "lw",
    "list-put_back": "lp",
    "list-take": "lt",
    "list-hand_over": "lh",
}

PEOPLE = {
    "nobody": (),
    "contributor": (Role.CONTRIBUTOR,),
    "curator": (Role.CURATOR,),
    "keeper": (Role.KEEPER,),
    "steward": (Role.STEWARD,),
    "contributor-keeper": (Role.CONTRIBUTOR, Role.KEEPER),
    "curator-keeper": (Role.CURATOR, Role.KEEPER),
    "steward-curator": (Role.STEWARD, Role.CURATOR),
}

TABLE = {
    "nobody": """
                  li ch rv hi pr fo sa po rf ed su pu re wi pb ro di de no ta ho rs wv ls lw lp lt lh
draft-own         .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
draft-other       .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
review-own        .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
review-other      .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
published         .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
copied            .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
scheduled         .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
withdrawn-own     .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
withdrawn-other   .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
copy-own          .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
copy-other        .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
copy-review       .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
copy-withdrawn    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted-own    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted        .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted-review .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
""",
    "contributor": """
                  li ch rv hi pr fo sa po rf ed su pu re wi pb ro di de no ta ho rs wv ls lw lp lt lh
draft-own         +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  +  +  +  +  +  .  .  +  .  .  +  +
draft-other       +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  .  .  +  +  +  .  .  +  .  .  +  +
review-own        +  +  +  +  +  .  .  .  +  .  .  .  .  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
review-other      +  +  +  +  +  .  .  .  +  .  .  .  .  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
published         +  +  +  +  +  .  .  .  +  +  .  .  .  .  .  .  .  .  +  +  +  +  .  .  .  .  +  +
copied            +  +  +  +  +  .  .  .  +  +  .  .  .  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
scheduled         +  +  +  +  +  .  .  .  +  +  .  .  .  .  .  .  .  .  +  +  +  +  .  .  .  .  +  +
withdrawn-own     .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
withdrawn-other   .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
copy-own          .  .  +  +  +  +  +  +  .  .  +  .  .  .  .  .  +  .  +  +  +  .  .  +  .  .  +  +
copy-other        .  .  +  +  +  +  +  +  .  .  +  .  .  .  .  .  .  .  +  +  +  .  .  +  .  .  +  +
copy-review       .  .  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
copy-withdrawn    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted-own    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted        .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted-review .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
""",
    "curator": """
                  li ch rv hi pr fo sa po rf ed su pu re wi pb ro di de no ta ho rs wv ls lw lp lt lh
draft-own         +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  +  +  +  +  +  .  .  +  .  .  +  +
draft-other       +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  .  .  +  +  +  .  .  +  .  .  +  +
review-own        +  +  +  +  +  +  +  +  +  .  .  .  +  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
review-other      +  +  +  +  +  +  +  +  +  .  .  +  +  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
published         +  +  +  +  +  .  .  .  +  +  .  .  .  +  .  .  .  .  +  +  +  +  +  .  +  .  +  +
copied            +  +  +  +  +  .  .  .  +  +  .  .  .  +  .  .  .  .  +  +  +  .  +  .  +  .  +  +
scheduled         +  +  +  +  +  .  .  .  +  +  .  .  .  +  .  .  .  .  +  +  +  +  +  .  +  .  +  +
withdrawn-own     +  +  +  +  +  .  .  .  +  .  .  .  .  .  .  +  .  .  +  +  +  .  +  .  .  .  +  +
withdrawn-other   +  +  +  +  +  .  .  .  +  .  .  .  .  .  +  +  .  .  +  +  +  .  +  .  .  +  +  +
copy-own          .  .  +  +  +  +  +  +  .  .  +  .  .  .  .  .  +  .  +  +  +  .  +  +  .  .  +  +
copy-other        .  .  +  +  +  +  +  +  .  .  +  .  .  .  .  .  +  .  +  +  +  .  +  +  .  .  +  +
copy-review       .  .  +  +  +  +  +  +  .  .  .  +  +  .  .  .  +  .  +  +  +  .  +  .  .  .  +  +
copy-withdrawn    .  .  +  +  +  +  +  +  .  .  +  .  .  .  .  .  +  .  +  +  +  .  +  +  .  .  +  +
restricted-own    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted        .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted-review .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
""",
    "keeper": """
                  li ch rv hi pr fo sa po rf ed su pu re wi pb ro di de no ta ho rs wv ls lw lp lt lh
draft-own         +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
draft-other       +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
review-own        +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
review-other      +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
published         +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
copied            +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
scheduled         +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
withdrawn-own     .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
withdrawn-other   .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
copy-own          .  .  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
copy-other        .  .  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
copy-review       .  .  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
copy-withdrawn    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted-own    +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
restricted        +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
restricted-review +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
""",
    "steward": """
                  li ch rv hi pr fo sa po rf ed su pu re wi pb ro di de no ta ho rs wv ls lw lp lt lh
draft-own         +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
draft-other       +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
review-own        +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
review-other      +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  .  .  .  .  .  .
published         +  +  +  +  +  .  .  .  .  .  .  .  .  +  .  .  .  .  +  .  .  .  +  .  +  .  .  .
copied            +  +  +  +  +  .  .  .  .  .  .  .  .  +  .  .  .  .  +  .  .  .  +  .  +  .  .  .
scheduled         +  +  +  +  +  .  .  .  .  .  .  .  .  +  .  .  .  .  +  .  .  .  +  .  +  .  .  .
withdrawn-own     +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  +  .  .  .  .  .
withdrawn-other   +  +  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  +  .  .  .  .  .
copy-own          .  .  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  +  .  .  .  .  .
copy-other        .  .  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  +  .  .  .  .  .
copy-review       .  .  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  +  .  .  .  .  .
copy-withdrawn    .  .  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  .  .  .  +  .  .  .  .  .
restricted-own    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted        .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted-review .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
""",
    "contributor-keeper": """
                  li ch rv hi pr fo sa po rf ed su pu re wi pb ro di de no ta ho rs wv ls lw lp lt lh
draft-own         +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  +  +  +  +  +  .  .  +  .  .  +  +
draft-other       +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  .  .  +  +  +  .  .  +  .  .  +  +
review-own        +  +  +  +  +  .  .  .  +  .  .  .  .  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
review-other      +  +  +  +  +  .  .  .  +  .  .  .  .  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
published         +  +  +  +  +  .  .  .  +  +  .  .  .  .  .  .  .  .  +  +  +  +  .  .  .  .  +  +
copied            +  +  +  +  +  .  .  .  +  +  .  .  .  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
scheduled         +  +  +  +  +  .  .  .  +  +  .  .  .  .  .  .  .  .  +  +  +  +  .  .  .  .  +  +
withdrawn-own     .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
withdrawn-other   .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
copy-own          .  .  +  +  +  +  +  +  .  .  +  .  .  .  .  .  +  .  +  +  +  .  .  +  .  .  +  +
copy-other        .  .  +  +  +  +  +  +  .  .  +  .  .  .  .  .  .  .  +  +  +  .  .  +  .  .  +  +
copy-review       .  .  +  +  +  .  .  .  .  .  .  .  .  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
copy-withdrawn    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted-own    +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  +  +  +  +  +  .  .  +  .  .  +  +
restricted        +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  .  .  +  +  +  .  .  +  .  .  +  +
restricted-review +  +  +  +  +  .  .  .  +  .  .  .  .  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
""",
    "curator-keeper": """
                  li ch rv hi pr fo sa po rf ed su pu re wi pb ro di de no ta ho rs wv ls lw lp lt lh
draft-own         +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  +  +  +  +  +  .  .  +  .  .  +  +
draft-other       +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  .  .  +  +  +  .  .  +  .  .  +  +
review-own        +  +  +  +  +  +  +  +  +  .  .  .  +  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
review-other      +  +  +  +  +  +  +  +  +  .  .  +  +  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
published         +  +  +  +  +  .  .  .  +  +  .  .  .  +  .  .  .  .  +  +  +  +  +  .  +  .  +  +
copied            +  +  +  +  +  .  .  .  +  +  .  .  .  +  .  .  .  .  +  +  +  .  +  .  +  .  +  +
scheduled         +  +  +  +  +  .  .  .  +  +  .  .  .  +  .  .  .  .  +  +  +  +  +  .  +  .  +  +
withdrawn-own     +  +  +  +  +  .  .  .  +  .  .  .  .  .  .  +  .  .  +  +  +  .  +  .  .  .  +  +
withdrawn-other   +  +  +  +  +  .  .  .  +  .  .  .  .  .  +  +  .  .  +  +  +  .  +  .  .  +  +  +
copy-own          .  .  +  +  +  +  +  +  .  .  +  .  .  .  .  .  +  .  +  +  +  .  +  +  .  .  +  +
copy-other        .  .  +  +  +  +  +  +  .  .  +  .  .  .  .  .  +  .  +  +  +  .  +  +  .  .  +  +
copy-review       .  .  +  +  +  +  +  +  .  .  .  +  +  .  .  .  +  .  +  +  +  .  +  .  .  .  +  +
copy-withdrawn    .  .  +  +  +  +  +  +  .  .  +  .  .  .  .  .  +  .  +  +  +  .  +  +  .  .  +  +
restricted-own    +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  +  +  +  +  +  .  .  +  .  .  +  +
restricted        +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  .  .  +  +  +  .  .  +  .  .  +  +
restricted-review +  +  +  +  +  +  +  +  +  .  .  .  +  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
""",
    "steward-curator": """
                  li ch rv hi pr fo sa po rf ed su pu re wi pb ro di de no ta ho rs wv ls lw lp lt lh
draft-own         +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  +  +  +  +  +  .  .  +  .  .  +  +
draft-other       +  +  +  +  +  +  +  +  +  .  +  .  .  .  .  .  .  .  +  +  +  .  .  +  .  .  +  +
review-own        +  +  +  +  +  +  +  +  +  .  .  .  +  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
review-other      +  +  +  +  +  +  +  +  +  .  .  +  +  .  .  .  .  .  +  +  +  .  .  .  .  .  +  +
published         +  +  +  +  +  .  .  .  +  +  .  .  .  +  .  .  .  .  +  +  +  +  +  .  +  .  +  +
copied            +  +  +  +  +  .  .  .  +  +  .  .  .  +  .  .  .  .  +  +  +  .  +  .  +  .  +  +
scheduled         +  +  +  +  +  .  .  .  +  +  .  .  .  +  .  .  .  .  +  +  +  +  +  .  +  .  +  +
withdrawn-own     +  +  +  +  +  .  .  .  +  .  .  .  .  .  .  +  .  .  +  +  +  .  +  .  .  .  +  +
withdrawn-other   +  +  +  +  +  .  .  .  +  .  .  .  .  .  +  +  .  .  +  +  +  .  +  .  .  +  +  +
copy-own          .  .  +  +  +  +  +  +  .  .  +  .  .  .  .  .  +  .  +  +  +  .  +  +  .  .  +  +
copy-other        .  .  +  +  +  +  +  +  .  .  +  .  .  .  .  .  +  .  +  +  +  .  +  +  .  .  +  +
copy-review       .  .  +  +  +  +  +  +  .  .  .  +  +  .  .  .  +  .  +  +  +  .  +  .  .  .  +  +
copy-withdrawn    .  .  +  +  +  +  +  +  .  .  +  .  .  .  .  .  +  .  +  +  +  .  +  +  .  .  +  +
restricted-own    .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted        .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
restricted-review .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
""",
}
