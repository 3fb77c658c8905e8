"""What the web server calls."""

import importlib
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zongbao.workbench.settings")
application = get_wsgi_application()

# What explains an award brings Arrow with it, two seconds on a busy machine: paid at the start, not by the first person who asks.
importlib.import_module("zongbao.evaluation.explanation")
importlib.import_module("zongbao.workbench.urls")
