"""Making the sample cities, and a country for load tests: through the deeds that people do on pages."""
