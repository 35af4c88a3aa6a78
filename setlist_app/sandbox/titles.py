"""How song titles are put together: a word bank per language and mood, and the draw of distinct titles from it.

The banks themselves are in `titles_english` and `titles_world`. Every head fits every tail of its own bank, so a
composed title is always a phrase somebody could have written.
"""

from __future__ import annotations

from dataclasses import dataclass

from setlist_app.sandbox.identity import rng


@dataclass(frozen=True)
class Bank:
    whole: tuple[str, ...]
    """Titles that stand alone."""
    heads: tuple[str, ...]
    tails: tuple[str, ...]
    joint: str = " "
    """What stands between head and tail; nothing in Japanese and Chinese."""


def bank(whole: str, heads: str, tails: str, joint: str = " ") -> Bank:
    """Phrases divided by `|`, spread over as many lines as is comfortable."""
    return Bank(_phrases(whole), _phrases(heads), _phrases(tails), joint)


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for line in text.splitlines() for phrase in line.split("|") if phrase.strip())


def draw_titles(words: Bank, count: int, seed: int, artist: str) -> list[str]:
    """`count` titles, distinct under case folding, mixing whole ones with composed ones.

    Heads and tails are dealt like cards, each used once before any is used twice, so that one artist never sounds
    like a machine with three words. Raises ValueError when the bank is too small.
    """
    dice = rng(seed, "titles", artist)
    whole = list(words.whole)
    dice.shuffle(whole)
    take = min(len(whole), max(count // 2, count - len(words.heads) * 2))
    titles = whole[:take]
    seen = {title.casefold() for title in titles}
    heads, tails = list(words.heads), list(words.tails)
    dice.shuffle(heads)
    dice.shuffle(tails)
    # Head i meets tail i + round: every pair of (head, round) is a new title as long as round < number of tails.
    for turn in range(len(tails)):
        for index, head in enumerate(heads):
            if len(titles) == count:
                break
            title = f"{head}{words.joint}{tails[(index + turn) % len(tails)]}"
            if title.casefold() not in seen:
                seen.add(title.casefold())
                titles.append(title)
    if len(titles) < count:
        raise ValueError(f"{artist}: {len(titles)} titles in the bank, {count} wanted")
    dice.shuffle(titles)
    return titles
