"""Tells mypy what the gate and htmx put on a request, and what Django's own stubs are too strict to allow.

Whoever comes past the gate is an Account; the fields of a form are of any kind, and may be given their choices.
"""

from collections.abc import Callable

from mypy.nodes import TypeInfo
from mypy.plugin import AttributeContext, ClassDefContext, Plugin
from mypy.plugins.common import add_attribute_to_class
from mypy.types import AnyType, Type, TypeOfAny

REQUEST = "django.http.request.HttpRequest"
ACCOUNT = "lamplighter.apps.cities.models.Account"
# Put there by middleware: lamplighter.config.gate, django_htmx.
PUT_THERE = ("organisation", "organisations", "seat", "sights", "htmx")


def add_what_is_put_there(context: ClassDefContext) -> None:
    for name in PUT_THERE:
        add_attribute_to_class(context.api, context.cls, name, AnyType(TypeOfAny.explicit))


def the_account(context: AttributeContext) -> Type:
    info = (
        context.api.lookup_fully_qualified(ACCOUNT).node if hasattr(context.api, "lookup_fully_qualified") else None
    )
    if isinstance(info, TypeInfo):
        return context.api.named_generic_type(ACCOUNT, [])
    return AnyType(TypeOfAny.explicit)


def any_fields(context: AttributeContext) -> Type:
    text = context.api.named_generic_type("builtins.str", [])
    return context.api.named_generic_type("builtins.dict", [text, AnyType(TypeOfAny.explicit)])


class RequestPlugin(Plugin):
    """Hooks on Django's request and forms."""

    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        return add_what_is_put_there if fullname == REQUEST else None

    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        if fullname.startswith(("django.forms.", "lamplighter.")) and fullname.endswith("Form.fields"):
            return any_fields
        return the_account if fullname == f"{REQUEST}.user" else None


def plugin(version: str) -> type[Plugin]:
    """What mypy asks for."""
    return RequestPlugin
