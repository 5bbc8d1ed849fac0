"""Our words in the reader's language."""

from bot.wording.catalogue import LANGUAGES, Catalogue, catalogues
from bot.wording.names import Names
from bot.wording.words import Wording

__all__ = ["LANGUAGES", "Catalogue", "Names", "Wording", "catalogues"]
