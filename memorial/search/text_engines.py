"""Text engines: how rows of texts are found by their words, on SQLite (FTS5) and on PostgreSQL (GIN), with one answer.

What is asked for is a `Sought`; each engine writes it in its own language, from tokens alone, which are letters and
figures. What somebody typed never comes here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection

from memorial.search.models import TABLES, Edition

#: Of how many texts that have all words of a phrase PostgreSQL asks whether they stand side by side.
LOOKED_THROUGH = 4_000


@dataclass(frozen=True)
class Tokens:
    """Tokens that stand side by side in a row; the last of them may be the beginning of one."""

    tokens: tuple[str, ...]
    begun: bool = False

    @property
    def in_row(self) -> str:
        """The tokens as they stand in a row."""
        return f" {' '.join(self.tokens)}{'' if self.begun else ' '}"


#: One of these must be in a row.
Group = tuple[Tokens, ...]


@dataclass(frozen=True)
class Sought:
    """What must be in a row, each of the groups, and what must not."""

    groups: tuple[Group, ...]
    without: tuple[Tokens, ...] = ()


class Match(NamedTuple):
    """A row that was found: its key, the entry that it is of, and its language."""

    row: int
    kind: str
    key: int
    language: str


def rows_with(edition: Edition, asked: Sequence[Sought], *, limit: int) -> list[list[Match]]:
    """Return for each thing that is sought the rows of an edition in which it is, at most ``limit`` of each.

    It is one statement, and each part of it stops at its limit, so that it costs no more where there is more.
    """
    found: list[list[Match]] = [[] for _one in asked]
    if not asked:
        return found
    parts, values = zip(*(part_of(edition, one, limit) for one in asked), strict=True)
    table = TABLES[edition].texts._meta.db_table
    each = " UNION ALL ".join(
        f"SELECT {place} AS place, id FROM ({part}) AS part{place}"  # noqa: S608
        for place, part in enumerate(parts)
    )
    # The first table is the one that is read first: of the second, only what was found there.
    asks = f"""SELECT found.place, kept.id, kept.kind, kept.object_id, kept.language
        FROM ({each}) AS found CROSS JOIN {table} AS kept WHERE kept.id = found.id ORDER BY 1, 2"""  # noqa: S608
    for place, *row in answered(asks, [value for some in values for value in some]):
        found[place].append(Match(*row))
    return found


def counts_of(edition: Edition, asked: Sequence[Sought], *, limit: int) -> list[int]:
    """Return in how many rows each of these is, counted as far as ``limit``."""
    if not asked:
        return []
    parts, values = zip(*(part_of(edition, one, limit) for one in asked), strict=True)
    each = ", ".join(
        f"(SELECT count(*) FROM ({part}) AS part{place})"  # noqa: S608
        for place, part in enumerate(parts)
    )
    return list(answered(f"SELECT {each}", [value for some in values for value in some])[0])


def tokens_of_rows(edition: Edition, rows: Sequence[int]) -> dict[int, str]:
    """Return what stands in some rows."""
    return dict(TABLES[edition].texts.objects.filter(pk__in=rows).values_list("pk", "tokens"))


def answered(asks: str, values: list[Any]) -> list[tuple[Any, ...]]:
    """Return what the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(asks, values)
        return list(cursor.fetchall())


def part_of(edition: Edition, sought: Sought, limit: int) -> tuple[str, list[Any]]:
    """Return the question for the rows of one thing that is sought, and its values."""
    table = TABLES[edition].texts._meta.db_table
    if connection.vendor == "sqlite":
        found = f"{table}_found"
        asks = f"SELECT rowid AS id FROM {found} WHERE {found} MATCH %s ORDER BY rowid LIMIT %s"  # noqa: S608
        return asks, [in_fts5(sought), limit]
    asks = f"SELECT id, tokens FROM {table} WHERE memorial_words(tokens) @@ %s::tsquery LIMIT %s"  # noqa: S608
    phrases = side_by_side(sought)
    if not phrases:
        return f"SELECT id FROM ({asks}) AS whole", [in_tsquery(sought), limit]  # noqa: S608
    where = " AND ".join(f"({condition})" for condition, _values in phrases)
    values = [value for _condition, values in phrases for value in values]
    return f"SELECT id FROM ({asks}) AS whole WHERE {where} LIMIT %s", [  # noqa: S608
        in_tsquery(sought),
        LOOKED_THROUGH,
        *values,
        limit,
    ]


def in_fts5(sought: Sought) -> str:
    """Return what is sought as FTS5 reads it."""
    match = " AND ".join(f"({' OR '.join(map(quoted, group))})" for group in sought.groups)
    return f"({match}) NOT ({' OR '.join(map(quoted, sought.without))})" if sought.without else match


def quoted(tokens: Tokens) -> str:
    """Return tokens side by side as FTS5 reads them."""
    return f'"{" ".join(tokens.tokens)}"{" *" if tokens.begun else ""}'


def in_tsquery(sought: Sought) -> str:
    """Return what is sought as PostgreSQL reads it; of tokens side by side, that all of them are there."""
    match = " & ".join(f"({' | '.join(map(together, group))})" for group in sought.groups)
    # Two of them apart do not count: that is asked of the rows that are found.
    apart = [tokens for tokens in sought.without if len(tokens.tokens) == 1]
    return f"{match} & !({' | '.join(map(together, apart))})" if apart else match


def together(tokens: Tokens) -> str:
    """Return that all of some tokens are in a row, as PostgreSQL reads it."""
    return "(" + " & ".join(f"'{token}'{':*' if tokens.begun else ''}" for token in tokens.tokens) + ")"


def side_by_side(sought: Sought) -> list[tuple[str, list[str]]]:
    """Return the conditions by which tokens stand side by side in a row of PostgreSQL, each with its values.

    The text itself is asked, which costs a hundredth of what it takes to know the place of every word in it.
    """
    conditions = []
    for group in sought.groups:
        if any(len(tokens.tokens) > 1 for tokens in group):
            # Of one with others, a single token was found by the index already, if it is the one.
            each = " OR ".join("strpos(tokens, %s) > 0" for _tokens in group)
            conditions.append((each, [tokens.in_row for tokens in group]))
    for tokens in sought.without:
        if len(tokens.tokens) > 1:
            conditions.append(("strpos(tokens, %s) = 0", [tokens.in_row]))
    return conditions
