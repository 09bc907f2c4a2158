"""Brings a store to this version's schema by numbered SQL files, which import nothing of ours."""

import re
from functools import cache
from importlib.resources import files

from sqlcipher3 import dbapi2 as sqlcipher
from sqlcipher3.dbapi2 import Connection

from thinkfamily_desktop.store.connection import APPLICATION_ID, read_pragma
from thinkfamily_desktop.store.errors import StoreError


def steps() -> tuple[tuple[int, str], ...]:
    """Every schema step there is, in order: its number and its SQL."""
    folder = files("thinkfamily_desktop.store").joinpath("schema")
    found = [
        (int(named[1]), file.read_text("utf-8"))
        for file in folder.iterdir()
        if (named := re.fullmatch(r"(\d{4})_\w+\.sql", file.name))
    ]
    return tuple(sorted(found))


def newest() -> int:
    """The schema that this version of the program reads and writes."""
    return steps()[-1][0]


def schema_of(connection: Connection) -> int:
    """The store's schema. Raises StoreError when the file is another program's, newer, or not what it says it is."""
    schema = int(read_pragma(connection, "user_version"))
    if int(read_pragma(connection, "application_id")) != APPLICATION_ID:
        raise StoreError("store.vault_other")
    if schema > newest():
        raise StoreError("store.newer")
    if _tables(connection) != _tables_made(schema):
        raise StoreError("store.other_tables")
    return schema


@cache
def _tables_made(schema: int) -> frozenset[tuple[object, ...]]:
    """What the steps up to this schema make."""
    connection = sqlcipher.connect(":memory:", isolation_level=None)
    try:
        for number, statements in steps():
            if number <= schema:
                connection.executescript(statements)
        return _tables(connection)
    finally:
        connection.close()


def _tables(connection: Connection) -> frozenset[tuple[object, ...]]:
    """Every table with its columns, every index and every trigger, by name. How they are written does not count."""
    columns = connection.execute(
        "SELECT made.name, had.name, had.type, had.pk FROM sqlite_schema made, pragma_table_info(made.name) had"
        " WHERE made.type = 'table' AND made.name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    )
    others = connection.execute("SELECT type, name, tbl_name FROM sqlite_schema WHERE type <> 'table'")
    return frozenset([*columns, *others])


def migrate(connection: Connection, schema: int) -> None:
    """Run every step after `schema`, each in one transaction with its number: all of it or nothing."""
    for number, statements in steps():
        if number > schema:
            try:
                connection.executescript(f"BEGIN IMMEDIATE;\n{statements}\nPRAGMA user_version = {number};\nCOMMIT;")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
