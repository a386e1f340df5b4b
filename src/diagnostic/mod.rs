//! What we tell a person about their data.
