//! Files of public routing instances: text to an [`Instance`], or findings that say why not.
//!
//! Each form has a reader of its own, and [`Form`] knows a file by its look. The forms and what
//! is read of each are in `docs/reference/instances.md`; a field that nothing here can honour is
//! a finding and never left aside in silence. Every count and every number has a named limit, so
//! that a hostile file costs findings and no memory.
//!
//! A set has a [`Convention`] of rounding, which the caller may overrule; distances that a file
//! spells out are taken as they are.
//!
//! Entry points: [`read_instance`], [`read_instance_text`], [`read_best_known`].
//!
//! ```
//! use leenroute::ingest::instance::read_instance_text;
//!
//! let text = "2 1 1 1\n0 5\n1 3 4 0 2 1 1 1\n2 0 0 0 0 0 0\n";
//! let read = read_instance_text("tiny", text.as_bytes(), None, None);
//! assert_eq!(read.instance.expect("an instance").customers.len(), 1);
//! ```

mod best_known;
mod codes;
mod cordeau;
mod edges;
mod form;
mod keyed;
mod limits;
mod lkh;
mod sheet;
mod solomon;
#[cfg(test)]
mod tests;
mod vehicles;
mod vroom;
mod vrplib;

use std::fs;
use std::path::Path;

pub use best_known::{BestKnown, read_best_known};
pub use form::Form;

use self::limits::{BYTES_MAX, LOAD_SUM_MAX};
use self::sheet::Sheet;
use super::error::IngestError;
use crate::diagnostic::{Diagnostics, Span};
use crate::model::instance::{Convention, Instance};

/// What a file gave.
#[derive(Debug)]
pub struct InstanceReading {
    /// The instance, if nothing refused it.
    pub instance: Option<Instance>,
    /// The form, if it was known.
    pub form: Option<Form>,
    /// All that was found.
    pub found: Diagnostics,
}

/// Reads a file; `form` and `convention` overrule what its look and its set say.
pub fn read_instance(
    path: &Path,
    form: Option<Form>,
    convention: Option<Convention>,
) -> Result<InstanceReading, IngestError> {
    let unreadable = |source| IngestError::Instance { path: path.to_owned(), source };
    let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    let bytes = fs::metadata(path).map_err(unreadable)?.len();
    if bytes > BYTES_MAX {
        let mut found = Diagnostics::default();
        found.push(codes::too_much(Span::file(&file), "bytes", &BYTES_MAX.to_string()));
        return Ok(InstanceReading { instance: None, form, found });
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    Ok(read_instance_text(&file, &bytes, form, convention))
}

/// Reads the bytes of a file.
pub fn read_instance_text(
    file: &str,
    bytes: &[u8],
    form: Option<Form>,
    convention: Option<Convention>,
) -> InstanceReading {
    let mut found = Diagnostics::default();
    let text = match str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = before.split(|&byte| byte == b'\n').count();
            found.push(codes::no_text(file, line as u64));
            return InstanceReading { instance: None, form, found };
        }
    };
    let Some(form) = form.or_else(|| Form::of(text)) else {
        found.push(codes::form_unknown(file));
        return InstanceReading { instance: None, form, found };
    };
    let mut sheet = Sheet::new(file, text);
    let instance = match form {
        Form::Cordeau => cordeau::read(&mut sheet, convention.unwrap_or(Convention::Exact)),
        Form::Solomon => solomon::read(&mut sheet, convention.unwrap_or(Convention::Dimacs)),
        Form::Vrplib => vrplib::read(&mut sheet, convention),
        Form::Lkh => lkh::read(&mut sheet, convention),
        Form::Vroom => vroom::read(&mut sheet, text, convention),
    };
    let instance = instance.map(|instance| checked(&mut sheet, instance));
    if instance.is_none() && sheet.is_sound() {
        sheet.refuse(codes::form_unknown(file));
    }
    let instance = instance.filter(|_| sheet.is_sound());
    InstanceReading { instance, form: Some(form), found: sheet.found.finish() }
}

/// What every form has to hold, and the name of the file where it has none of its own.
fn checked(sheet: &mut Sheet<'_>, mut instance: Instance) -> Instance {
    let span = || Span::file(sheet.file);
    let mut findings = Vec::new();
    for dimension in 0..2 {
        let loads =
            instance.customers.iter().map(|of| of.delivery[dimension] + of.pickup[dimension]);
        if loads.sum::<i64>() > LOAD_SUM_MAX {
            findings.push(codes::too_much(span(), "demand", &LOAD_SUM_MAX.to_string()));
        }
    }
    if instance.fleets.len() > limits::FLEETS_MAX {
        findings.push(codes::too_much(span(), "vehicles", &limits::FLEETS_MAX.to_string()));
    }
    if instance.customers.is_empty() {
        findings.push(codes::field_missing(sheet.file, "customers"));
    }
    for finding in findings {
        sheet.refuse(finding);
    }
    if instance.name.is_empty() {
        let stem = sheet.file.rsplit_once('.').map_or(sheet.file, |(stem, _)| stem);
        stem.clone_into(&mut instance.name);
    }
    instance
}
