"""The actions of a notice: the register, its imports and exports."""

import os

# python-docx brings lxml, with which openpyxl would parse some parts unguarded. It looks once, when
# it is first imported.
os.environ["OPENPYXL_LXML"] = "False"
