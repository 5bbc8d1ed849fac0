"""What typed words mean."""

from bot.recognise.spoken import Lexicons, Spoken

__all__ = ["Lexicons", "Spoken"]
