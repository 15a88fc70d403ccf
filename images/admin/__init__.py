from images.admin.choosing import ChoosesImages
from images.admin.image import ImageAdmin

__all__ = ["ChoosesImages", "ImageAdmin"]
