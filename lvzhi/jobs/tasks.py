"""What the clock does by itself. Every task may come late, twice or on several machines and does no harm."""

import datetime as dt
import importlib

import structlog
from django.conf import settings
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from lvzhi.attendance.following import begin_ordered
from lvzhi.core import trail
from lvzhi.core.alone import alone
from lvzhi.core.clock import date_of, moment, now
from lvzhi.core.models import NightRun
from lvzhi.core.writing import writing
from lvzhi.desk import coverage
from lvzhi.duties import engine
from lvzhi.duties.models import Trial
from lvzhi.duties.trying import mark_failed, run_trial
from lvzhi.secrecy.exporting import delete_expired, make
from lvzhi.secrecy.exporting import mark_failed as mark_export_failed
from lvzhi.secrecy.leaving import end_with_posts
from lvzhi.secrecy.models import Export

log = structlog.get_logger(__name__)

NIGHTLY_FROM = dt.time(0, 5)
KEEP_JOBS_HOURS = 30 * 24


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="duties")
def duties(timestamp: int) -> None:
    """Runs the regulation once a day from 00:05 on, missed days first; in between tells whose time has come.

    It asks what is missing rather than what time it is, so a machine that slept or starts late makes up for it.
    """
    with alone("duties") as mine:
        if not mine:
            return
        at = now()
        day = date_of(at)
        with writing():
            begin_ordered(at)
        if at >= moment(day, NIGHTLY_FROM) and not NightRun.objects.filter(day=day).exists():
            for night in engine.catch_up(at):
                log.info("nightly", date=str(night.date), raised=sum(night.raised.values()),
                         settled=night.settled, escalated=night.escalated)  # fmt: skip
        elif told := engine.tick(at):
            log.info("told", messages=told)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="tally")
def tally(timestamp: int) -> None:
    """Counts how many customers each unit has contacted, for the pages of leaders who answer for many."""
    with alone("tally") as mine:
        if mine:
            coverage.tally(now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal")
def seal(timestamp: int) -> None:
    """Closes the trail's latest lines with a seal, so that nobody can change them unseen."""
    with alone("seal") as mine:
        if mine:
            trail.seal(now())


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="secrecy")
def secrecy(timestamp: int) -> None:
    """Ends the clearance of who has left the business, and deletes exported files whose time is over."""
    with alone("secrecy") as mine:
        if mine:
            end_with_posts(now())
            delete_expired(now())


@app.task
def make_export(export: int) -> None:
    """Makes the file of a request that was approved; the page that waits for it shows how far it is."""
    found = Export.objects.select_related("record", "owner", "file").get(pk=export)
    try:
        make(found, now())
    except Exception as error:
        mark_export_failed(found, str(error))
        raise


@app.periodic(cron="30 18 * * *")  # 02:30 at the bank; the queue counts in UTC
@app.task(queueing_lock="sweep", pass_context=True)
async def sweep(context: JobContext, timestamp: int) -> None:
    """Removes sessions that have ended, jobs long done, and lets jobs of killed workers run again."""
    jobs = context.app.job_manager
    await jobs.delete_old_jobs(nb_hours=KEEP_JOBS_HOURS, include_failed=True, include_aborted=True)
    for job in await jobs.get_stalled_jobs():
        if job.queueing_lock:  # the clock has long asked for it again
            await jobs.finish_job(job, status=Status.ABORTED, delete_job=True)
        else:
            await jobs.retry_job(job)
    await importlib.import_module(settings.SESSION_ENGINE).SessionStore.aclear_expired()


@app.task
def try_value(trial: int) -> None:
    """Tries a proposed value of a parameter on the year before; the page that waits for it shows how far it is."""
    found = Trial.objects.select_related("change").get(pk=trial)
    try:
        run_trial(found, now())
    except Exception as error:
        mark_failed(found, str(error))
        raise
