"""The spine: what every kind of record stands on; knows none of them."""
