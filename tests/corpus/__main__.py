"""Makes the corpus anew; see tests/corpus/make.py."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.corpus import make

make.main()
