"""页面的文件：style sheets, scripts, icons of this version, laid where they are served under names that tell their content."""

from filecmp import cmp
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

NAMED_BY_CONTENT = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}


def lay() -> None:
    """Lay them all anew: a package brings its files with the day it was built, which may lie before the day an older
    version was laid.
    """
    settings.STORAGES = {**settings.STORAGES, **NAMED_BY_CONTENT}
    call_command("collectstatic", clear=True, verbosity=0, interactive=False)


def are_laid() -> bool:
    """Whether what lies there is what this version brings, file by file."""
    root = Path(settings.STATIC_ROOT)
    ignored = apps.get_app_config("staticfiles").ignore_patterns
    brought = [(root / name, storage.path(name)) for f in get_finders() for name, storage in f.list(ignored)]
    return (root / "staticfiles.json").exists() and all(
        laid.exists() and cmp(laid, file, shallow=False) for laid, file in brought
    )
