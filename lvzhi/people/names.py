"""Chinese names as people type, sort and find them: by characters, by pinyin, by initials."""

import re
import unicodedata

from pypinyin import lazy_pinyin

from lvzhi.core.text import narrow, tidy

__all__ = ["CHINESE", "name_key", "narrow", "spoken", "tidy", "unaccented"]

SURNAMES = {  # characters that are read otherwise when they are a surname
    "万俟": "mo qi", "尉迟": "yu chi", "长孙": "zhang sun", "澹台": "tan tai", "单": "shan", "曾": "zeng",
    "仇": "qiu", "解": "xie", "查": "zha", "朴": "piao", "翟": "zhai", "盖": "ge", "区": "ou", "缪": "miao",
    "覃": "qin", "召": "shao", "员": "yun", "洗": "xian", "种": "chong", "折": "she", "黑": "he", "秘": "bi",
    "繁": "po", "阚": "kan", "乜": "nie", "谌": "chen", "祭": "zhai", "重": "chong", "钭": "tou", "逄": "pang",
    "庹": "tuo",
}  # fmt: skip
LONGEST_SYLLABLES, LONGEST_INITIALS = 88, 30  # together they fit the field
CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


def name_key(name: str) -> str:
    """What a name is sorted and found by: "zhangsan zs"."""
    syllables = spoken(name)
    whole, initials = "".join(syllables), "".join(word[0] for word in syllables)
    return f"{whole[:LONGEST_SYLLABLES]} {initials[:LONGEST_INITIALS]}".strip()


def spoken(name: str) -> list[str]:
    """The syllables of a name, its surname read as a surname; words in other letters stay whole."""
    surname = next((one for one in (name[:2], name[:1]) if one in SURNAMES), "")
    said = [SURNAMES.get(surname, ""), *lazy_pinyin(name[len(surname) :])]
    return re.findall(r"[^\W_]+", unaccented(" ".join(said)))


def unaccented(text: str) -> str:
    """Small letters without accents; ü is typed v, as on every Chinese keyboard."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("ü", "v"))
    return "".join(sign for sign in folded if not unicodedata.combining(sign))
