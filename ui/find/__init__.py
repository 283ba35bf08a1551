"""The room in which a service is found: the box, the results, the whole listing beside them."""
