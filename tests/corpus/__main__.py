"""Makes the corpus anew; see tests/corpus/make.py."""

import os
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()
import_module("tests.corpus.make").main()
