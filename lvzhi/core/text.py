"""What people type, made plain: without unseen signs, in one width, without blanks where none belong."""

import re
import unicodedata

GAP_IN_CHINESE = re.compile("(?<=[\u3400-\u9fff])\\s+(?=[\u3400-\u9fff])")
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def tidy(text: str) -> str:
    """Words as somebody meant them: no unseen signs, no blanks around them or inside a Chinese name (张　三)."""
    return GAP_IN_CHINESE.sub("", " ".join(UNSEEN.sub("", text).split()))


def narrow(text: str) -> str:
    """Codes, numbers and dates in plain signs, whatever width they were typed in (Ｔ０００１ is T0001)."""
    if text.isascii() and text.isalnum():
        return text
    return "".join(unicodedata.normalize("NFKC", UNSEEN.sub("", text)).split())
