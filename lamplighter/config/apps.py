"""What happens once when the house opens: the guards are posted and the receivers listen."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.module_loading import autodiscover_modules

from lamplighter.config.checks import every_page_asks


class House(AppConfig):
    """The whole product, as one application that stands above the others."""

    name = "lamplighter.config"
    label = "house"

    def ready(self) -> None:
        register(every_page_asks, Tags.security)
        autodiscover_modules("receivers")
