"""Reads pages as a strict parser does."""

import html5lib


def parse(content):
    """The page as a tree. Raises on any fault of the markup."""
    text = content.decode() if isinstance(content, bytes) else content
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def ids(tree):
    return [element.get("id") for element in tree.iter() if element.get("id")]


def words(element):
    return " ".join("".join(element.itertext()).split())


def form_values(tree, boxes=()):
    """What a browser would send of the form that has these boxes, or of the main one, as it is."""
    main = next(tree.iter("main"))
    forms = [form for form in main.iter("form") if form.get("method") == "post"]
    form = next((form for form in forms if _has_one_of(form, boxes)), forms[0])
    return {
        box.get("name"): _value(box)
        for box in form.iter()
        if box.get("name") and box.tag in ("input", "select", "textarea") and _is_sent(box)
    }


def _has_one_of(form, boxes):
    return any(
        box.get("name") in boxes
        for box in form.iter()
        if box.tag in ("input", "select", "textarea") and box.get("type") != "hidden"
    )


def _is_sent(box):
    kind = box.get("type")
    if kind in ("checkbox", "radio"):
        return "checked" in box.attrib
    return kind not in ("file", "submit")


def _value(box):
    if box.tag == "textarea":
        return box.text or ""
    if box.tag == "select":
        options = list(box.iter("option"))
        chosen = next((one for one in options if "selected" in one.attrib), options[0])
        return chosen.get("value")
    return box.get("value", "")
