from django import template

from core import moments

register = template.Library()
register.filter("in_words", moments.in_words)
