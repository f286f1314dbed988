"""Documents of the store by what people call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.commands.messages import CommandError

if TYPE_CHECKING:
    from pipeline.corpus.store import Store

MOST_NAMED = 5


def find_stem(store: Store, name: str) -> str:
    """The stem of the document that is called so: by its stem, the beginning of its stem, or its number.

    Raises:
        CommandError: none is, or more than one.
    """
    query = "SELECT stem, number FROM document WHERE status = 'present' ORDER BY stem"
    known = [(str(row["stem"]), str(row["number"] or "")) for row in store.connection.execute(query)]
    if any(stem == name for stem, _ in known):
        return name
    found = [stem for stem, number in known if stem.startswith(name) or number.casefold() == name.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        named = ", ".join(found[:MOST_NAMED]) + (", …" if len(found) > MOST_NAMED else "")
        raise CommandError(f"{name}: {len(found)} documents of {store.path} are called so ({named}); say more of it")
    raise CommandError(f"{name}: no such document in {store.path}; give its number or the name of its file")
