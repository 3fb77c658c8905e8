"""What the web server calls."""

import gc
import importlib
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zongbao.workbench.settings")
application = get_wsgi_application()

# Paid at the start, not by the first person who asks: what explains an award brings Arrow, Arrow's first comparison pandas,
# the first look at declaration rows DuckDB; two seconds on a busy machine.
for heavy in ("zongbao.evaluation.explanation", "pandas", "ibis.backends.duckdb", "zongbao.workbench.urls"):
    importlib.import_module(heavy)

# What is loaded now stays for good. Left among what the collector walks through, it stops a click for a fifth of a second
# every few pages; set aside, for some milliseconds.
gc.collect()
gc.freeze()
