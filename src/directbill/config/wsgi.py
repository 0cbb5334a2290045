"""What a web server serves."""

import os

from django.core.wsgi import get_wsgi_application

from directbill.ops import parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "directbill.config.settings")
parent.watch()
application = get_wsgi_application()
