//! Records of what everything else is made of: numbers, texts, lists, places, days.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::text::{Position, Span};

use super::{Reader, Record, Writer, record};

impl Record for u64 {
    /// Seven bits a byte, the lowest first; the highest bit says that more follow.
    fn write(&self, out: &mut Writer) {
        let mut left = *self;
        while left >= 0x80 {
            out.bytes(&[left as u8 | 0x80]);
            left >>= 7;
        }
        out.bytes(&[left as u8]);
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        let mut value = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let byte = *input.bytes(1)?.first()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

macro_rules! as_u64 {
    ($($type:ty)*) => {$(
        impl Record for $type {
            fn write(&self, out: &mut Writer) {
                u64::from(*self).write(out);
            }

            fn read(input: &mut Reader<'_>) -> Option<Self> {
                u64::read(input)?.try_into().ok()
            }
        }
    )*};
}

as_u64! { u16 u32 }

impl Record for usize {
    fn write(&self, out: &mut Writer) {
        (*self as u64).write(out);
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        u64::read(input)?.try_into().ok()
    }
}

impl Record for bool {
    fn write(&self, out: &mut Writer) {
        out.bytes(&[u8::from(*self)]);
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        match input.bytes(1)? {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }
}

fn write_str(text: &str, out: &mut Writer) {
    text.len().write(out);
    out.bytes(text.as_bytes());
}

fn read_str<'b>(input: &mut Reader<'b>) -> Option<&'b str> {
    let length = usize::read(input)?;
    std::str::from_utf8(input.bytes(length)?).ok()
}

macro_rules! texts {
    ($($type:ty)*) => {$(
        impl Record for $type {
            fn write(&self, out: &mut Writer) {
                write_str(self, out);
            }

            fn read(input: &mut Reader<'_>) -> Option<Self> {
                read_str(input).map(Self::from)
            }
        }
    )*};
}

texts! { String Box<str> Arc<str> }

impl<T: Record> Record for Option<T> {
    fn write(&self, out: &mut Writer) {
        self.is_some().write(out);
        if let Some(held) = self {
            held.write(out);
        }
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        Some(if bool::read(input)? {
            Some(T::read(input)?)
        } else {
            None
        })
    }
}

fn write_all<'t, T: Record + 't>(
    count: usize,
    items: impl Iterator<Item = &'t T>,
    out: &mut Writer,
) {
    count.write(out);
    items.for_each(|item| item.write(out));
}

impl<T: Record> Record for Vec<T> {
    fn write(&self, out: &mut Writer) {
        write_all(self.len(), self.iter(), out);
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        let count = usize::read(input)?;
        // A count alone takes no memory: each item has a byte at least.
        if count > input.left() {
            return None;
        }
        (0..count).map(|_| T::read(input)).collect()
    }
}

impl<T: Record> Record for Box<[T]> {
    fn write(&self, out: &mut Writer) {
        write_all(self.len(), self.iter(), out);
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        Vec::read(input).map(Vec::into_boxed_slice)
    }
}

impl<T: Record + Ord> Record for BTreeSet<T> {
    fn write(&self, out: &mut Writer) {
        write_all(self.len(), self.iter(), out);
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        Some(Vec::read(input)?.into_iter().collect())
    }
}

impl<T: Record> Record for Box<T> {
    fn write(&self, out: &mut Writer) {
        (**self).write(out);
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        T::read(input).map(Self::new)
    }
}

impl<A: Record, B: Record> Record for (A, B) {
    fn write(&self, out: &mut Writer) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        Some((A::read(input)?, B::read(input)?))
    }
}

impl Record for Span {
    fn write(&self, out: &mut Writer) {
        self.start.write(out);
        self.len().write(out);
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        let start = usize::read(input)?;
        let length = usize::read(input)?;
        Some(Self::new(start, start.checked_add(length)?))
    }
}

record! {
    Position { line, column, utf16, utf8 }
}

impl Record for Decimal {
    fn write(&self, out: &mut Writer) {
        out.bytes(&self.serialize());
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        let bytes = input.bytes(16)?.try_into().ok()?;
        let value = Self::deserialize(bytes);
        (value.serialize() == bytes).then_some(value)
    }
}

impl Record for Date {
    fn write(&self, out: &mut Writer) {
        out.bytes(&self.year().to_le_bytes());
        out.bytes(&self.month().to_le_bytes());
        out.bytes(&self.day().to_le_bytes());
    }

    fn read(input: &mut Reader<'_>) -> Option<Self> {
        let year = i16::from_le_bytes(input.bytes(2)?.try_into().ok()?);
        let month = i8::from_le_bytes(input.bytes(1)?.try_into().ok()?);
        let day = i8::from_le_bytes(input.bytes(1)?.try_into().ok()?);
        Self::new(year, month, day).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back<T: Record + PartialEq + std::fmt::Debug>(value: &T) {
        let path = Arc::from("a.md");
        let mut out = Writer::new(&path);
        value.write(&mut out);
        let bytes = out.finish().expect("it can be kept");
        let mut input = Reader::new(&path, &bytes);
        let read = T::read(&mut input).and_then(|read| input.finish(read));
        assert_eq!(read.as_ref(), Some(value));
        for end in 0..bytes.len() {
            let mut input = Reader::new(&path, &bytes[..end]);
            assert_eq!(T::read(&mut input), None, "{end} of {bytes:?}");
        }
    }

    #[test]
    fn parts_come_back_and_halves_do_not() {
        for number in [0, 1, 127, 128, 16_383, 16_384, u64::MAX - 1, u64::MAX] {
            there_and_back(&number);
        }
        there_and_back(&(true, vec![Span::new(3, 700), Span::default()]));
        there_and_back(&Some(Arc::<str>::from("giới hạn 限速")));
        there_and_back(&(String::new(), Option::<u16>::None));
        there_and_back(&Decimal::new(-12_345, 7));
        there_and_back(&Date::constant(-44, 3, 15));
        there_and_back(&BTreeSet::from(["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn no_number_is_longer_than_it_can_be() {
        let path = Arc::from("a.md");
        let mut long = Reader::new(&path, &[0xff; 11]);
        assert_eq!(u64::read(&mut long), None);
        let mut many = Reader::new(&path, &[0xff, 0xff, 0xff, 0xff, 0x7f, 1]);
        assert_eq!(Vec::<bool>::read(&mut many), None);
    }
}
