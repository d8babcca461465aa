//! Schedules as sets of minutes of the week, and the one way in which rules files write them.

use std::fmt;

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;
/// Minutes of a week.
pub const WEEK: u16 = 7 * DAY;

/// The days of a schedule: bit 0 is Monday, bit 6 is Sunday.
pub type Days = u8;

/// All seven days.
pub const EVERY_DAY: Days = 0b111_1111;

/// A set of minutes of a week that starts on Monday, 00:00.
///
/// Kept as half-open ranges in order, neither overlapping nor touching.
/// Time zones are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Schedule {
    ranges: Vec<(u16, u16)>,
    /// Whether public holidays are in, when the text says so.
    pub holidays: Option<bool>,
}

impl Schedule {
    /// The schedule of these ranges; `None` where they are not in the form in which it keeps them.
    #[cfg(feature = "records")]
    pub(super) fn of_ranges(ranges: Vec<(u16, u16)>, holidays: Option<bool>) -> Option<Self> {
        let mut last = None;
        for &(from, to) in &ranges {
            if from >= to || to > WEEK || last.is_some_and(|last| from <= last) {
                return None;
            }
            last = Some(to);
        }
        Some(Self { ranges, holidays })
    }

    /// Every minute of the week.
    #[must_use]
    pub fn always() -> Self {
        Self {
            ranges: vec![(0, WEEK)],
            holidays: None,
        }
    }

    /// The hours `from..to`, in minutes after midnight, of each of `days`.
    ///
    /// An end at or before the start lies on the next day, so 22:00–06:00 runs through the night;
    /// after Sunday it wraps to Monday.
    #[must_use]
    pub fn on(days: Days, from: u16, to: u16) -> Self {
        let (from, to) = (from % DAY, if to > DAY { to % DAY } else { to });
        let length = if to > from {
            to - from
        } else {
            to + DAY - from
        };
        let mut schedule = Self::default();
        for day in (0..7).filter(|day| days & (1 << day) != 0) {
            let start = day * DAY + from;
            schedule.add(start, start + length);
        }
        schedule
    }

    /// The minutes in either.
    #[must_use]
    pub fn union(mut self, other: &Self) -> Self {
        for &(from, to) in &other.ranges {
            self.add(from, to);
        }
        self.holidays = self.holidays.or(other.holidays);
        self
    }

    /// The minutes of this schedule that are not in `other`.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut left = Self {
            ranges: Vec::new(),
            holidays: self.holidays,
        };
        for &(start, end) in &self.ranges {
            let mut from = start;
            for &(hole, hole_end) in &other.ranges {
                if hole_end <= from || hole >= end {
                    continue;
                }
                if hole > from {
                    left.add(from, hole);
                }
                from = from.max(hole_end);
            }
            if from < end {
                left.add(from, end);
            }
        }
        left
    }

    /// Whether each minute of `other` is in this schedule.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.without(self).ranges.is_empty()
    }

    /// The number of minutes, at most [`WEEK`].
    #[must_use]
    pub fn minutes(&self) -> u16 {
        self.ranges.iter().map(|(from, to)| to - from).sum()
    }

    /// The half-open ranges of minutes, in order.
    #[must_use]
    pub fn ranges(&self) -> &[(u16, u16)] {
        &self.ranges
    }

    /// Reads a schedule as rules files write it: "24/7", "Mon-Fri 9:00-18:00", "Sat, Sun".
    ///
    /// Parts are joined by `;` or `,`: "Mon-Fri 9:00-18:00; Sat 9:00-12:00".
    ///
    /// # Errors
    ///
    /// When a part is neither days nor hours, as a range of bytes of `text` and a message.
    pub fn parse(text: &str) -> Result<Self, (std::ops::Range<usize>, String)> {
        if matches!(text.trim(), "24/7" | "7x24" | "24x7") {
            return Ok(Self::always());
        }
        let mut whole = Self::default();
        let mut at = 0;
        for part in text.split(';') {
            whole = whole.union(&parse_part(part, at)?);
            at += part.len() + 1;
        }
        Ok(whole)
    }

    fn add(&mut self, from: u16, to: u16) {
        if to > WEEK {
            self.add(from, WEEK);
            return self.add(0, to - WEEK);
        }
        let (mut from, mut to) = (from, to);
        self.ranges.retain(|&(start, end)| {
            let apart = end < from || to < start;
            if !apart {
                from = from.min(start);
                to = to.max(end);
            }
            apart
        });
        let at = self.ranges.partition_point(|&(start, _)| start < from);
        self.ranges.insert(at, (from, to));
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.minutes() == WEEK {
            return f.write_str("24/7");
        }
        let mut separator = "";
        for day in 0..7 {
            let (first, last) = (day * DAY, (day + 1) * DAY);
            for &(from, to) in &self.ranges {
                let (from, to) = (from.max(first), to.min(last));
                if from < to {
                    let (start, end) = (from - first, to - first);
                    write!(f, "{separator}{}", NAMES[usize::from(day)])?;
                    write!(
                        f,
                        " {}:{:02}-{}:{:02}",
                        start / 60,
                        start % 60,
                        end / 60,
                        end % 60
                    )?;
                    separator = "; ";
                }
            }
        }
        Ok(())
    }
}

const NAMES: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

fn parse_part(part: &str, at: usize) -> Result<Schedule, (std::ops::Range<usize>, String)> {
    let (mut days, mut hours) = (0, Vec::new());
    let mut whole = Schedule::default();
    let mut offset = 0;
    for word in part.split([' ', ',']) {
        let span = at + offset..at + offset + word.len();
        offset += word.len() + 1;
        if word.is_empty() {
            continue;
        }
        if let Some(more) = parse_days(word) {
            // "Mon-Fri 8:00-20:00, Sat 9:00-17:00": days behind hours begin another part.
            if days != 0 && !hours.is_empty() {
                whole = whole.union(&open_on(days, &hours));
                (days, hours) = (0, Vec::new());
            }
            days |= more;
        } else if let Some(range) = parse_hours(word) {
            hours.push(range);
        } else {
            let help = "a schedule is `24/7`, or days and hours such as `Mon-Fri 9:00-18:00`";
            return Err((span, format!("`{word}` is neither days nor hours; {help}")));
        }
    }
    if days == 0 && hours.is_empty() {
        return Err((at..at + part.len(), "no days and no hours here".into()));
    }
    let days = if days == 0 { EVERY_DAY } else { days };
    if hours.is_empty() {
        hours.push((0, DAY));
    }
    Ok(whole.union(&open_on(days, &hours)))
}

fn open_on(days: Days, hours: &[(u16, u16)]) -> Schedule {
    hours.iter().fold(Schedule::default(), |all, &(from, to)| {
        all.union(&Schedule::on(days, from, to))
    })
}

fn parse_days(word: &str) -> Option<Days> {
    let day = |name: &str| {
        NAMES
            .iter()
            .position(|known| name.eq_ignore_ascii_case(known))
    };
    match word.split_once(['-', '–']) {
        Some((first, last)) => Some(day_range(day(first)? as u8, day(last)? as u8)),
        None => day(word).map(|day| 1 << day),
    }
}

/// The days from `first` to `last`, both included, 0 for Monday; a later start wraps the week.
pub(super) fn day_range(first: u8, last: u8) -> Days {
    let mut days = 0;
    let mut day = first % 7;
    loop {
        days |= 1 << day;
        if day == last % 7 {
            return days;
        }
        day = (day + 1) % 7;
    }
}

fn parse_hours(word: &str) -> Option<(u16, u16)> {
    let (from, to) = word.split_once(['-', '–'])?;
    Some((parse_clock(from)?, parse_clock(to)?))
}

fn parse_clock(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':').unwrap_or((text, "0"));
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (hour <= 24 && minute < 60 && hour * 60 + minute <= DAY).then(|| hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(text: &str) -> u16 {
        Schedule::parse(text).expect("a schedule").minutes()
    }

    #[test]
    fn days_behind_hours_begin_another_part() {
        let parts = Schedule::parse("Mon-Fri 8:00-20:00; Sat 9:00-17:00");
        assert_eq!(Schedule::parse("Mon-Fri 8:00-20:00, Sat 9:00-17:00"), parts);
        let noon = Schedule::parse("Mon, Tue 9:00-12:00, 13:00-17:00");
        assert_eq!(noon.map(|week| week.minutes()), Ok(2 * 7 * 60));
    }

    #[test]
    fn schedules_are_sets_of_minutes() {
        for (text, expected) in [
            ("24/7", WEEK),
            ("Mon-Fri 9:00-17:00", 2400),
            ("Mon-Fri 9-17; Sat 9-12", 2580),
            ("Sat, Sun", 2 * DAY),
            ("22:00-6:00", 7 * 8 * 60),
            ("Fri-Mon 9-10", 240),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
        assert_eq!(
            Schedule::parse("Mon-Fri noon").expect_err("no hours").0,
            8..12
        );
    }

    #[test]
    fn difference_and_cover_agree() {
        let week = Schedule::always();
        let office = Schedule::on(0b1_1111, 9 * 60, 17 * 60);
        assert!(week.covers(&office) && !office.covers(&week));
        assert_eq!(week.without(&office).minutes(), WEEK - 2400);
        assert_eq!(week.without(&office).union(&office), week);
        assert_eq!(
            Schedule::parse(&office.to_string()).expect("its own form"),
            office
        );
    }

    /// The minutes of a schedule, one by one.
    fn each(schedule: &Schedule) -> Vec<bool> {
        let holds = |minute: u16| {
            let mut ranges = schedule.ranges().iter();
            ranges.any(|&(from, to)| (from..to).contains(&minute))
        };
        (0..WEEK).map(holds).collect()
    }

    #[test]
    fn sets_are_those_of_their_minutes() {
        let texts = [
            "Mon 9-12",
            "Mon 12-13",
            "Mon 9-17",
            "Mon-Wed 10-11",
            "Sun 22-6",
            "Mon 0-6",
            "Sat, Sun",
            "Mon 11-12; Tue 9-10",
            "24/7",
        ];
        let schedules = texts.map(|text| Schedule::parse(text).expect("a schedule"));
        for (a, one) in schedules.iter().zip(texts) {
            let again = Schedule::parse(&a.to_string()).expect("its own form");
            assert_eq!(&again, a, "{one}");
            for (b, other) in schedules.iter().zip(texts) {
                let (x, y) = (each(a), each(b));
                let both = |join: fn(bool, bool) -> bool| -> Vec<bool> {
                    x.iter().zip(&y).map(|(&x, &y)| join(x, y)).collect()
                };
                let union = a.clone().union(b);
                assert_eq!(each(&union), both(|x, y| x || y), "{one} and {other}");
                let rest = a.without(b);
                assert_eq!(each(&rest), both(|x, y| x && !y), "{one} without {other}");
                for made in [union, rest] {
                    let mut pairs = made.ranges.windows(2);
                    let apart = pairs.all(|pair| pair[0].1 < pair[1].0);
                    assert!(apart, "{one} and {other}: {:?}", made.ranges);
                }
                let covers = x.iter().zip(&y).all(|(x, y)| *x || !y);
                assert_eq!(a.covers(b), covers, "{one} covers {other}");
            }
        }
    }

    #[test]
    fn hours_end_with_the_day_and_minutes_with_the_hour() {
        for (text, expected) in [
            ("Mon 0:00-24:00", DAY),
            ("Mon 23:59-24:00", 1),
            ("Mon 9-9", DAY),
            ("Mon 22:00-6:00", 8 * 60),
            ("Sun 22:00-6:00", 8 * 60),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
        for text in [
            "Mon 9:60-10",
            "Mon 9-25",
            "Mon 9-24:01",
            "Mon -9",
            "Mo 9-10",
            ";",
            "",
        ] {
            assert!(Schedule::parse(text).is_err(), "{text}");
        }
    }
}
