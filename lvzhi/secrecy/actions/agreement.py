"""Signing the agreement, and putting other words in its place."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lvzhi.core.action import action
from lvzhi.core.calendar import DAY
from lvzhi.core.clock import date_of
from lvzhi.people.models import Staff
from lvzhi.records.models import file, keep
from lvzhi.secrecy.leaving import last_day
from lvzhi.secrecy.models import Agreement, AgreementDecision, AgreementVersion, Kind
from lvzhi.secrecy.params import AFTER_MONTHS, VALID_MONTHS
from lvzhi.secrecy.perms import may_confirm, may_decline, may_propose, may_sign
from lvzhi.secrecy.queries import last_agreement, months_later, party_of, post_bound, to_sign
from lvzhi.secrecy.wording import newest, tidy

NOTICE = 7 * DAY  # for which people can read new words before they have to have signed them
SHORTEST = 200  # characters of an agreement that says something


@action("agreement.sign", needs=may_sign, clauses=("17",))
def sign_agreement(by: Staff, *, at: dt.datetime, digest: str, how: str = Agreement.How.PASSWORD) -> Agreement:
    """Sign the agreement as it was read: from now on, and for the set time, customers' data is shown.

    `digest` is the checksum of the text on the page; other words by now, and nothing is signed. The lock makes two tabs
    wait.
    """
    day = date_of(at)
    by = Staff.objects.select_for_update(no_key=True).get(pk=by.pk)
    words, post = to_sign(by, day), post_bound(by, day)
    assert post is not None, "who signs holds a post"
    if words is None:
        raise ValidationError(_("You have signed already; it is valid until %(day)s.") % {"day": by.cleared_until})
    if (text := words.text_of(digest)) is None:
        raise ValidationError(_("The text has changed meanwhile. Please read it again; nothing is signed yet."))
    by.cleared_until = months_later(day, VALID_MONTHS.on(day)) - DAY
    by.save(update_fields=["cleared_until"])
    record = keep("agreement", by=by, at=at)
    file(record, by, about=by.ref)
    return Agreement.objects.create(
        record=record, owner=by, unit=post.unit, party=party_of(post.unit), role=post.role,
        version=words.number, text=text, digest=digest, how=how,
        signed_on=day, valid_until=by.cleared_until,
    )  # fmt: skip


@action("agreement.sign_leaving", needs=may_sign, clauses=("17",))
def sign_leaving(by: Staff, *, at: dt.datetime, digest: str, how: str = Agreement.How.PASSWORD) -> Agreement:
    """Sign the undertaking on leaving, as soon as the last day is known. It gives no rights and takes none."""
    day = date_of(at)
    Staff.objects.select_for_update(no_key=True).get(pk=by.pk)
    last, post, words = last_day(by, day), post_bound(by, day), newest(Kind.LEAVING)
    if last is None or post is None:
        raise ValidationError(_("Your last day is not known yet."))
    if last_agreement(by, Kind.LEAVING, since=post.first):
        raise ValidationError(_("You have signed this already."))
    if (text := words.text_of(digest)) is None:
        raise ValidationError(_("The text has changed meanwhile. Please read it again; nothing is signed yet."))
    record = keep("agreement", by=by, at=at)
    file(record, by)
    return Agreement.objects.create(
        record=record, owner=by, unit=post.unit, party=party_of(post.unit), role=post.role, kind=Kind.LEAVING,
        version=words.number, text=text, digest=digest, how=how,
        signed_on=day, valid_until=months_later(last, AFTER_MONTHS.on(day)),
    )  # fmt: skip


@action("agreement.propose", needs=may_propose, clauses=("17",))
def propose_version(
    by: Staff, *, at: dt.datetime, kind: str, zh: str, en: str, since: dt.date, why: str
) -> AgreementVersion:
    """Propose other words from a day on. They are signed once a second person has confirmed them."""
    zh, en = tidy(zh), tidy(en)
    for name, text in (("zh", zh), ("en", en)):
        if len(text) < SHORTEST:
            raise ValidationError({name: _("Give the whole text of the agreement.")})
    check_notice(since, at)
    now = newest(kind)
    if (zh, en) == (now.zh, now.en):
        raise ValidationError({"zh": _("These are the words in force.")})
    if AgreementVersion.objects.filter(kind=kind, decision=None).exists():
        raise ValidationError(_("A version is already waiting to be decided."))
    last = AgreementVersion.objects.filter(kind=kind).order_by("-number").first()
    record = keep("agreement_version", by=by, at=at)
    file(record, by)
    try:
        with transaction.atomic():
            return AgreementVersion.objects.create(
                record=record, kind=kind, number=last.number + 1 if last else 2, zh=zh, en=en, since=since, why=why
            )
    except IntegrityError as twice:
        raise ValidationError(_("A version is already waiting to be decided.")) from twice


def check_notice(since: dt.date, at: dt.datetime) -> None:
    """Nobody is shut out overnight."""
    if since < (earliest := date_of(at) + NOTICE):
        said = _("People need a week to read it: from %(day)s on at the earliest.") % {"day": earliest}
        raise ValidationError({"since": said})


@action("agreement.confirm", needs=may_confirm, clauses=("17",))
def confirm_version(by: Staff, *, at: dt.datetime, version: AgreementVersion, remark: str = "") -> AgreementDecision:
    """Put other words in force: whoever has not signed them by their day sees nothing from then on."""
    try:
        check_notice(version.since, at)
    except ValidationError as late:
        said = _("The day from which it should count is too near. Decline it, and have it proposed with a later day.")
        raise ValidationError(said) from late
    decided = decision(by, at, version, accepted=True, remark=remark)
    if version.kind == Kind.IN_OFFICE:
        last = version.since - DAY
        Staff.objects.filter(cleared_until__gt=last).update(cleared_until=last)
    return decided


@action("agreement.decline", needs=may_decline)
def decline_version(by: Staff, *, at: dt.datetime, version: AgreementVersion, remark: str = "") -> AgreementDecision:
    """Leave the words as they are; who declines says why, who takes back what he proposed need not."""
    if version.record.by_id != by.pk and not remark.strip():
        raise ValidationError({"remark": _("Say why it is declined.")})
    return decision(by, at, version, accepted=False, remark=remark)


def decision(
    by: Staff, at: dt.datetime, version: AgreementVersion, *, accepted: bool, remark: str
) -> AgreementDecision:
    """Decide once; the lock makes two people wait."""
    AgreementVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if AgreementDecision.objects.filter(version=version).exists():
        raise ValidationError(_("This is already decided."))
    record = keep("agreement_decision", by=by, at=at)
    file(record, by, about=version.ref)
    return AgreementDecision.objects.create(record=record, version=version, accepted=accepted, remark=remark)
