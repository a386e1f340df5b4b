//! Rust text without its comments and literals, and words searched in it.

/// The text with every comment and the inside of every literal blanked by spaces; lines stay
/// lines, so that a line number in the code is a line number in the file.
pub(super) fn code_only(text: &str) -> String {
    let mut blanker = Blanker { rest: text, code: String::with_capacity(text.len()) };
    while let Some(next) = blanker.rest.chars().next() {
        blanker.step(next);
    }
    blanker.code
}

/// Is the character part of a Rust identifier?
pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// What follows each place where `needle` begins a word in the line, with what stands before it.
pub(super) fn split_at_words<'line>(
    line: &'line str,
    needle: &str,
) -> Vec<(&'line str, &'line str)> {
    line.match_indices(needle)
        .map(|(at, _)| (&line[..at], &line[at + needle.len()..]))
        .filter(|(before, _)| !before.ends_with(is_word))
        .collect()
}

/// The identifier that the text begins with, or an empty text.
pub(super) fn leading_word(text: &str) -> &str {
    &text[..text.find(|character| !is_word(character)).unwrap_or(text.len())]
}

struct Blanker<'text> {
    rest: &'text str,
    code: String,
}

impl Blanker<'_> {
    fn step(&mut self, next: char) {
        if self.rest.starts_with("//") {
            self.blank(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.blank(block_comment_length(self.rest));
        } else if let Some(length) = raw_string_length(self.rest) {
            self.blank(length);
        } else if next == '"' {
            self.blank(quoted_length(self.rest, '"'));
        } else if next == '\'' && is_character_literal(self.rest) {
            self.blank(quoted_length(self.rest, '\''));
        } else if is_word(next) {
            // Whole words at once: the `r` of `for"` begins no raw string.
            self.keep(leading_word(self.rest).len());
        } else {
            self.keep(next.len_utf8());
        }
    }

    fn keep(&mut self, length: usize) {
        let (kept, rest) = self.rest.split_at(length);
        self.code.push_str(kept);
        self.rest = rest;
    }

    fn blank(&mut self, length: usize) {
        let (blanked, rest) = self.rest.split_at(length);
        self.code.extend(blanked.chars().map(|each| if each == '\n' { '\n' } else { ' ' }));
        self.rest = rest;
    }
}

/// Block comments nest.
fn block_comment_length(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The length of `r"..."`, `r#"..."#` and their `br`, `cr` forms, if the text begins with one.
fn raw_string_length(text: &str) -> Option<usize> {
    let prefix = ["r", "br", "cr"].into_iter().find(|&prefix| leading_word(text) == prefix)?;
    let after = &text[prefix.len()..];
    let hashes = after.len() - after.trim_start_matches('#').len();
    let body = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let opening = prefix.len() + hashes + 1;
    Some(body.find(&end).map_or(text.len(), |at| opening + at + end.len()))
}

fn quoted_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if character == quote {
            return at + quote.len_utf8();
        }
    }
    text.len()
}

/// `'a'` and `'\n'` are literals, `'a` is a lifetime or a label.
fn is_character_literal(text: &str) -> bool {
    let mut inside = text.chars().skip(1);
    match inside.next() {
        Some('\\') => true,
        Some(_) => inside.next() == Some('\''),
        None => false,
    }
}

#[test]
fn comments_and_literals_are_blanked_and_lines_stay() {
    let check = |text: &str, expected: &str| {
        let code = code_only(text);
        assert_eq!(code.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{text}");
        assert_eq!(code.lines().count(), text.lines().count(), "{text}");
        assert_eq!(code.chars().count(), text.chars().count(), "{text}");
    };
    check("a // b\nc", "a c");
    check("/// b\n//! c\nd", "d");
    check("a /* b /* c */ d\n */ e", "a e");
    check("a(\"b // \\\" c\", d)", "a( , d)");
    check("a(r#\"b \" c\"#, br\"\\\", d)", "a( , , d)");
    check("a('\"', '\\'', 'é', b)", "a( , , , b)");
    check(
        "fn a<'b>(c: &'b str) { 'd: loop { break 'd; } }",
        "fn a<'b>(c: &'b str) { 'd: loop { break 'd; } }",
    );
    check("for\"a\" in r", "for in r");
}

#[test]
fn a_word_is_found_only_where_it_begins() {
    assert_eq!(split_at_words("geo::a + my_geo::b", "geo::"), [("", "a + my_geo::b")]);
    assert_eq!(leading_word("model::Place"), "model");
    assert_eq!(leading_word("{a}"), "");
}
