from django import template

from core import moments, time_zones

register = template.Library()
register.filter("in_words", moments.in_words)
register.filter("span_in_words", moments.span_in_words)
register.filter("place", time_zones.place_of)
