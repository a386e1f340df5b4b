//! A seeded province that hits published figures.
