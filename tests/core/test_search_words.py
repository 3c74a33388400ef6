"""Words as search compares them: every script, accents folded, and where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conferencer.core.search_words import Term, folded, sentence_of, spans_of, tokens


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("Łódź", "lodz"),
        ("Đorđe", "dorde"),
        ("smørrebrød", "smorrebrod"),
        ("straße STRASSE", "strasse strasse"),
        ("Þóra æskan œuvre ħal", "thora aeskan oeuvre hal"),
        ("ﬁnal ½ ㏠", "final 1 2 1 日"),
        ("Ａｎａ", "ana"),
        ("cafe\u0301 mañana", "cafe manana"),
        ("Nguyễn Thị", "nguyen thi"),
        ("Ёлка ёжик", "елка ежик"),
        ("Ελλάς", "ελλασ"),
        ("שָׁלוֹם", "שלום"),
        ("كِتَابٌ", "كتاب"),
        ("\u0645\u06cc\u200c\u0631\u0648\u0645", "\u0645\u06cc\u0631\u0648\u0645"),
        ("٣ कुल", "3 कुल"),
        ("don't l’école", "don t l ecole"),
    ],
)
def test_accents_and_their_like_are_folded(written: str, sought: str) -> None:
    assert folded(written) == sought


def test_vowel_signs_and_voiced_kana_are_letters_of_their_own() -> None:
    assert folded("कुल") != folded("कल")
    assert folded("がく") != folded("かく")
    assert folded("ｶﾞｸ"[:1]) == folded("カ")


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("我昨天读完了第三章。", "读完"),
        ("今日は図書館で読みました", "図書館"),
        ("ฉันอ่านหนังสือจบแล้ว", "หนังสือ"),
        ("나는 초등학교에서 읽었다", "학교"),
        ("ຂ້ອຍອ່ານປຶ້ມ", "ປຶ້ມ"),
        ("ខ្ញុំអានសៀវភៅ", "សៀវភៅ"),
        ("well done 🎉!", "🎉"),
    ],
)
def test_a_part_is_found_inside_a_sentence_without_spaces(written: str, sought: str) -> None:
    term = Term(tuple(token.word for token in tokens(sought)))
    ((start, end, _),) = spans_of(written, [term])
    assert written[start:end] == sought


def test_a_hit_is_marked_where_it_was_written() -> None:
    text = "Read cafe\u0301, Straße and ½."
    found = spans_of(text, [Term(("cafe",)), Term(("stra",), goes_on=True), Term(("read",))])
    assert [text[a:b] for a, b, _ in found] == ["Read", "cafe\u0301", "Straße"]


def test_the_sentence_with_the_most_of_it_is_told() -> None:
    text = "I read a book. Then I read the small book to Ben! He laughed.\nSmall feet"
    told = sentence_of(text, [Term(("small",)), Term(("book",))])
    assert told.text == "Then I read the small book to Ben!"
    assert [told.text[a:b] for a, b in told.spans] == ["small", "book"]
    assert sentence_of("我读完了。他笑了。", [Term(("笑",))]).text == "他笑了。"
    assert sentence_of(text, []).text == "I read a book."
    assert sentence_of("", []).text == ""


@given(st.text(max_size=60))
def test_words_stand_in_their_text_in_order(text: str) -> None:
    found = tokens(text)
    assert folded(text) == " ".join(token.word for token in found)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)
    assert all(token.word and " " not in token.word and '"' not in token.word for token in found)
    assert folded(folded(text)) == folded(text)
