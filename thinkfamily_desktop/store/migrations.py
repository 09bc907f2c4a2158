"""Brings a store to this version's schema by numbered SQL files, which import nothing of ours."""

import re
from importlib.resources import files

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
    """The store's schema. Raises StoreError when the file is another program's or a newer version's."""
    schema = int(read_pragma(connection, "user_version"))
    if int(read_pragma(connection, "application_id")) != APPLICATION_ID:
        raise StoreError("store.vault_other")
    if schema > newest():
        raise StoreError("store.newer")
    return schema


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
