"""Quiet S.M.A.R.T. marks beside a goal or a next step: hints, never a condition.

What each letter looks for, so that nobody has to guess:

- S specific: a verb that says what will be done;
- M measurable: a sign it worked, in its own field or in the wording (a number, *so that*, *until*);
- A attainable: at most 140 characters, one thing at a time;
- R realistic: a step has a when or where; a goal a why, or a when or where;
- T timely: a by-when, in its own field or in the wording.

The words looked for are English and few. Words in another language simply earn fewer marks: the
marks belong to one wording, are kept nowhere and counted nowhere. They are asked for at every key,
so no more than the first `_READ` characters are looked at.
"""

import re
from dataclasses import dataclass

LONGEST = 140
"""Characters of a goal or a step that is still one thing."""
_READ = 300

_VERB_WORDS = """
act add answer ask bake begin borrow bring build calculate call change check choose circle clean
collect color colour compare continue cook copy count cut describe design do draft draw edit explain
explore film find finish fix follow gather get give go guess help hold imagine interview invent
invite join jot keep know label learn leave let list listen look make mark match measure meet
memorize mend name note notice observe open organize outline pack paint paraphrase pause pick place
plan plant play point practice practise prepare present pretend print prove publish put question
raise reach read record remember remove repair repeat reread research retell return revise rewrite
save say scan search see send set share show sing sit sketch skip slow solve sort speak spell start
stay stop study substitute suggest summarise summarize swap take talk teach tell test think time
touch trace track translate try turn type underline understand use visit wait walk watch whisper
work write
"""
_VERBS = frozenset(_VERB_WORDS.split())
_WILL = re.compile(
    r"\b(?:i|we)(?:'ll| will| can| am going to| want to| try to)"
    r"(?: (?:be able to|always|also|not))? [^\W\d_]{2}"
)
_SIGN = re.compile(
    r"[0-9]|\b(?:once|twice|one|two|three|four|five|six|seven|eight|nine|ten|half|every|each|all|"
    r"until|without|so that|so [^\W\d_]+ can|by myself|on my own)\b"
)
_WHEN_OR_WHERE = re.compile(
    r"\b(?:when|whenever|while|during|after|before|once|each|every|daily|morning|afternoon|evening|"
    r"night|lunch|recess|break|bedtime|breakfast|dinner|weekend|today|tonight|tomorrow|home|school|"
    r"class|classroom|library|desk|table|kitchen|bed|bus|room|outside|online|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b"
)
_BY_WHEN = re.compile(
    r"\b(?:today|tonight|tomorrow|(?<!every )(?<!each )(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:by|until|till|before|next|this|in (?:a|one|two|three|four|six|[0-9]{1,2}))"
    r" (?:the )?(?:end of|day|week|weekend|month|term|year|christmas|summer|winter|spring|autumn|"
    r"holidays|break)s?|[0-9]{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|"
    r"(?:january|february|april|june|july|august|september|october|november|december))\b"
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """One letter of the five, and what would earn it."""

    letter: str
    name: str
    met: bool
    hint: str


def step_marks(
    text: str, when_cue: str = "", sign: str = "", due: bool = False
) -> tuple[Mark, ...]:
    """The five marks of a next step; none is met while it is empty.

    Args:
        when_cue: what stands beside *when or where*.
        sign: how the learner will know that it worked.
        due: whether there is a by-when.
    """
    said, length = _read(text)
    placed = bool(when_cue.strip()) or bool(_WHEN_OR_WHERE.search(said))
    return _marks(
        said, length, sign, placed, due, "Say when or where: after lunch, at the kitchen table."
    )


def goal_marks(
    wording: str, why: str = "", sign: str = "", target: bool = False
) -> tuple[Mark, ...]:
    """The five marks of a goal; none is met while it is empty.

    Args:
        why: why it matters to the learner.
        sign: how the learner will know.
        target: whether there is a date to reach it by.
    """
    said, length = _read(wording)
    grounded = bool(why.strip()) or "because" in said or bool(_WHEN_OR_WHERE.search(said))
    return _marks(
        said, length, sign, grounded, target, "Say why it matters to you, or where you will do it."
    )


def as_text(marks: tuple[Mark, ...]) -> str:
    """`S M · · T`: a letter for each mark that is met, a dot for each that is not."""
    return " ".join(mark.letter if mark.met else "·" for mark in marks)


def _read(text: str) -> tuple[str, int]:
    """The beginning in lower case, and how long the whole is."""
    whole = text.strip()
    return whole[:_READ].lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"), len(whole)


def _marks(
    said: str, length: int, sign: str, realistic: bool, timely: bool, realistic_hint: str
) -> tuple[Mark, ...]:
    found = (
        ("S", "specific", _has_verb(said), "Say what you will do: read, ask, draw, try."),
        (
            "M",
            "measurable",
            bool(sign.strip()) or bool(_SIGN.search(said)),
            "Say how you will know that it worked.",
        ),
        ("A", "attainable", length <= LONGEST, "Make it one small thing, in fewer words."),
        ("R", "realistic", realistic, realistic_hint),
        ("T", "timely", timely or bool(_BY_WHEN.search(said)), "Say by when: fri, in 2 weeks."),
    )
    return tuple(Mark(letter, name, bool(said) and met, hint) for letter, name, met, hint in found)


def _has_verb(said: str) -> bool:
    """A verb of the classroom (also as reads or reading), or any word after I will or I can."""
    if _WILL.search(said):
        return True
    return any(
        word in _VERBS
        or (word.endswith("s") and word[:-1] in _VERBS)
        or (word.endswith("ing") and (word[:-3] in _VERBS or word[:-3] + "e" in _VERBS))
        for word in _WORD.findall(said)
    )
