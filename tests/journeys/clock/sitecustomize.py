"""Gives a server that is started for the journeys its own time: a working afternoon that goes on from there."""

import datetime as dt
import os

if shift := os.environ.get("LVZHI_TEST_SHIFT"):
    from django.utils import timezone

    machine = timezone.now
    timezone.now = lambda: machine() + dt.timedelta(seconds=float(shift))
