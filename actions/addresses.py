"""How a reference stands in an address."""


class RefConverter:
    """A reference as one part of an address: "12/13", which a notice may print, has a slash.

    It is written as "~1", and "~" itself as "~0".
    """

    regex = "[^/]+"

    def to_python(self, value):
        return value.replace("~1", "/").replace("~0", "~")

    def to_url(self, value):
        return value.replace("~", "~0").replace("/", "~1")
