//! Ctrl-C: the search stops and keeps its best plan.

use crate::app::Cancel;

static CANCEL: Cancel = Cancel::new();

/// The wish to stop, set by Ctrl-C from now on.
///
/// Where the system does not let us listen, Ctrl-C ends the program as ever; nothing is lost,
/// since folders are written beside and moved into place.
pub(super) fn cancel_on_interrupt() -> &'static Cancel {
    let listening = ctrlc::set_handler(|| CANCEL.set());
    drop(listening);
    &CANCEL
}
