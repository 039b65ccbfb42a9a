"""The golden table of the award look-up: what each name, each word that tells contests apart and each rank came to.

Written by ``python -m tests.knowledge.awards_golden``; look at every line that git shows as changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.awards import Awards, load_awards, look_up, read_rank

TABLE = Path(__file__).parent / "awards_golden.jsonl"
Json = dict[str, Any]


def texts(awards: Awards) -> Iterator[str]:
    """Every way of naming a contest that the data knows, and everything that makes it another one."""
    for c in awards.competitions:
        items = c.item or ("",)
        yield from (c.name, c.contest[0])
        yield from (name + items[0] for name in c.contest)
        yield from (c.contest[0] + item for item in items)
        yield from (c.contest[0] + items[0] + word for word in c.without)
    first = awards.competitions[0].contest[0]
    several = next(c for c in awards.competitions if c.item).contest[0]
    yield from (first + word for word in (*awards.other, *awards.exhibition, *awards.no_division))
    yield from (word + first for words in awards.divisions.values() for word in words)
    ranks = (*awards.ranks.top, *awards.ranks.lower, *awards.ranks.unnamed)
    yield from (several + word for word in (*awards.fillers, *ranks))


def ranks(awards: Awards) -> Iterator[str]:
    """Awards with every word that orders them."""
    held = awards.ranks
    yield from (*held.top, *held.alone, *held.lower, *held.unnamed)
    yield from (f"{word}{held.top[0]}" for word in (*held.lower, *held.unnamed))
    yield from (f"{word}獎" for word in held.top)
    for number in (*held.first_three, "四", "4", "十", "10", "12"):
        yield from (f"第{number}名", f"第{number}", number)


def told(text: str, awards: Awards) -> Json:
    match = look_up(text, awards=awards)
    found = match.competition
    return {
        "kind": match.kind.value,
        "competition": found and found.id,
        "divisions": " ".join(found.divisions) if found else None,
        "division": match.division,
        "exhibition": match.exhibition,
    }


def main() -> None:
    awards = load_awards()
    lines: list[Json] = [{"text": text, **told(text, awards)} for text in dict.fromkeys(texts(awards))]
    lines += [{"award": a, "state": read_rank(a).state.value} for a in dict.fromkeys(ranks(awards))]
    TABLE.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    print(f"{len(lines)} lines")


if __name__ == "__main__":
    main()
