"""Characters that HTML has no place for, taken out of every page that shows somebody's text."""

import re

# In UTF-8: control characters, and those that Unicode keeps for no character at all.
_FIRST_BYTES = bytes(
    [*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F, 0xC2, 0xEF, *range(0xF0, 0xF5)],
)
_NO_PLACE = re.compile(
    rb"[\x00-\x08\x0b\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xef\xb7[\x90-\xaf]|\xef\xbf[\xbe\xbf]"
    rb"|[\xf0-\xf4][\x8f\x9f\xaf\xbf]\xbf[\xbe\xbf]"
)


class CharactersMiddleware:
    """What was typed is shown again in boxes, sentences and tags: one place cleans them all."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and not response.streaming:
            content = response.content
            # Most pages have none of them, which one quick look tells.
            if len(content.translate(None, _FIRST_BYTES)) != len(content):
                response.content = _NO_PLACE.sub(b"", content)
                # It was counted further in; a browser waits for bytes that do not come.
                if "Content-Length" in response.headers:
                    response.headers["Content-Length"] = str(len(response.content))
        return response
