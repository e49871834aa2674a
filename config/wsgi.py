"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# What is loaded now stays: looking through it again and again for rubbish would cost every page.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
