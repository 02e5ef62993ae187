"""Scenarios between their trees and the engine that plays them. Nothing here writes."""
