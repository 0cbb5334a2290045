"""A bucket of an S3-compatible service, through django-storages. Needs the extra `s3`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from storages.backends.s3 import S3Storage

from directbill.gateways.storage import CHUNK, INCOMING, Incoming, checked, temporary_copy


class Bucket:
    """Files below a prefix of one bucket. An object is there whole or not at all: the service promises that."""

    def __init__(self, service: S3Storage) -> None:
        self.service = service

    @staticmethod
    @cache
    def of_settings(where: str) -> "Bucket":
        """The bucket `name/prefix`, with the endpoint and the keys of the settings."""
        name, _, prefix = where.partition("/")
        return Bucket(
            S3Storage(
                bucket_name=name,
                location=prefix.strip("/"),
                endpoint_url=settings.S3_ENDPOINT or None,
                region_name=settings.S3_REGION or None,
                access_key=settings.S3_KEY or None,
                secret_key=settings.S3_SECRET or None,
                default_acl=None,
                file_overwrite=False,
                max_memory_size=CHUNK,
                addressing_style="path" if settings.S3_ENDPOINT else None,
            )
        )

    def anteroom(self) -> Path:
        folder: Path = settings.DATA / INCOMING
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def put(self, incoming: Incoming, key: str) -> None:
        with incoming.path.open("rb") as content:
            kept = self.service.save(checked(key), File(content))
        if kept != key or self.service.size(key) != incoming.size:
            raise OSError(f"the bucket kept {kept!r} otherwise than it was given")

    def open(self, key: str) -> BinaryIO:
        return cast("BinaryIO", self.service.open(checked(key)))

    @contextmanager
    def local(self, key: str) -> Iterator[Path]:
        with self.open(key) as stream, temporary_copy(stream) as path:
            yield path

    def remove(self, key: str) -> None:
        self.service.delete(checked(key))

    def keys(self, *, before: datetime) -> Iterator[str]:
        location = f"{self.service.location}/" if self.service.location else ""
        for found in self.service.bucket.objects.filter(Prefix=location):
            if found.last_modified < before:
                yield found.key.removeprefix(location)
