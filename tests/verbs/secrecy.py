"""The verbs of article 17."""

import datetime as dt
from collections.abc import Callable

from lvzhi.people.models import Staff
from lvzhi.secrecy.actions import confirm_version, propose_version, sign_agreement
from lvzhi.secrecy.models import Agreement, AgreementVersion
from lvzhi.secrecy.wording import CHINESE, delivered, newest
from tests.bank import Bank

FIRST = delivered("in_office")
MORE = {
    "kind": "in_office",
    "zh": f"{FIRST.zh}\n\n十、补充\n另行约定。",
    "en": f"{FIRST.en}\n\n10. More\nAs agreed.",
}


def sign(_bank: Bank, by: Staff, at: dt.datetime) -> None:
    signed(by, at)


def signed(by: Staff, at: dt.datetime) -> Agreement:
    """The agreement signed as the page does it; tests run in Chinese unless they say otherwise."""
    return sign_agreement(by, at=at, digest=newest().digest(CHINESE))


def reword(bank: Bank, by: Staff, at: dt.datetime, confirmed: str, since: dt.date) -> None:
    reworded(by, bank.staff(confirmed), at, since)


def reworded(by: Staff, second: Staff, at: dt.datetime, since: dt.date) -> AgreementVersion:
    """Another article at the end of the words in force, proposed by one and confirmed by another."""
    version = propose_version(by, at=at, since=since, why="补充一条", **MORE)
    confirm_version(second, at=at, version=version)
    return version


VERBS: dict[str, Callable[..., None]] = {"sign_agreement": sign, "reword_agreement": reword}
