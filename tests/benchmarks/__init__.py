"""What the memorial's pages cost as it grows: run by ``make bench``, not with the suite."""
