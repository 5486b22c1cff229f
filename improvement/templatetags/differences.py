"""{{ before|word_differences:after }}: the pieces of a change, for components/diff.html."""

from django import template

from improvement.differences import word_differences

register = template.Library()
register.filter("word_differences", word_differences)
