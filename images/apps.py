import mimetypes

from django.apps import AppConfig


class ImagesConfig(AppConfig):
    name = "images"

    def ready(self) -> None:
        from core import old_addresses
        from images.old_addresses import picture_in_another_size

        old_addresses.register(picture_in_another_size)
        mimetypes.add_type("image/webp", ".webp")  # which Python 3.12 knows only where the machine does
