"""Texts that people, and those who mean harm, put into a cell."""

from hypothesis import strategies as st

HOSTILE = st.one_of(
    st.text(max_size=80),
    st.builds("{}{}".format, st.sampled_from("=+-@\t\r\n'\"；＝"), st.text(max_size=40)),
    st.builds("_x{:04X}_{}".format, st.integers(0, 0xFFFF), st.text(max_size=20)),
    st.sampled_from(
        [
            '=HYPERLINK("http://example.org";"Click")',
            "=cmd|' /C calc'!A0",
            "- item",
            "-1+1",
            "@SUM(1)",
            "#REF!",
            "1.10",
            "TRUE",
            "\ufffe",
            "\ud800",
            "a\x00b",
            "{=1}",
        ]
    ),
)
