from images.models.former_file import FormerFile
from images.models.image import Image
from images.models.use import ImageUse

__all__ = ["FormerFile", "Image", "ImageUse"]
