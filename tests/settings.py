"""The product's settings, with a home and a database server that are thrown away after the tests.

With DATABASE_URL the tests use that server instead. The folder is named here, before anything connects;
tests/plugins/database.py starts the server in it. Workers of a parallel run inherit both by environment.
"""

import atexit
import os
import shutil
import tempfile

from lvzhi.core import embedded

if "LVZHI_TEST_HOME" not in os.environ:
    os.environ["LVZHI_TEST_HOME"] = os.environ["LVZHI_HOME"] = tempfile.mkdtemp(prefix="lvzhi-tests-")
    os.environ["LVZHI_SECRET_KEY"] = "for tests"
    if not os.environ.get("DATABASE_URL"):
        spare = embedded.spare()
        os.environ["LVZHI_TEST_SERVER"] = str(spare.place.home)
        os.environ["DATABASE_URL"] = spare.url
        atexit.register(shutil.rmtree, spare.place.home, ignore_errors=True)
    atexit.register(shutil.rmtree, os.environ["LVZHI_TEST_HOME"], ignore_errors=True)

from config.settings import *  # noqa: F403

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; the real one has a test of its own
WHITENOISE_AUTOREFRESH = True  # the many browsers of the tests do not each look through all files first
LANGUAGE_CODE = "en"  # tests name the source strings; tests of the languages choose theirs
