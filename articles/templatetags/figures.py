from django import template

from articles.figures import draw_figures

register = template.Library()

register.filter("draw_figures", draw_figures)
