"""A question to the database that Django lacks: whether a field holds one of some keys, given as one value."""

from typing import Any

from django.db.models import ForeignKey, Lookup


@ForeignKey.register_lookup
class AnyOf(Lookup):
    """`unit__any_of=[1, 2, 3]`. With `in` every key is a parameter, so that each number of keys is another statement to
    be composed, planned and remembered; with this one they share one."""

    lookup_name = "any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        field, params = self.process_lhs(compiler, connection)
        return f"{field} = ANY(%s::bigint[])", (*params, list(self.rhs))
