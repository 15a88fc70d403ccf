import mimetypes

from django.apps import AppConfig


class ImagesConfig(AppConfig):
    name = "images"

    def ready(self) -> None:
        from core import old_addresses, texts
        from images import uses
        from images.old_addresses import picture_in_another_size

        old_addresses.register(picture_in_another_size)
        texts.register(texts.Account(saved=lambda row: uses.note([row]), deleted=uses.forget))
        mimetypes.add_type("image/webp", ".webp")  # which Python 3.12 knows only where the machine does
        mimetypes.add_type("image/avif", ".avif")
