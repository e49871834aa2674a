#!/usr/bin/env python
"""Django's own commands for developers, with the embedded database running; everybody else uses `lvzhi`."""

import os
import sys

from django.core.management import execute_from_command_line

from lvzhi.core import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

if __name__ == "__main__":
    with embedded.running():
        execute_from_command_line(sys.argv)
