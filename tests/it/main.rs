//! Integration tests, a module a subject.

mod tidy;
