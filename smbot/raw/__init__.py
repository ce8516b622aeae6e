"""The box for text nobody has redacted yet. Only the raw zone may import it."""
