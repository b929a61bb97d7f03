"""The door of the register of recognised objects: what was recognised, for whom, until when."""

from haidang.objects.queries import get_object, get_object_of, iter_heads, list_kinds, list_objects, list_public

__all__ = ["get_object", "get_object_of", "iter_heads", "list_kinds", "list_objects", "list_public"]
