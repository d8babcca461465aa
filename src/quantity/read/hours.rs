//! Schedules: days, hours, and both, with what is taken away from them.

use super::Parser;
use super::clock::{Clock, Half};
use crate::quantity::lexicon::Meaning;
use crate::quantity::schedule::{DAY, Days, EVERY_DAY, Schedule, day_range};
use crate::quantity::token::Shape;
use crate::quantity::{Kind, Quantity, Value};

/// Days as they are written.
#[derive(Clone, Copy, Debug)]
struct DayPart {
    end: usize,
    days: Days,
    /// More than one day, by a range or a word for several.
    several: bool,
}

/// Hours as they are written.
#[derive(Clone, Debug)]
struct HourPart {
    end: usize,
    ranges: Vec<(u16, u16)>,
    /// Whether the hours can be nothing but hours, with or without days beside them.
    sure: bool,
    /// Whether either end says which half of the day it is in.
    halved: bool,
}

impl HourPart {
    /// The hours as they are meant behind others of the same day: in "8-12, 1-5" the last are
    /// those of the afternoon.
    fn behind(mut self, before: &Self) -> Self {
        let Some(&(_, shut)) = before.ranges.last() else {
            return self;
        };
        for (from, to) in &mut self.ranges {
            if !self.halved && *from < shut && *from + NOON >= shut && *to + NOON <= DAY {
                (*from, *to) = (*from + NOON, *to + NOON);
            }
        }
        self
    }
}

/// Days and hours that belong together.
struct Group {
    end: usize,
    schedule: Schedule,
    sure: bool,
    /// Whether it names no days, so that its hours are those of each.
    daily: bool,
}

/// The minutes before noon.
const NOON: u16 = 12 * 60;

/// Words that may stand between days and the colon before their hours.
const HEADING: usize = 6;

/// Tokens of a word such as "between".
const BETWEEN: usize = 2;

/// Words and signs that lead from days to hours, or back: ": from".
const LINKS: usize = 2;

/// Groups that one schedule may have.
const GROUPS: usize = 8;

impl Parser<'_> {
    /// The schedule at `at`.
    pub(super) fn schedule(&self, at: usize) -> Option<(usize, Quantity)> {
        if !matches!(self.wanted, None | Some(Kind::Schedule)) {
            return None;
        }
        let opens = |meaning| matches!(meaning, Meaning::Before(_) | Meaning::Between);
        let opening = self
            .find(at, |meaning| opens(meaning).then_some(()))
            .is_some();
        let days = self.day_range(at).is_some();
        let linked = self.is(at, Meaning::Link).is_some() && !opening && !days;
        let whole = self.shut(at).or_else(|| self.named(at));
        let first = whole.or_else(|| if linked { None } else { self.group(at) })?;
        let (mut end, mut schedule, mut sure) = (first.end, first.schedule, first.sure);
        let daily = first.daily;
        let mut days_only = schedule
            .ranges()
            .iter()
            .all(|(from, to)| from % DAY == 0 && to % DAY == 0);
        for _ in 0..GROUPS {
            if let Some((cut, without)) = self.taken_away(end) {
                schedule = schedule.without(&without);
                schedule.holidays = without.holidays.or(schedule.holidays);
                end = cut;
                sure = true;
            } else if let Some(next) = self.also(end).and_then(|also| self.group(also)) {
                if daily {
                    schedule = schedule.without(&on(days_of(&next.schedule), &[(0, DAY)]));
                }
                schedule = schedule.union(&next.schedule);
                end = next.end;
                sure = true;
            } else if days_only && let Some(hours) = self.hours(self.link(end)) {
                schedule = on(days_of(&schedule), &hours.ranges);
                end = hours.end;
                (sure, days_only) = (true, false);
            } else if let Some((next, holidays)) = self.holidays(end) {
                schedule.holidays = Some(holidays);
                end = next;
            } else {
                break;
            }
        }
        if !sure && self.wanted != Some(Kind::Schedule) {
            return None;
        }
        Some((
            end,
            Quantity::new(
                self.span(at, end),
                Kind::Schedule,
                Value::Schedule(schedule),
            ),
        ))
    }

    /// Days on which nothing is open, all others being open: "closed on Sundays", 周日休息.
    fn shut(&self, at: usize) -> Option<Group> {
        let opening = self.is(at, Meaning::Closed);
        let (end, days, holidays) = match opening {
            Some(closed) => self.days_off(self.is(at, Meaning::Except).unwrap_or(closed))?,
            None => self.closed_days(at)?,
        };
        let mut schedule = Schedule::always().without(&on(days, &[(0, DAY)]));
        schedule.holidays = holidays.then_some(false);
        Some(Group {
            end,
            schedule,
            sure: true,
            daily: false,
        })
    }

    fn named(&self, at: usize) -> Option<Group> {
        let (end, index) = self.find(at, |meaning| match meaning {
            Meaning::Named(index) => Some(index),
            _ => None,
        })?;
        let schedule = self.lexicon.schedules[index].clone();
        if let Some(hours) = self.hours(self.link(end))
            && hours.sure
        {
            let days = days_of(&schedule);
            return Some(Group {
                end: hours.end,
                schedule: on(days, &hours.ranges),
                sure: true,
                daily: false,
            });
        }
        Some(Group {
            end,
            schedule,
            sure: true,
            daily: false,
        })
    }

    /// Days with hours, hours with days, or one of them.
    fn group(&self, at: usize) -> Option<Group> {
        if let Some(days) = self.days(at) {
            let link = self.link(days.end);
            let hours = self
                .hours(link)
                .or_else(|| self.all_day(link))
                .or_else(|| self.headed_hours(days.end));
            if let Some(hours) = hours {
                return Some(Group {
                    end: hours.end,
                    schedule: on(days.days, &hours.ranges),
                    sure: true,
                    daily: false,
                });
            }
            return Some(Group {
                end: days.end,
                schedule: on(days.days, &[(0, DAY)]),
                sure: days.several && days.days != EVERY_DAY,
                daily: false,
            });
        }
        let linked = self.is(at, Meaning::Link).unwrap_or(at);
        let hours = self.hours(linked).or_else(|| self.all_day(at))?;
        if let Some(days) = self.days_behind(hours.end) {
            return Some(Group {
                end: days.end,
                schedule: on(days.days, &hours.ranges),
                sure: true,
                daily: false,
            });
        }
        let hours_alone = hours.sure || self.wanted == Some(Kind::Schedule);
        hours_alone.then(|| Group {
            end: hours.end,
            schedule: on(EVERY_DAY, &hours.ranges),
            sure: true,
            daily: true,
        })
    }

    /// The days of hours that end at `at`; behind a comma they have no hours of their own: "8am to 6pm,
    /// *every day*", and not "8am to 6pm, Sunday 10 to 4".
    fn days_behind(&self, at: usize) -> Option<DayPart> {
        let links = std::iter::successors(Some(at), |&end| self.is(end, Meaning::Link));
        let mut links = links.take(1 + LINKS);
        let (all, first) =
            links.find_map(|start| Some((self.days(start)?, self.day_range(start)?)))?;
        let is_sign = !matches!(self.shape(at), Some(Shape::Word | Shape::Han));
        let has_own = |days: &DayPart| {
            let link = self.link(days.end);
            let hours = self.hours(link).or_else(|| self.all_day(link));
            hours.or_else(|| self.headed_hours(days.end)).is_some()
        };
        let is_behind = is_sign && self.is(at, Meaning::DayAnd).is_some();
        let several = first.several.then_some(first);
        let mut days = std::iter::once(all).chain(several);
        days.find(|days| !is_behind || !has_own(days))
    }

    /// Where hours may begin behind days at `at`: behind "from", a colon, a bracket.
    fn link(&self, at: usize) -> usize {
        let mut end = at;
        for _ in 0..LINKS {
            match self.is(end, Meaning::Link) {
                Some(next) => end = next,
                None => break,
            }
        }
        end
    }

    /// Where another group may begin behind one that ends at `at`.
    fn also(&self, at: usize) -> Option<usize> {
        let end = self.is(at, Meaning::DayAnd)?;
        let end = self.is(end, Meaning::DayAnd).unwrap_or(end);
        let days = self.days(end).is_some();
        let hours = self
            .hours(end)
            .is_some_and(|hours| self.days(self.link(hours.end)).is_some());
        (days || hours).then_some(end)
    }

    fn days(&self, at: usize) -> Option<DayPart> {
        let mut part = self.day_range(at)?;
        for _ in 0..7 {
            let next = self.is(part.end, Meaning::DayAnd).unwrap_or(part.end);
            let Some(more) = self.day_range(next) else {
                break;
            };
            let hours_follow = self.hours(self.link(more.end)).is_some()
                && self.hours(self.link(part.end)).is_some();
            if hours_follow || self.takes_away(part.end) {
                break;
            }
            part = DayPart {
                end: more.end,
                days: part.days | more.days,
                several: true,
            };
        }
        Some(part)
    }

    fn day_range(&self, at: usize) -> Option<DayPart> {
        if let Some((end, index)) = self.find(at, |meaning| match meaning {
            Meaning::Days(index) => Some(index),
            _ => None,
        }) {
            let days = days_of(&self.lexicon.schedules[index]);
            return Some(DayPart {
                end,
                days,
                several: true,
            });
        }
        let (end, first) = self.day(at)?;
        let range = self.other_end(at, end).and_then(|join| self.day(join));
        Some(match range {
            Some((end, last)) => DayPart {
                end,
                days: day_range(first, last),
                several: true,
            },
            None => DayPart {
                end,
                days: 1 << first,
                several: false,
            },
        })
    }

    /// Where the other end of a range may begin whose first end stands at `start..end`: "and" lists two
    /// days or hours, and joins them behind "between" alone.
    fn other_end(&self, start: usize, end: usize) -> Option<usize> {
        let join = self.is(end, Meaning::DayJoin)?;
        let lists = self.is(end, Meaning::DayAnd) == Some(join);
        let between = |at: usize| self.is(at, Meaning::Between) == Some(start);
        let paired = (start.saturating_sub(BETWEEN)..start).any(between);
        (!lists || paired).then_some(join)
    }

    fn day(&self, at: usize) -> Option<(usize, u8)> {
        let (end, day) = self.find(at, |meaning| match meaning {
            Meaning::Day(day) => Some(day),
            _ => None,
        })?;
        let point = self.sign(end) == Some('.')
            && self.glued(end)
            && self.is(end + 1, Meaning::DayJoin).is_some();
        Some((end + usize::from(point), day))
    }

    fn hours(&self, at: usize) -> Option<HourPart> {
        let mut part = self.hour_range(at)?;
        for _ in 0..4 {
            let and = self.is(part.end, Meaning::DayAnd).unwrap_or(part.end);
            let next = self.hour_range(self.is(and, Meaning::DayAnd).unwrap_or(and));
            let next = next.filter(|more| and > part.end || more.sure);
            let Some(more) = next else { break };
            let more = more.behind(&part);
            part.ranges.extend(more.ranges);
            part.sure |= more.sure;
            part.end = more.end;
        }
        Some(part)
    }

    /// Hours behind a colon that ends a heading of a few words: "Weekend support: 10am–4pm".
    fn headed_hours(&self, at: usize) -> Option<HourPart> {
        let word = |at: &usize| {
            let lone = self.day(*at).is_none() && self.is(*at, Meaning::Closed).is_none();
            matches!(self.shape(*at), Some(Shape::Word | Shape::Han)) && lone
        };
        let colon = at + (at..at + HEADING).take_while(word).count();
        let headed = colon > at && self.sign(colon) == Some(':');
        self.hours(colon + 1).filter(|hours| headed && hours.sure)
    }

    fn hour_range(&self, at: usize) -> Option<HourPart> {
        let at = self.is(at, Meaning::Link).unwrap_or(at);
        let first = self.clock(at)?;
        let halves = self.half_before(at) == Some(Half::Before)
            && self.half_before(first.end) == Some(Half::After);
        let join = self
            .other_end(at, first.end)
            .or(halves.then_some(first.end))?;
        let last = self.clock(join)?;
        if !last.marked && self.unit_end(last.end).is_some() {
            return None;
        }
        let (from, to) = ends(&first, &last);
        if from == to % DAY && !(from == 0 && to == DAY) {
            return None;
        }
        let clear = |clock: &Clock| clock.marked && !clock.unit_like;
        let long = first.marked && last.marked && to.saturating_sub(from) >= 4 * 60;
        Some(HourPart {
            end: last.end,
            ranges: vec![(from, to)],
            sure: clear(&first) || clear(&last) || long,
            halved: first.half.is_some() || last.half.is_some(),
        })
    }

    fn all_day(&self, at: usize) -> Option<HourPart> {
        let end = self.is(at, Meaning::AllDay)?;
        Some(HourPart {
            end,
            ranges: vec![(0, DAY)],
            sure: false,
            halved: false,
        })
    }

    fn takes_away(&self, at: usize) -> bool {
        self.find(at, |meaning| {
            matches!(meaning, Meaning::Except | Meaning::Closed).then_some(())
        })
        .is_some()
    }

    /// Days at `at`, and whether public holidays go with them: "Sundays and public holidays".
    fn days_off(&self, at: usize) -> Option<(usize, Days, bool)> {
        let days = self.days(at)?;
        let joined = !matches!(self.shape(days.end), None | Some(Shape::Sign));
        let holidays = self.holidays(days.end).filter(|_| joined);
        let end = holidays.map_or(days.end, |(end, _)| end);
        Some((end, days.days, holidays.is_some()))
    }

    /// Days with the word behind them that takes them away: "Sundays closed", 周日及节假日休息.
    fn closed_days(&self, at: usize) -> Option<(usize, Days, bool)> {
        let (end, days, holidays) = self.days_off(at)?;
        if let Some(end) = self.is(end, Meaning::Closed) {
            return Some((end, days, holidays));
        }
        // The word for closed is a part of the phrase for the holidays.
        let plain = self.days(at)?.end;
        let shut = self.holidays(plain).is_some_and(|(_, open)| !open);
        (holidays && shut).then_some((end, days, true))
    }

    /// Days that are taken away at `at`: "except Sundays", "closed on Sunday", 周日休息.
    fn taken_away(&self, at: usize) -> Option<(usize, Schedule)> {
        let start = self.is(at, Meaning::DayAnd).unwrap_or(at);
        let start = if self.sign(start) == Some('.') {
            start + 1
        } else {
            start
        };
        let except = self
            .is(start, Meaning::Except)
            .and_then(|except| self.days_off(except))
            .map(|(end, days, holidays)| {
                (self.is(end, Meaning::Closed).unwrap_or(end), days, holidays)
            });
        let (end, days, holidays) = except.or_else(|| self.closed_days(start))?;
        let mut without = on(days, &[(0, DAY)]);
        without.holidays = holidays.then_some(false);
        Some((end, without))
    }

    fn holidays(&self, at: usize) -> Option<(usize, bool)> {
        let start = self.is(at, Meaning::DayAnd).unwrap_or(at);
        let phrase = |at| {
            self.find(at, |meaning| match meaning {
                Meaning::Holidays(open) => Some(open),
                _ => None,
            })
        };
        let (end, open) = phrase(start).or_else(|| phrase(self.link(start)))?;
        match self.is(end, Meaning::Closed) {
            Some(closed) => Some((closed, false)),
            None => Some((end, open)),
        }
    }
}

/// The minutes of both ends; a half of the day that one end names may hold for the other.
fn ends(first: &Clock, last: &Clock) -> (u16, u16) {
    let plain = (first.at(None), last.at(None));
    match (first.half, last.half) {
        (None, Some(half)) => {
            let alike = first.at(Some(half));
            (
                if alike < plain.1 || plain.1 == 0 {
                    alike
                } else {
                    plain.0
                },
                plain.1,
            )
        }
        (Some(half), None) => {
            let alike = last.at(Some(half));
            let other = last.at(Some(Half::After));
            (plain.0, if alike > plain.0 { alike } else { other })
        }
        // "9–5" is a working day, "22:00–6:00" is a night.
        (None, None) if plain.1 <= plain.0 && plain.1 <= NOON && plain.0 < NOON => {
            (plain.0, plain.1 + NOON)
        }
        _ => plain,
    }
}

fn on(days: Days, ranges: &[(u16, u16)]) -> Schedule {
    ranges.iter().fold(Schedule::default(), |all, &(from, to)| {
        let to = if from == to { from + DAY } else { to };
        all.union(&Schedule::on(days, from, to))
    })
}

/// The days on which a schedule has any minute.
fn days_of(schedule: &Schedule) -> Days {
    let has = |day: u16| {
        schedule
            .ranges()
            .iter()
            .any(|&(from, to)| from < (day + 1) * DAY && to > day * DAY)
    };
    (0..7)
        .filter(|&day| has(day))
        .fold(0, |days, day| days | 1 << day)
}
