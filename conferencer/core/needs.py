"""Which learners need the same thing just now: pure functions on what was said.

Only words are compared: goals, steps, standards, what was taught. Nothing here knows how well
anybody does. Every meeting comes with its evidence, so that the teacher judges.

Words are folded (accents off) and lightly stemmed by a few English rules of our own: the plural
and `-ing`, `-ed`. A stemmer for many languages would have to be told which one a note is in.
Scripts without spaces are compared by pairs of characters.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

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
        found.setdefault(key, word)
    return dict(list(found.items())[:_MOST_WORDS])


def needs_in_common(said: Iterable[Said]) -> list[Need]:
    """What two or more learners have in common, what most of them share first."""
    everything = list(dict.fromkeys(one for one in said if one.text.strip()))
    learners = len({one.student_id for one in everything})
    found = [*_the_same(everything), *_words_that_meet(everything, learners)]
    return _apart(found)[:_MOST_NEEDS]


def _the_same(everything: Sequence[Said]) -> list[Need]:
    """The same standard, phrase, goal or step, whoever wrote it how."""
    by_words: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for one in everything:
        by_words[_wording(one)].append(one)
    return [
        Need((evidence[0].text.strip(),), _one_each(evidence))
        for evidence in by_words.values()
        if len({one.student_id for one in evidence}) > 1
    ]


def _wording(said: Said) -> tuple[str, ...]:
    """What counts of a text as a whole; a standard's code counts with every sign."""
    as_typed = (" ".join(fold(said.text).split()),)
    return as_typed if said.kind == STANDARD else tuple(sorted(stems(said.text))) or as_typed


def _words_that_meet(everything: Sequence[Said], learners: int) -> list[Need]:
    """Two words in the same text of each, a rare word of a goal, or a tag."""
    words = {one: stems(one.text) for one in everything if one.kind != STANDARD}
    users: dict[str, set[int]] = defaultdict(set)
    for one, own in words.items():
        for key in own:
            users[key].add(one.student_id)
    telling = {
        key
        for key, who in users.items()
        if len(who) > 1 and (key[0] == "#" or len(who) <= max(2, learners * _MOST_COMMON))
    }
    of_goals = {key for one, own in words.items() if one.kind == GOAL for key in own}
    meeting: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for one, own in words.items():
        kept = sorted(key for key in own if key in telling)
        for pair in combinations(kept, 2):
            meeting[pair].append(one)
        for key in kept:
            if key[0] == "#" or key in of_goals and len(users[key]) <= max(2, learners * _RARE):
                meeting[(key,)].append(one)
    by_evidence: dict[tuple[Said, ...], dict[str, str]] = {}
    for keys, evidence in meeting.items():
        if len({one.student_id for one in evidence}) > 1:
            as_written = by_evidence.setdefault(_one_each(evidence), {})
            as_written.update((key, words[evidence[0]][key]) for key in keys)
    return [Need(tuple(told.values()), evidence) for evidence, told in by_evidence.items()]


def _one_each(evidence: Sequence[Said]) -> tuple[Said, ...]:
    """One piece of evidence for each learner: what was said first, goals before steps."""
    each: dict[int, Said] = {}
    for one in evidence:
        each.setdefault(one.student_id, one)
    return tuple(sorted(each.values(), key=lambda one: one.student_id))


def _apart(found: Sequence[Need]) -> list[Need]:
    """The needs in order, without those whose learners and words another one tells already."""
    kept: list[Need] = []
    for need in sorted(found, key=_weight):
        said = set(need.evidence)
        if not any(said <= set(other.evidence) for other in kept):
            kept.append(need)
    return kept


def _weight(need: Need) -> tuple[int, int, tuple[str, ...]]:
    """More learners first; the same words say more than two that meet, and two more than one."""
    meets = len({fold(one.text) for one in need.evidence})
    words = 3 if meets == 1 else min(len(need.words), 2)
    return -(len(need.evidence) + words), len(need.words), need.words
