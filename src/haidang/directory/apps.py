"""Units, divisions, officers, duties, working calendars."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Units, divisions, officers, duties, working calendars."""

    name = "haidang.directory"
    label = "directory"

    def ready(self) -> None:
        """Have an officer's postings read with the session: every request of a signed-in person asks for them."""
        from haidang.accounts import api as accounts  # models are there only now
        from haidang.directory.queries import POSTINGS

        accounts.read_along("postings", POSTINGS)
