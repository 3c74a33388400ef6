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

    Words meet by texts, since learners often say the same: measured, 200 learners with 2,300 texts,
    160 of them different, took 17 ms by places, and take 5.
    """

    def __init__(self, everything: Sequence[Said]) -> None:
        self._said = everything
        self._who = [one.student_id for one in everything]
        self._places: dict[tuple[bool, str], list[int]] = defaultdict(list)
        """What was said, and whether it is a standard -> where, in rising order."""
        for place, one in enumerate(everything):
            self._places[one.kind == STANDARD, one.text].append(place)
        self._words = {
            (is_standard, text): {} if is_standard else known_stems(text)
            for is_standard, text in self._places
        }
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

    def _where(self, texts: Iterable[tuple[bool, str]]) -> list[int]:
        return sorted(place for text in texts for place in self._places[text])

    def _the_same(self) -> Iterator[_Found]:
        """The same standard, phrase, goal or step, whoever wrote it how."""
        alike: dict[tuple[str, ...], list[tuple[bool, str]]] = defaultdict(list)
        for text, own in self._words.items():
            as_typed = (" ".join(fold(text[1]).split()),)
            alike[tuple(sorted(own)) or as_typed].append(text)
        for texts in alike.values():
            places = self._where(texts)
            evidence = self._one_each(places)
            if len(evidence) < 2:
                continue
            own = self._words[texts[0]]  # the one that was said first
            if own and len({fold(self._said[place].text.strip()) for place in evidence}) > 1:
                yield _Found(-len(evidence) - 2, tuple(own.values()), evidence)
            else:
                yield _Found(-len(evidence) - 3, (texts[0][1].strip(),), evidence)

    def _words_that_meet(self) -> Iterator[_Found]:
        """Two words in the same text of each, a rare word of a goal, or a tag."""
        users: dict[str, set[int]] = defaultdict(set)
        of_goals = {
            key
            for one in self._said
            if one.kind == GOAL
            for key in self._words[one.kind == STANDARD, one.text]
        }
        for text, own in self._words.items():
            who = {self._who[place] for place in self._places[text]}
            for key in own:
                users[key] |= who
        count = {key: len(who) for key, who in users.items() if len(who) > 1}
        meeting: dict[tuple[str, ...], list[tuple[bool, str]]] = defaultdict(list)
        for text, own in self._words.items():
            telling = [k for k in own if k in count and (k[0] == "#" or count[k] <= self._many)]
            telling = sorted(sorted(telling, key=count.__getitem__)[:_TELLING])
            for pair in combinations(telling, 2):
                meeting[pair].append(text)
            for key in telling:
                if key[0] == "#" or key in of_goals and count[key] <= self._few:
                    meeting[(key,)].append(text)
        yield from self._told(meeting)

    def _told(self, meeting: Mapping[tuple[str, ...], list[tuple[bool, str]]]) -> Iterator[_Found]:
        words: dict[tuple[int, ...], dict[str, str]] = defaultdict(dict)
        known: dict[tuple[tuple[bool, str], ...], tuple[int, ...]] = {}
        for keys, texts in meeting.items():
            which = tuple(texts)
            if which not in known:
                known[which] = self._one_each(self._where(texts))
            if len(evidence := known[which]) > 1:
                words[evidence].update((key, self._words[texts[0]][key]) for key in keys)
        for evidence, told in words.items():
            yield _Found(-len(evidence) - min(len(told), 2), tuple(told.values()), evidence)


@lru_cache(maxsize=8192)
def known_stems(text: str) -> Mapping[str, str]:
    """`stems`, remembered: the same words are asked for again and again."""
    return stems(text)
