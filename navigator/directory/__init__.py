"""The foundation: what a listing is, where the directory is kept, how it is read and written.

Writing (``form``, ``write``, ``build``) is imported by name where it is done, since it brings SQLModel with it.
"""

from typing import TYPE_CHECKING

from navigator.names import lazy

if TYPE_CHECKING:
    from navigator.directory.places import Place, Places, Point, distance_m, say_distance
    from navigator.directory.records import (
        Criterion,
        Flexibility,
        Hours,
        Link,
        Listing,
        Location,
        Organization,
        Phone,
        Source,
        Stance,
        Verification,
        read_listing,
    )
    from navigator.directory.store import Store, data_folder
    from navigator.directory.vocabulary import GlossaryEntry, Term, Vocabulary

__all__ = [
    "Criterion",
    "Flexibility",
    "GlossaryEntry",
    "Hours",
    "Link",
    "Listing",
    "Location",
    "Organization",
    "Phone",
    "Place",
    "Places",
    "Point",
    "Source",
    "Stance",
    "Store",
    "Term",
    "Verification",
    "Vocabulary",
    "data_folder",
    "distance_m",
    "read_listing",
    "say_distance",
]

__getattr__ = lazy(
    __name__,
    {
        "places": "Place Places Point distance_m say_distance",
        "records": (
            "Criterion Flexibility Hours Link Listing Location "
            "Organization Phone Source Stance Verification read_listing"
        ),
        "store": "Store data_folder",
        "vocabulary": "GlossaryEntry Term Vocabulary",
    },
)
