//! Which copy serves which request.
