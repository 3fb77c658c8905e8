"""综保：把一份综合保税区扶持政策变成可以逐元复核的账。Zongbao runs the development policy of a bonded zone."""

__version__ = "0.1.0"
