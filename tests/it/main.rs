//! Integration tests, a module a subject.
