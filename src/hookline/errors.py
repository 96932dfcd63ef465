"""The exceptions of the package: for what stops us, never for bad data alone."""

from typing import Any

from hookline.language import Phrase, verbatim


class HooklineError(Exception):
    """The root of all errors that hookline raises on purpose; its text is a plain sentence."""

    @property
    def sentence(self) -> Phrase:
        """What is said, in words that can be translated."""
        said = self.args[0] if self.args else ""
        return said if isinstance(said, Phrase) else verbatim(str(said))


class UnreadableFileError(HooklineError):
    """A path is missing, or the operating system does not let us open it."""


class NothingFoundError(HooklineError):
    """The paths exist, but there is no dialogue in them."""


class UnknownNameError(HooklineError):
    """A dialogue, view, format or term was asked for that does not exist."""


class BadInputError(HooklineError):
    """A file was read, but what is in it cannot be used."""


class OtherVersionError(HooklineError):
    """A corpus has another version than the one that was expected."""


class HubError(HooklineError):
    """The Hugging Face hub cannot be reached, or refuses what it is asked."""


class UnwritableFolderError(HooklineError):
    """An export cannot be written where it was asked to be."""


class InvalidCorpusError(HooklineError):
    """A corpus cannot be loaded because its data is bad.

    Attributes:
        report: the `Report` with the findings.
    """

    def __init__(self, message: str | Phrase, report: Any) -> None:  # noqa: ANN401 - Report stands above
        super().__init__(message)
        self.report = report


class WithdrawnWarning(UserWarning):
    """Dialogues were withdrawn from the corpus that is loaded; its text names them, with why."""

    @property
    def sentence(self) -> Phrase:
        """What is said, in words that can be translated."""
        said: Phrase = self.args[0]
        return said
