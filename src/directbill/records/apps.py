"""The only application with models: one history of migrations."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "directbill.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from directbill.records import walls  # lazy: models are ready only now

        post_migrate.connect(walls.grant, dispatch_uid="directbill.records.walls")
