//! Records of a file: their fields, as far as they are kept.

use super::limits::FIELD_BYTES_MAX;

/// Records that follow each other, in one text that is filled again and again.
#[derive(Debug, Default)]
pub(super) struct Records {
    text: String,
    fields: Vec<Field>,
    all: Vec<Extent>,
    /// The lengths of fields of which not all is kept, by their place in `fields`.
    long: Vec<(usize, u64)>,
}

/// Where a field lies in the text.
#[derive(Clone, Copy, Debug)]
struct Field {
    start: u32,
    end: u32,
}

/// Where a record lies.
#[derive(Clone, Copy, Debug)]
struct Extent {
    /// Its first field.
    first: usize,
    /// How many fields it has, kept or not.
    width: usize,
    line: u64,
    is_open: bool,
    is_plain: bool,
}

/// One of the records.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'a> {
    text: &'a str,
    fields: &'a [Field],
    /// The lengths of its long fields, by their number in the record and more by others.
    long: &'a [(usize, u64)],
    extent: Extent,
}

impl Records {
    /// Forgets all records.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.fields.clear();
        self.all.clear();
        self.long.clear();
    }

    /// The number of records.
    pub(super) const fn len(&self) -> usize {
        self.all.len()
    }

    /// Bytes of all fields that are kept.
    pub(super) const fn bytes(&self) -> usize {
        self.text.len()
    }

    /// A record.
    pub(super) fn get(&self, number: usize) -> Record<'_> {
        let extent = self.all[number];
        let end = self.all.get(number + 1).map_or(self.fields.len(), |next| next.first);
        let fields = &self.fields[extent.first..end];
        Record { text: &self.text, fields, long: &self.long, extent }
    }

    /// All records.
    pub(super) fn iter(&self) -> impl Iterator<Item = Record<'_>> {
        (0..self.all.len()).map(|number| self.get(number))
    }

    /// Begins a new record.
    pub(super) fn begin(&mut self, line: u64) {
        let first = self.fields.len();
        self.all.push(Extent { first, width: 0, line, is_open: false, is_plain: false });
    }

    /// Adds a record of the fields of a short line without quotation marks.
    pub(super) fn split(&mut self, line: &str, delimiter: u8, place: (u64, bool)) {
        let (first, before) = (self.fields.len(), self.text.len());
        self.text.push_str(line);
        let mut start = position(before);
        let ends = line.bytes().zip(start..).filter(|(byte, _)| *byte == delimiter);
        for (_, end) in ends {
            self.fields.push(Field { start, end });
            start = end + 1;
        }
        self.fields.push(Field { start, end: position(self.text.len()) });
        let width = self.fields.len() - first;
        let (line, is_plain) = place;
        self.all.push(Extent { first, width, line, is_open: false, is_plain });
    }

    /// Begins a field of the last record, which may have quotation marks; the first `kept` are
    /// kept.
    pub(super) fn begin_field(&mut self, kept: usize) {
        let Some(last) = self.all.last_mut() else { return };
        if last.width < kept {
            let start = position(self.text.len());
            self.fields.push(Field { start, end: start });
        }
        last.width += 1;
    }

    /// Adds to the last field; what passes the limit on a field is counted and not kept.
    pub(super) fn extend(&mut self, part: &str) {
        let Some(record) = self.all.last() else { return };
        if record.width > self.fields.len() - record.first {
            return;
        }
        let Some(number) = self.fields.len().checked_sub(1) else { return };
        let field = &mut self.fields[number];
        // One byte more than is allowed, and the rest of its character.
        let kept = (field.end - field.start) as usize;
        let taken = part.ceil_char_boundary((FIELD_BYTES_MAX + 1).saturating_sub(kept));
        self.text.push_str(&part[..taken]);
        field.end = position(self.text.len());
        let more = (part.len() - taken) as u64;
        match self.long.last_mut().filter(|(at, _)| *at == number) {
            Some((_, bytes)) => *bytes += part.len() as u64,
            None if more > 0 => self.long.push((number, (kept + part.len()) as u64)),
            None => {}
        }
    }

    /// Records that the file ends inside quotation marks.
    pub(super) fn leave_open(&mut self) {
        if let Some(last) = self.all.last_mut() {
            last.is_open = true;
        }
    }

    /// Forgets the last record if all of its fields are blank.
    pub(super) fn drop_blank(&mut self) {
        let Some(last) = self.all.len().checked_sub(1) else { return };
        if self.get(last).is_blank() {
            let first = self.all[last].first;
            self.text.truncate(self.fields[first].start as usize);
            self.fields.truncate(first);
            self.all.truncate(last);
        }
    }
}

impl<'a> Record<'a> {
    /// A field, as far as it is kept; empty past the last.
    #[inline]
    pub(super) fn field(self, number: usize) -> &'a str {
        self.fields.get(number).map_or("", |field| self.text_of(*field))
    }

    /// A field without the blanks around it.
    #[inline]
    pub(super) fn cell(self, number: usize) -> &'a str {
        trimmed(self.field(number))
    }

    /// The fields that are kept.
    pub(super) fn fields(self) -> impl Iterator<Item = &'a str> {
        self.fields.iter().map(move |field| self.text_of(*field))
    }

    fn text_of(self, field: Field) -> &'a str {
        &self.text[field.start as usize..field.end as usize]
    }

    /// The length of a field in bytes, kept or not.
    pub(super) fn bytes(self, number: usize) -> u64 {
        let at = self.extent.first + number;
        let long = self.long.iter().find(|(long, _)| *long == at);
        long.map_or_else(|| self.field(number).len() as u64, |(_, bytes)| *bytes)
    }

    /// How many fields there are, kept or not.
    pub(super) const fn width(self) -> usize {
        self.extent.width
    }

    /// The line on which the record begins.
    pub(super) const fn line(self) -> u64 {
        self.extent.line
    }

    /// Whether the file ends inside quotation marks.
    pub(super) const fn is_open(self) -> bool {
        self.extent.is_open
    }

    /// Whether all fields are short, and nothing in them but printable ASCII.
    pub(super) const fn is_plain(self) -> bool {
        self.extent.is_plain
    }

    /// Whether all fields are blank.
    fn is_blank(self) -> bool {
        self.fields().all(|field| trimmed(field).is_empty())
    }
}

/// A place in the text of records, which is far shorter than 4 GiB: blocks are small, and so is
/// what is kept of a record.
fn position(byte: usize) -> u32 {
    u32::try_from(byte).expect("the text of a block and one record is short")
}

/// A text without the blanks around it.
#[inline]
fn trimmed(text: &str) -> &str {
    let is_plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if is_plain(bytes.first()) && is_plain(bytes.last()) { text } else { text.trim() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_field_is_counted_and_its_start_kept() {
        let mut records = Records::default();
        records.begin(1);
        records.begin_field(2);
        records.extend("a");
        records.begin_field(2);
        for _ in 0..3 {
            records.extend(&"é".repeat(FIELD_BYTES_MAX));
        }
        records.begin_field(2);
        records.extend("not kept");
        let record = records.get(0);
        assert_eq!((record.width(), record.field(0), record.field(2)), (3, "a", ""));
        assert_eq!((record.bytes(0), record.bytes(1)), (1, 6 * FIELD_BYTES_MAX as u64));
        assert!(record.field(1).len() <= FIELD_BYTES_MAX + 2, "{}", record.field(1).len());
        assert!(records.bytes() <= FIELD_BYTES_MAX + 3);
    }

    #[test]
    fn blank_records_leave_nothing_behind() {
        let mut records = Records::default();
        for line in ["a;b", " ;\u{a0}", "c;d"] {
            records.split(line, b';', (1, false));
            records.drop_blank();
        }
        let fields: Vec<&str> = records.iter().flat_map(Record::fields).collect();
        assert_eq!((fields.join(""), records.bytes()), ("abcd".to_owned(), 6));
    }
}
