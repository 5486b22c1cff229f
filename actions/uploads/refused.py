"""The one way in which a file is turned away."""


class RefusedFile(Exception):
    """A file that is not taken, with a sentence for whoever brought it."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence
