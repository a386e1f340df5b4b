//! The words of findings about dates, times of day and when places are open.

use super::diagnostics::Row;

/// In the order of codes: the code, then message and help in Dutch, message and help in English.
pub(super) const TABLE: &[Row] = &[
    (
        "C0001",
        "`{1}` in `{0}` is geen datum",
        "Schrijf `{0}` als 2026-11-23 of 23-11-2026",
        "`{1}` in `{0}` is not a date",
        "Write `{0}` as 2026-11-23 or 23-11-2026",
    ),
    (
        "C0002",
        "`{1}` in `{0}` ligt niet tussen 2000 en 2100",
        "Verbeter het jaar van `{0}`",
        "`{1}` in `{0}` is not between 2000 and 2100",
        "Correct the year of `{0}`",
    ),
    (
        "C0003",
        "`{1}` in `{0}` is geen tijd tot en met 47:59",
        "Schrijf `{0}` als 08:30",
        "`{1}` in `{0}` is not a time up to 47:59",
        "Write `{0}` as 08:30",
    ),
    (
        "C0004",
        "het tijdvenster opent om {0} en sluit om {1}",
        "Verwissel de tijden, of tel 24 uur op bij een sluiting na middernacht",
        "the time window opens at {0} and closes at {1}",
        "Swap the times, or add 24 hours to a closing after midnight",
    ),
    (
        "C0005",
        "`{1}` in `{0}` is geen weekdag of rij weekdagen",
        "Schrijf `{0}` als Mon of als Mon+Thu",
        "`{1}` in `{0}` is not a weekday or a list of weekdays",
        "Write `{0}` as Mon or as Mon+Thu",
    ),
    (
        "C0006",
        "de periode begint op {0} en eindigt op {1}",
        "Verwissel de datums",
        "the period begins on {0} and ends on {1}",
        "Swap the dates",
    ),
    (
        "C0007",
        "van de periode ontbreekt `{0}`",
        "Vul beide datums in, of geen van beide",
        "the period lacks `{0}`",
        "Fill in both dates, or neither",
    ),
    (
        "C0008",
        "het tijdvenster van {0} op {1} overlapt dat van regel {2}",
        "Voeg de vensters samen, of zet ze na elkaar",
        "the time window of {0} on {1} overlaps that of line {2}",
        "Join the windows, or put one after the other",
    ),
    (
        "C0009",
        "de toegang van {0} is onbekend en aangenomen als {1} op elke dienstdag",
        "Zet de toegang van {0} in `access.csv`, of zet `key` op yes",
        "the access of {0} is unknown and assumed to be {1} on every service day",
        "Put the access of {0} into `access.csv`, or set `key` to yes",
    ),
    (
        "C0010",
        "te laat vanaf {0} ligt niet in het tijdvenster {1}",
        "Kies een moment in het venster, of laat `due` en `late_cents_per_minute` leeg",
        "late from {0} is not within the time window {1}",
        "Choose a moment within the window, or leave `due` and `late_cents_per_minute` blank",
    ),
    (
        "C0011",
        "van te laat komen ontbreekt `{0}`",
        "Vul `due` en `late_cents_per_minute` in, of geen van beide",
        "late arrival lacks `{0}`",
        "Fill in `due` and `late_cents_per_minute`, or neither",
    ),
    (
        "C0012",
        "de plaats gaat dicht in schoolvakanties, en `school_holidays.csv` noemt er geen",
        "Zet de schoolvakanties in `school_holidays.csv`, of laat de cel leeg",
        "the place closes in school holidays, and `school_holidays.csv` names none",
        "Put the school holidays into `school_holidays.csv`, or leave the cell blank",
    ),
];
