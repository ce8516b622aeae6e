"""The directory of programs, services, offices and other bodies, and the active offer that each office makes."""
