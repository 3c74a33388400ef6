"""Slips that try the paper: usual ones, every script, and far too much."""

from datetime import date

from conferencer.core.slips import SlipFacts, StepFacts
from tests.conftest import TODAY

FRIDAY = date(2026, 11, 27)
LATER = date(2026, 12, 4)


def _usual(name: str, words: tuple[str, str, str, str, str, str]) -> SlipFacts:
    strength, goal, step, cue, helper, resource = words
    steps = (StepFacts(step, cue, FRIDAY),)
    return SlipFacts(1, name, TODAY, strength, goal, steps, helper, resource, LATER)


def _too_long(text: str) -> SlipFacts:
    """40 kB in every field, and eight steps."""
    text = (text * 40_000)[:40_000]
    steps = tuple(
        StepFacts(text, text, date(2026, 11, 22 + number), owner="together") for number in range(8)
    )
    return SlipFacts(1, text, TODAY, text, text, steps, text, text, next_meeting_words=text)


MAYA = _usual(
    "Maya",
    (
        "I noticed when the sentence stopped making sense and went back.",
        "Work out what a character wants, and show where the text tells me.",
        "Mark two places where Opal wants something, with sticky notes",
        "I read at home",
        "Ms. Ruiz in the library",
        "Because of Winn-Dixie, chapters 3 and 4",
    ),
)
CHINESE = _usual(
    "李雷",
    (
        "我能自己找到不懂的词",
        "读完一章以后说出主要内容",
        "每天读十分钟",
        "晚饭后",
        "姐姐",
        "小王子",
    ),
)
ARABIC = _usual(
    "آمنة",
    ("أقرأ بصوت واضح", "أن أفهم القصة", "اقرأ صفحتين كل مساء", "بعد العشاء", "أختي", "كتاب الغابة"),
)
HINDI = _usual(
    "अनन्या",
    ("मैं कठिन शब्द पढ़ती हूँ।", "मुख्य विचार बताना", "रोज़ दस मिनट पढ़ना", "खाने के बाद", "दीदी", "पंचतंत्र"),
)
HOSTILE = SlipFacts(
    1,
    "[/] :smile: O'Brien-Ñandú 李雷",
    TODAY,
    strength="nul \x00 and {braces} %s",
    goal="#panic() *bold* $x$ \\ @ref <label> // no",
    steps=(StepFacts('#include "/etc/passwd"', "שלום \u202e"),),
    helper="👩‍👩‍👧‍👦",
    resource="https://example.org/a/very/long/address/that/goes/on/and/on/and/on/without/end.html",
)
FULL = SlipFacts(
    1,
    "Zoë",
    TODAY,
    "I keep going",
    "Read three books",
    tuple(StepFacts(f"Step {n}: read a page and tell a friend") for n in range(1, 9)),
    "Nana",
    "The library",
    LATER,
)
NOTHING = SlipFacts(1, "Lê Thị Hồng", TODAY)

TOO_LONG = [
    _too_long(text)
    for text in (
        "This is a sentence that does not want to end. ",
        "深圳大学图书馆里的书",
        "WMWM",
        "ÄÖÜẞ",
        "कठिन शब्द ",
        "صعبة جدا ",
        "line\n",
        "ﷺ",
        "தமிழ் ",
    )
]
SAMPLES = [MAYA, CHINESE, ARABIC, HINDI, HOSTILE, FULL, NOTHING, *TOO_LONG]
