"""A field that takes a customer: type two characters, pinyin, initials or a number and choose."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse_lazy

from lvzhi.customers.models import Customer
from lvzhi.customers.search import called
from lvzhi.people.names import tidy
from lvzhi.web.people.picking import Pick, first_word


class CustomerPick(Pick):
    """Words that name one of the customers somebody may see; a form gives `seen` before it is read.

        self.fields["customer"].seen = Customer.objects.visible_to(staff, day).living()

    The page shows `customers/parts.html` `suggestions()` once, where the choices arrive.
    """

    listed = "customers_found"
    address = reverse_lazy("find_customers")
    seen: "QuerySet[Customer]" = Customer.objects.none()

    def prepare_value(self, value: Any) -> Any:
        return f"{value.number} {value.name}" if isinstance(value, Customer) else value

    def ways(self, text: str) -> list[QuerySet[Any]]:
        by_number = self.seen.filter(number=first_word(text).upper())
        named = self.seen.filter(Q(name=tidy(text)) | Q(short_name=tidy(text)))
        return [by_number, named, self.seen.filter(called(text) or Q(pk=None))]
