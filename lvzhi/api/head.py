"""What the answers about all registers begin with."""

from typing import Any

from ninja import Schema
from pydantic import Field

from lvzhi.records.register import Register


class Head(Schema):
    """Which row it is, and whose."""

    id: int = Field(description="Number of the record")
    number: str = Field(description="Number of the form")
    owner: str = Field(description="Employee number of the person for whom it counts")
    owner_name: str = Field(description="Name of the person for whom it counts")


def head(register: Register[Any], row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "number": register.form.number(row),
        "owner": row.owner.number,
        "owner_name": row.owner.name,
    }
