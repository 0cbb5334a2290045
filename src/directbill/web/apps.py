"""The faces in a browser. They hold no models."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "directbill.web"
    label = "web"
