"""The restated regulation is complete, says the same in both languages, and can be quoted."""

import re
import unicodedata

import pytest

from lvzhi.regulation import text
from lvzhi.regulation.excused import EXCUSED
from lvzhi.regulation.text import CODES, Clause, chapters, clauses, passage, preamble, squash

LANGUAGES = ("zh-hans", "en")

EXPECTED = """
6.1a 6.1b 6.1c 6.1d 6.1e 6.2a 6.2b 6.2c 6.3 7a 7b 8a 8b 9 10 12.1 12.2 13 13.1 13.2 13.3a 13.3b 13.3c 13.4 13.5
14.1 14.2 14.3 14.4 14.5 14.6 15.1 15.2a 15.2b 15.3 15.4 16.1 16.2 16.3 16.4 16.5 17
""".split()  # noqa: SIM905

# What the bank may set anew, with its starting value; every other number of the regulation is the rule itself.
DEFAULTS = {
    "6.1a": ["首次放款前", "15天"],
    "6.1b": ["每月或每季度"],
    "6.1e": ["3个工作日"],
    "6.2a": ["15天"],
    "6.2b": ["3个月", "1个月", "6个月", "5000万元及以上", "每月"],
    "6.2c": ["24小时", "3个工作日"],
    "6.3": ["5个工作日", "3个工作日"],
    "7b": [
        "30天、10天、3天和1天", "1个工作日", "90天", "1天", "30天", "90天", "180天、90天、60天、30天、15天和7天",
    ],
    "8a": ["每季度至少1个"],
    "8b": ["10个工作日"],
    "9": ["每季度"],
    "10": ["20个工作日"],
    "12.1": ["当日", "5%"],
    "12.2": ["1天", "3天"],
    "13": ["24:00", "17:30"],
    "13.1": ["18:00"],
    "13.2": ["2个工作日"],
    "13.3a": ["每月", "每月"],
    "13.3b": ["月末、季末"],
    "13.4": ["每月", "10%"],
    "13.5": ["5个工作日"],
    "14.1": ["09:00"],
    "14.2": ["本周最后一个工作日"],
    "14.5": ["每个团队每月至少一次"],
    "14.6": ["1个工作日"],
    "15.1": ["每半年"],
    "15.2a": ["每月"],
    "15.3": ["1个工作日", "2个工作日", "3个工作日", "3个工作日", "5个工作日", "1个工作日", "15个自然日"],
    "15.4": ["每月第5个工作日", "每季度"],
    "16.1": ["每季度一次", "每半年一次", "每季度一次", "1个工作日"],
    "16.3": ["支行"],
    "16.4": ["每季度", "5个工作日"],
    "16.5": ["10个工作日"],
    "17": ["每年"],
}  # fmt: skip

FIXED = {
    "7b": "3年的诉讼时效",
    "13.3c": "3天内",
    "16.1": "每个自然月至少联系一次",
    "16.2": "不少于6次",
    "16.3": "不少于2次",
}

BOTH = [(language, code) for language in LANGUAGES for code in EXPECTED]


def numbers(words: str) -> list[int]:
    """The numbers in words of either language: 5000万 is 50,000,000."""
    plain = re.sub(r"(\d)万", r"\g<1>0000", words).replace(",", "").replace(":", "")
    return sorted(int(found) for found in re.findall(r"\d+", plain))


def starting_values(words: str) -> list[str]:
    return re.findall(r"默认([^，）]+)", words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_regulation_has_its_clause(language: str) -> None:
    assert list(clauses(language)) == EXPECTED == list(CODES)
    assert len(CODES) == 42


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chapters_hold_every_clause_once_and_in_order(language: str) -> None:
    assert [code for chapter in chapters(language) for code in chapter.codes] == EXPECTED
    assert len({chapter.title for chapter in chapters(language)}) == len(chapters(language)) == 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_are_unique_and_short(language: str) -> None:
    titles = [clause.title for clause in clauses(language).values()]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= (12 if language == "zh-hans" else 40)


@pytest.mark.parametrize(("language", "code"), BOTH)
def test_a_clause_has_one_to_five_whole_sentences(language: str, code: str) -> None:
    clause = clauses(language)[code]
    assert clause.slug == clause.code == code
    assert 1 <= len(clause.sentences) <= 5
    stop = "。" if language == "zh-hans" else "."
    for sentence in (*clause.sentences, *clause.notes):
        assert sentence.endswith(stop)
        assert len(sentence) >= 8
    if language == "zh-hans":
        assert all(sentence.count(stop) == 1 for sentence in clause.sentences)


@pytest.mark.parametrize("code", EXPECTED)
def test_chinese_is_chinese_and_english_is_english(code: str) -> None:
    chinese, english = clauses("zh-hans")[code], clauses("en")[code]
    for words in (chinese.title, *chinese.sentences, *chinese.notes):
        assert re.search(r"[\u4e00-\u9fff]", words)
        assert not re.search(r"[A-Za-z,;()!?]", words), "Chinese words take full-width signs and no Latin letters"
    for words in (english.title, *english.sentences, *english.notes):
        assert not [sign for sign in words if unicodedata.east_asian_width(sign) in "WF"]


@pytest.mark.parametrize("code", EXPECTED)
def test_what_the_bank_may_set_is_said_to_be_a_default(code: str) -> None:
    clause = clauses("zh-hans")[code]
    assert starting_values(clause.words) == DEFAULTS.get(code, [])
    assert FIXED.get(code, "") in clause.words
    assert FIXED.get(code, "-") not in "".join(starting_values(clause.words))


@pytest.mark.parametrize("code", EXPECTED)
def test_both_languages_say_the_same_numbers_sentence_by_sentence(code: str) -> None:
    chinese, english = clauses("zh-hans")[code], clauses("en")[code]
    assert len(chinese.notes) == len(english.notes)
    for ours, theirs in zip(chinese.sentences, english.sentences, strict=True):
        assert numbers(ours) == numbers(theirs)
        assert ours.count("默认") == theirs.count("by default")


def test_the_preamble_says_what_counts_when() -> None:
    assert [part.title for part in preamble("en")] == [
        "How to read these rules",
        "Words",
        "Posts, and who is next up",
        "How periods are counted",
        "What counts as done",
    ]
    assert [len(part.sentences) for part in preamble("en")] == [len(part.sentences) for part in preamble()]
    assert "补录的登记仍然证明其义务，但记为迟办。" in preamble()[-1].sentences


def test_open_words_are_read_beside_their_clause() -> None:
    assert any("自然日" in note for note in clauses()["13.3c"].notes)
    assert any("2026年2月为28日" in note for note in clauses()["14.3"].notes)
    assert any("群发消息" in note for note in clauses()["16.1"].notes)


def test_words_join_as_their_language_does() -> None:
    assert clauses("zh-hans")["9"].words.count("。调查") == 1
    assert ". The findings" in clauses("en")["9"].words


def test_a_quote_is_found_whatever_the_width_of_its_signs() -> None:
    assert clauses()["13"].says("每个工作日,客户经理都要交出 当天的工作日志")
    assert not clauses()["13"].says("每个工作日，主管都要交出当天的工作日志")
    assert not clauses()["13"].says(" ")
    assert squash("（默认 24：00）") == "(默认24:00)"


def test_a_quote_leads_to_its_sentence_in_english() -> None:
    assert passage("13.3c", "上报之后3天内", "en").startswith("Within 3 days after the report")
    with pytest.raises(LookupError, match=r"13\.3c"):
        passage("13.3c", "五天之内")


def test_another_language_is_refused() -> None:
    with pytest.raises(KeyError):
        clauses("de")


def test_languages_that_differ_do_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = text.load("zh-hans")
    fewer = {code: clause for code, clause in text.load("en").clauses.items() if code != "13.2"}
    texts = {"zh-hans": ours, "en": text.load("en")._replace(clauses=fewer)}
    monkeypatch.setattr(text, "load", texts.__getitem__)
    with pytest.raises(ValueError, match=r"3 sentences and 2 notes in clause 13\.2"):
        text.text.__wrapped__("en")


@pytest.mark.parametrize(
    "source",
    [
        "# 规则\n\n## 章\n\n### 甲 {1}\n有话。\n\n### 乙 {1}\n有话。\n",
        "# 规则\n\n## 章\n\n### 甲 {1}\n\n### 乙 {2}\n有话。\n",
    ],
    ids=["a code twice", "no words"],
)
def test_a_broken_text_does_not_load(source: str) -> None:
    with pytest.raises(ValueError, match="clause"):
        text.parse(source, "")


def test_a_well_formed_text_loads() -> None:
    one = text.parse("# 规则\n\n## 总则\n\n### 用语\n有话。\n\n## 章\n\n### 甲 {1.2c}\n第一。\n第二。\n- 读法。\n", "")
    assert one.title == "规则"
    assert one.preamble[0].words == "有话。"
    assert one.clauses == {"1.2c": Clause("甲", ("第一。", "第二。"), ("读法。",), "", "1.2c")}
    assert one.chapters == (text.Chapter("章", ("1.2c",)),)


def test_only_known_clauses_are_excused_and_never_without_a_reason() -> None:
    assert set(EXCUSED) <= set(CODES)
    assert all(reason.strip() for reason in EXCUSED.values())
