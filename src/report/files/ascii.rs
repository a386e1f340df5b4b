//! Names in ASCII, for devices that know no more.

/// Letters beyond ASCII with what they become.
const PLAIN: [(&str, &str); 24] = [
    ("àáâãäåāăą", "a"),
    ("çćčĉ", "c"),
    ("ďđ", "d"),
    ("èéêëēėęě", "e"),
    ("ğģ", "g"),
    ("ìíîïīįı", "i"),
    ("ķ", "k"),
    ("ļľł", "l"),
    ("ñńňņ", "n"),
    ("òóôõöøōő", "o"),
    ("řŕ", "r"),
    ("śšşș", "s"),
    ("ťţț", "t"),
    ("ùúûüūůűų", "u"),
    ("ýÿ", "y"),
    ("źžż", "z"),
    ("ß", "ss"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("þ", "th"),
    ("ð", "d"),
    ("–—", "-"),
    ("‘’ʼ", "'"),
    ("\u{a0}", " "),
];

/// A text in printable ASCII: letters without their marks, and a question mark for the rest.
pub(super) fn ascii(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter == ' ' || letter.is_ascii_graphic() {
            plain.push(letter);
            continue;
        }
        let lower: String = letter.to_lowercase().collect();
        let of = |(letters, _): &&(&str, &str)| letters.contains(&lower);
        match PLAIN.iter().find(of) {
            Some((_, base)) if letter.is_uppercase() => plain.push_str(&base.to_ascii_uppercase()),
            Some((_, base)) => plain.push_str(base),
            None => plain.push('?'),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_their_marks_and_nothing_else() {
        assert_eq!(ascii("Özdemir, Šimić – Ané"), "Ozdemir, Simic - Ane");
        assert_eq!(ascii("漢"), "?");
    }
}
