//! When a phrase holds: now, no longer, not yet, or from one day to another.

use std::ops::Range;

use jiff::civil::Date;

use super::cue::Category;
use super::dates::{DateCue, Partial};
use super::reading::{Cue, Time};
use super::scene::{Hit, Scene};
use crate::quantity::{Kind, Units};
use crate::text::Mark;

/// An amount ends no more tokens behind its first numeral.
const LONGEST_AMOUNT: usize = 8;

/// A period and its tokens.
#[derive(Clone, Debug)]
struct Period {
    from: Option<Date>,
    until: Option<Date>,
    tokens: Range<usize>,
}

impl Scene<'_, '_> {
    /// The time of the target, and the tokens of all periods of its sentence.
    pub(super) fn time(&self, seen: &mut Vec<Cue>) -> (Time, Vec<Range<usize>>) {
        let periods = self.periods();
        let tokens = periods.iter().map(|period| period.tokens.clone()).collect();
        if let Some(period) = self.nearest(&periods)
            && !self.is_past_before(period)
        {
            let Period { from, until, .. } = *period;
            let time = match from.filter(|_| until.is_none() && self.is_end(period)) {
                Some(day) => Time::Period {
                    from: None,
                    until: day.yesterday().ok(),
                },
                None => Time::Period { from, until },
            };
            return (time, tokens);
        }
        let times = [
            (Category::Past, Time::Past),
            (Category::Future, Time::Future),
        ];
        for (category, time) in times {
            let cue = self.hits_of(category).find(|hit| self.dates_target(hit));
            if let Some(hit) = cue {
                self.seen(hit, seen);
                return (time, tokens);
            }
        }
        (Time::Now, tokens)
    }

    /// Whether the time that the cue names is that of the target: in its clause, or up to a cue
    /// for another time.
    fn dates_target(&self, hit: &Hit) -> bool {
        if hit.tokens.start >= self.target.end {
            return self.reaches_left(hit);
        }
        let between = hit.tokens.end..self.target.start;
        let changed = self.hits.iter().any(|other| {
            between.contains(&other.tokens.start)
                && matches!(other.rule.category, Category::Now | Category::Contrast)
        });
        let clauses = &self.prose.clauses()[self.clause_of(hit.tokens.start)..self.first_clause()];
        hit.rule.reaches_right()
            && hit.tokens.end <= self.target.start
            && !changed
            && self.stands_well(hit)
            && clauses.iter().all(|c| c.closed != Mark::Semicolon)
    }

    /// Whether what the period begins with is an end: "abolished from 1 May".
    fn is_end(&self, period: &Period) -> bool {
        let beside = |hit: &Hit| {
            hit.tokens.end == period.tokens.start || hit.tokens.start == period.tokens.end
        };
        self.hits
            .iter()
            .filter(|hit| hit.is(Category::Cessation) || hit.is(Category::Past))
            .any(beside)
    }

    /// Whether the target's own clause says that it is past, and the period dates what came next:
    /// "we used to slow it down, since 2024 we do not".
    fn is_past_before(&self, period: &Period) -> bool {
        let later = period.tokens.start >= self.target.end
            && self.clause_of(period.tokens.start) > self.last_clause();
        later
            && self.hits_of(Category::Past).any(|hit| {
                self.clause_of(hit.tokens.start) == self.first_clause() && self.dates_target(hit)
            })
    }

    /// The period that the target's clause names, else the nearest clause that names one.
    fn nearest<'a>(&self, periods: &'a [Period]) -> Option<&'a Period> {
        let now = self.hits_of(Category::Now).any(|hit| {
            (self.first_clause()..=self.last_clause()).contains(&self.clause_of(hit.tokens.start))
        });
        let place = |period: &Period| {
            let first = self.clause_of(period.tokens.start);
            let last = self.clause_of(period.tokens.end - 1);
            let clauses = self.prose.clauses();
            if last >= self.first_clause() && first <= self.last_clause() {
                let before = self.target.start.saturating_sub(period.tokens.end);
                let behind = period.tokens.start.saturating_sub(self.target.end);
                return Some((0, before + behind));
            }
            let (marks, side) = if last < self.first_clause() {
                (&clauses[last..self.first_clause()], 1)
            } else {
                (&clauses[self.last_clause()..first], 2)
            };
            let open = marks.iter().all(|clause| clause.closed != Mark::Semicolon);
            // "Until May, A holds; B holds": it opens the sentence and dates all of it.
            let fronts =
                period.tokens.start <= self.region.start + 1 && clauses[last].closed == Mark::Comma;
            ((open || fronts) && !now).then_some((side, marks.len()))
        };
        let stopped = |period: &Period| {
            let between = if period.tokens.end <= self.target.start {
                period.tokens.end..self.target.start
            } else {
                self.target.end..period.tokens.start.max(self.target.end)
            };
            self.is_parted(&between)
        };
        periods
            .iter()
            .filter(|period| !stopped(period) && !self.is_of_another_deed(period))
            .filter_map(|period| Some((place(period)?, period)))
            .min_by_key(|(place, _)| *place)
            .map(|(_, period)| period)
    }

    /// Whether a whole year dates another deed than the target: "we opened in 2019, and …".
    fn is_of_another_deed(&self, period: &Period) -> bool {
        let (Some(from), Some(until)) = (period.from, period.until) else {
            return false;
        };
        let whole = from.year() == until.year()
            && from.day_of_year() == 1
            && until.day_of_year() == until.days_in_year();
        let first = self.clause_of(period.tokens.start);
        if !whole || period.tokens.end > self.target.start {
            return false;
        }
        let clause = self.prose.clauses()[first];
        let fronted = clause.first.max(self.region.start) == period.tokens.start;
        if first == self.first_clause() {
            let joined = self
                .hits_of(Category::Coordinator)
                .any(|hit| (period.tokens.end..self.target.start).contains(&hit.tokens.start));
            return !fronted && joined;
        }
        !self.is_filled(clause.first.max(self.region.start)..period.tokens.start)
            || !self.is_filled(period.tokens.end..clause.end.min(self.region.end))
    }

    fn periods(&self) -> Vec<Period> {
        let has_digit = |token: usize| {
            self.prose
                .word(token)
                .starts_with(|c: char| c.is_ascii_digit())
        };
        if !self.region.clone().any(has_digit) {
            return Vec::new();
        }
        let words = &self.language.dates;
        let mut dates = words.dates(self.prose, self.region.clone());
        dates.retain(|date| !self.is_amount(date));
        let cues = words.cues(self.prose, self.region.clone(), &self.target);
        let mut periods = Vec::new();
        let mut at = 0;
        while at < dates.len() {
            let range = dates
                .get(at + 1)
                .and_then(|second| self.range(&dates[at], second, &cues));
            if let Some(period) = range {
                periods.push(period);
                at += 2;
                continue;
            }
            let date = &dates[at];
            periods.extend(period(date, &cues).or_else(|| self.bare_period(date)));
            at += 1;
        }
        periods
    }

    /// Whether what could be a bare year counts something: "from 2000 MB on", 2000到4500元.
    fn is_amount(&self, date: &Partial) -> bool {
        if date.worded || date.month.is_some() {
            return false;
        }
        let tokens = self.prose.tokens();
        let (first, end) = (date.tokens.start, self.region.end);
        let last = &tokens[(date.tokens.end + LONGEST_AMOUNT).min(end) - 1];
        let start = tokens[first].folded.start;
        let text = &self.prose.folded()[start..last.folded.end];
        let units = Units::builtin();
        let read = self.language.quantities(units).read(text, None);
        let measures = |kind: Kind| {
            use Kind::{Data, Duration, Length, Money, Percent, Speed, Weight};
            matches!(
                kind,
                Data | Speed | Money | Duration | Percent | Length | Weight
            )
        };
        let mut read = read.iter();
        read.any(|amount| amount.core.start == 0 && measures(amount.kind))
    }

    /// A year or a month, with the word for it, at the begin of a clause.
    fn bare_period(&self, date: &Partial) -> Option<Period> {
        let clause = self.prose.clauses()[self.clause_of(date.tokens.start)];
        let alone = clause.end == date.tokens.end
            && date.month.is_none()
            && matches!(clause.closed, Mark::Colon | Mark::Comma);
        let opens =
            (date.worded || alone) && date.day.is_none() && clause.first == date.tokens.start;
        (opens && self.target.start >= date.tokens.end).then(|| Period {
            from: date.first_day(),
            until: date.last_day(),
            tokens: date.tokens.clone(),
        })
    }

    /// Two dates as the ends of one period.
    fn range(
        &self,
        first: &Partial,
        second: &Partial,
        cues: &[(Range<usize>, DateCue)],
    ) -> Option<Period> {
        let between = first.tokens.end..second.tokens.start;
        let tokens = self.prose.tokens();
        let gap = &self.prose.folded()
            [tokens[between.start - 1].folded.end..tokens[between.end].folded.start];
        let dash = matches!(gap.trim(), "-" | "–" | "—" | "~");
        let joined = cues.iter().any(|(cue, kind)| {
            matches!(kind, DateCue::To | DateCue::Until | DateCue::Within)
                && (between.start..=between.start + 2).contains(&cue.start)
                && cue.end <= between.end + 1
                && cue.end + 2 >= between.end
        });
        if !dash && !joined {
            return None;
        }
        let (mut first, mut second) = (first.clone(), second.clone());
        first.year = first.year.or(second.year);
        second.year = second.year.or(first.year);
        Some(Period {
            from: Some(first.first_day()?),
            until: Some(second.last_day()?),
            tokens: before(&first.tokens, cues)..second.tokens.end,
        })
    }
}

/// The first token of a date with the word that opens its period.
fn before(date: &Range<usize>, cues: &[(Range<usize>, DateCue)]) -> usize {
    let opener = cues.iter().find(|(cue, _)| opens(cue, date));
    opener.map_or(date.start, |(cue, _)| cue.start)
}

/// Whether the cue stands before the date; it may take the date's first word with it, as "from
/// day" does.
fn opens(cue: &Range<usize>, date: &Range<usize>) -> bool {
    cue.start <= date.start && cue.end <= date.start + 1 && cue.end + 2 >= date.start
}

/// One date as the begin, the end, or the whole of a period, by the cue beside it.
fn period(date: &Partial, cues: &[(Range<usize>, DateCue)]) -> Option<Period> {
    let open = |cue: &Range<usize>| opens(cue, &date.tokens);
    let close = |cue: &Range<usize>| cue.start == date.tokens.end;
    let mut found = Period {
        from: None,
        until: None,
        tokens: date.tokens.clone(),
    };
    for (cue, kind) in cues {
        let (from, until) = match kind {
            DateCue::From if open(cue) => (date.first_day(), None),
            DateCue::FromBehind if close(cue) => (date.first_day(), None),
            DateCue::After if open(cue) => (date.last_day()?.tomorrow().ok(), None),
            DateCue::Until if open(cue) => (None, date.last_day()),
            DateCue::UntilBehind if close(cue) => (None, date.last_day()),
            DateCue::Before if open(cue) => (None, date.first_day()?.yesterday().ok()),
            DateCue::Ignored if open(cue) => return None,
            DateCue::Within if open(cue) => (date.first_day(), date.last_day()),
            DateCue::WithinBehind if close(cue) => (date.first_day(), date.last_day()),
            _ => continue,
        };
        found.tokens = found.tokens.start.min(cue.start)..found.tokens.end.max(cue.end);
        found.from = found.from.or(from);
        found.until = found.until.or(until);
        if matches!(kind, DateCue::From | DateCue::Until) {
            break;
        }
    }
    (found.from.is_some() || found.until.is_some()).then_some(found)
}
