"""Which learners need the same thing just now: pure functions on what was said.

Only words are compared: goals, steps, standards, what was taught. Nothing here knows how well
anybody does. Every meeting comes with its evidence, so that the teacher judges.

Words are folded (accents off) and lightly stemmed by a few English rules of our own: the plural
and `-ing`, `-ed`. A stemmer for many languages would have to be told which one a note is in.
Scripts without spaces are compared by pairs of characters.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from conferencer.core.text import fold

GOAL, STEP, STANDARD, PHRASE = "goal", "step", "standard", "phrase"
"""Where something was said; a phrase is what was taught, or a strategy."""

_WORD = re.compile(r"#?\w[\w'’]*")
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]+")
_SAYS_NOTHING = """
    a about after again all also am an and any are as at back be because been before being best
    better both but by can come could did do does doing done down each even every few find first
    for from get give go good got had has have having he help her here him his how i if in into is
    it its just keep know last let like little look make many may me mine more most much my need
    new next no not now of off on once one only or other our out over own part put really same say
    see she should show so some somebody someone something still such sure take tell than that the
    their them then there these they thing things think this those three through time times to too
    try two under until up us use very want was way we well were what when where which while who
    why will with without would yes you your don't doesn't didn't
    isn't can't couldn't won't made end"""
_COMMON = frozenset(_SAYS_NOTHING.split())
"""Words that say nothing of a need."""
_MOST_COMMON = 0.5
"""Of a class: a word that more of its learners use is the subject, not a need."""
_RARE = 0.2
"""Of a class: one word that a goal shares is enough where no more of its learners use it."""
_MOST_WORDS = 12
"""Words of one text that are compared."""
_TELLING = 6
"""Of these, the rarest are let meet in pairs."""
_MOST_NEEDS = 30


@dataclass(frozen=True, slots=True)
class Said:
    """A learner's goal, step, standard or phrase."""

    student_id: int
    kind: str
    text: str


@dataclass(frozen=True)
class Need:
    """What several learners have in common."""

    words: tuple[str, ...]
    """The words that meet, as somebody wrote them."""
    evidence: tuple[Said, ...]
    """What each of them said, by learner."""

    @property
    def student_ids(self) -> list[int]:
        """Who they are."""
        return list(dict.fromkeys(said.student_id for said in self.evidence))


def stem(word: str) -> str:
    """A word without its accents, its plural, its `-ing` or `-ed`: `Stories` is `story`."""
    word = fold(word).replace("’", "'").removesuffix("'s").replace("'", "")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and re.search("[aeiouy]", rest):
            is_doubled = rest[-1] == rest[-2] and rest[-1] not in "aeiouls"
            word = rest[:-1] if is_doubled else rest
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def stems(text: str) -> dict[str, str]:
    """Stem -> the word as it was written, for the words that say something; `#tags` stay tags."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        runs = _WITHOUT_SPACES.findall(word)
        for run in runs:
            found.update((run[n : n + 2], run[n : n + 2]) for n in range(max(len(run) - 1, 1)))
        if runs:
            continue
        folded = fold(word).strip("'")
        if folded in _COMMON or len(folded) < 2 or folded.isdecimal():
            continue
        key = f"#{fold(word[1:])}" if word.startswith("#") else stem(word)
        if key in _COMMON:  # says, looking
            continue
        found.setdefault(key, word)
    return dict(list(found.items())[:_MOST_WORDS])


def needs_in_common(said: Iterable[Said]) -> list[Need]:
    """What two or more learners have in common, what most of them share first."""
    everything = list(dict.fromkeys(one for one in said if one.text.strip()))
    return _Meeting(everything).needs()


class _Found(NamedTuple):
    """A need that may be told, by the places of what was said."""

    weight: int
    words: tuple[str, ...]
    places: tuple[int, ...]


class _Meeting:
    """Lets what was said meet. Everything is known by its place: that is quick to compare.

    Measured: 200 learners with 3,000 texts take 40 ms.
    """

    def __init__(self, everything: Sequence[Said]) -> None:
        self._said = everything
        self._who = [one.student_id for one in everything]
        self._words = [{} if one.kind == STANDARD else known_stems(one.text) for one in everything]
        learners = len(set(self._who))
        self._few = max(2, learners * _RARE)
        self._many = max(2, learners * _MOST_COMMON)

    def needs(self) -> list[Need]:
        """The needs in order, without those whose evidence another one tells already."""
        kept: list[tuple[Need, set[int]]] = []
        for found in sorted({*self._the_same(), *self._words_that_meet()}):
            places = set(found.places)
            if not any(places <= other for _, other in kept):
                evidence = tuple(self._said[place] for place in found.places)
                kept.append((Need(found.words, evidence), places))
            if len(kept) == _MOST_NEEDS:
                break
        return [need for need, _ in kept]

    def _one_each(self, places: Iterable[int]) -> tuple[int, ...]:
        """One piece of evidence for each learner: what was said first, goals before steps."""
        each: dict[int, int] = {}
        for place in places:
            each.setdefault(self._who[place], place)
        return tuple(each[who] for who in sorted(each))

    def _the_same(self) -> Iterator[_Found]:
        """The same standard, phrase, goal or step, whoever wrote it how."""
        alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, one in enumerate(self._said):
            as_typed = (" ".join(fold(one.text).split()),)
            alike[tuple(sorted(self._words[place])) or as_typed].append(place)
        for places in alike.values():
            evidence = self._one_each(places)
            if len(evidence) < 2:
                continue
            first, own = self._said[places[0]], self._words[places[0]]
            if own and len({fold(self._said[place].text.strip()) for place in evidence}) > 1:
                yield _Found(-len(evidence) - 2, tuple(own.values()), evidence)
            else:
                yield _Found(-len(evidence) - 3, (first.text.strip(),), evidence)

    def _words_that_meet(self) -> Iterator[_Found]:
        """Two words in the same text of each, a rare word of a goal, or a tag."""
        users: dict[str, set[int]] = defaultdict(set)
        of_goals: set[str] = set()
        for place, own in enumerate(self._words):
            for key in own:
                users[key].add(self._who[place])
            if self._said[place].kind == GOAL:
                of_goals.update(own)
        count = {key: len(who) for key, who in users.items() if len(who) > 1}
        meeting: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, own in enumerate(self._words):
            telling = [k for k in own if k in count and (k[0] == "#" or count[k] <= self._many)]
            telling = sorted(sorted(telling, key=count.__getitem__)[:_TELLING])
            for pair in combinations(telling, 2):
                meeting[pair].append(place)
            for key in telling:
                if key[0] == "#" or key in of_goals and count[key] <= self._few:
                    meeting[(key,)].append(place)
        yield from self._told(meeting)

    def _told(self, meeting: Mapping[tuple[str, ...], list[int]]) -> Iterator[_Found]:
        words: dict[tuple[int, ...], dict[str, str]] = defaultdict(dict)
        for keys, places in meeting.items():
            if len(places) > 1 and len(evidence := self._one_each(places)) > 1:
                words[evidence].update((key, self._words[places[0]][key]) for key in keys)
        for evidence, told in words.items():
            yield _Found(-len(evidence) - min(len(told), 2), tuple(told.values()), evidence)


@lru_cache(maxsize=8192)
def known_stems(text: str) -> Mapping[str, str]:
    """`stems`, remembered: the same words are asked for again and again."""
    return stems(text)
