//! Quantities as records: units by their place in the built-in table.

use std::sync::Arc;

use crate::record::{Reader, Record, Writer, record, record_variants};

use super::{Bound, Interval, Kind, Quantity, Rate, Schedule, Sense, Unit, Units, Value};

record! {
    Bound { least, most, open }
    Interval { low, high, sense }
    Rate { count, unit }
    Quantity { span, core, kind, value, unit, per, approximate, ambiguous, number, written }
}

record_variants! {
    Kind {
        Data, Speed, Money, Duration, Percent, Count, Number, Length, Weight, TimeOfDay, Schedule,
        Date,
    }
    Sense { Exact, AtLeast, AtMost, Within, Range, Unlimited }
    Value { Interval(held), Schedule(held), Date(held) }
}

impl Record for Arc<Unit> {
    fn write(&self, out: &mut Writer) {
        let mut known = Units::builtin().all().iter();
        match known.position(|unit| unit == self) {
            Some(at) => at.write(out),
            None => out.give_up(),
        }
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        let at = usize::read(input)?;
        Units::builtin().all().get(at).map(Self::clone)
    }
}

impl Record for Schedule {
    fn write(&self, out: &mut Writer) {
        self.ranges().to_vec().write(out);
        self.holidays.write(out);
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        let ranges = Vec::read(input)?;
        Self::of_ranges(ranges, Option::read(input)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_read_as_it_was_written() {
        let path = Arc::from("a.md");
        for unit in Units::builtin().all() {
            let mut out = Writer::new(&path);
            unit.write(&mut out);
            let bytes = out.finish().unwrap();
            let read = Arc::<Unit>::read(&mut Reader::new(&path, &bytes));
            assert_eq!(read.as_ref(), Some(unit));
        }
    }
}
