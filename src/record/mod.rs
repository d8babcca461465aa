//! What is kept of a text as bytes and back, for callers that keep it between runs.
//!
//! Records are of one build: they have no names and no versions, hold ids of the rules that they
//! were made by, and mean nothing to another build or under other rules. Whoever keeps them keeps
//! with them what they depend on. Reading one never fails badly: bytes that are none give `None`.

mod parts;

use std::sync::Arc;

/// A type that can be written to a record and read from it.
pub(crate) trait Record: Sized {
    /// Appends the bytes.
    fn write(&self, out: &mut Writer);

    /// Takes the bytes off again; `None` where they are none of the type.
    fn read(input: &mut Reader<'_>) -> Option<Self>;
}

/// Bytes that are put together.
#[derive(Debug)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
    /// The path that all places are in.
    path: Arc<str>,
    whole: bool,
}

impl Writer {
    /// A writer of what is kept of the file at `path`.
    pub(crate) fn new(path: &Arc<str>) -> Self {
        Self {
            bytes: Vec::new(),
            path: Arc::clone(path),
            whole: true,
        }
    }

    /// Appends bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Says that there is something that records cannot hold.
    pub(crate) fn give_up(&mut self) {
        self.whole = false;
    }

    /// Checks that a path is that of the file, which is not written again and again.
    pub(crate) fn path(&mut self, path: &Arc<str>) {
        self.whole &= *path == self.path;
    }

    /// All that was written; `None` where something could not be.
    pub(crate) fn finish(self) -> Option<Vec<u8>> {
        self.whole.then_some(self.bytes)
    }
}

/// Bytes that are taken apart.
#[derive(Debug)]
pub(crate) struct Reader<'b> {
    rest: &'b [u8],
    path: Arc<str>,
}

impl<'b> Reader<'b> {
    /// A reader of what is kept of the file at `path`.
    pub(crate) fn new(path: &Arc<str>, bytes: &'b [u8]) -> Self {
        Self {
            rest: bytes,
            path: Arc::clone(path),
        }
    }

    /// The next `count` bytes.
    pub(crate) fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// How many bytes are left; nothing that is still to be read has more parts than that.
    pub(crate) fn left(&self) -> usize {
        self.rest.len()
    }

    /// The path of the file.
    pub(crate) fn path(&self) -> Arc<str> {
        Arc::clone(&self.path)
    }

    /// `value`, where nothing is left over.
    pub(crate) fn finish<T>(self, value: T) -> Option<T> {
        self.rest.is_empty().then_some(value)
    }
}

/// Records of structs: all fields, in turn. A field that is not named here does not compile.
///
/// `in` names a field that holds the path of the file, which is written once for all; what stands
/// behind `=>` takes what was read, and refuses what cannot be.
macro_rules! record {
    ($($type:ident $(in $path:ident)? { $($field:ident),* $(,)? } $(=> $checked:path)?)*) => {$(
        impl $crate::record::Record for $type {
            fn write(&self, out: &mut $crate::record::Writer) {
                let Self { $($path,)? $($field),* } = self;
                $(out.path($path);)?
                $($crate::record::Record::write($field, out);)*
            }

            fn read(input: &mut $crate::record::Reader<'_>) -> Option<Self> {
                let read = Self {
                    $($path: input.path(),)?
                    $($field: $crate::record::Record::read(input)?),*
                };
                $(let read = $checked(read)?;)?
                Some(read)
            }
        }
    )*};
}

/// Records of enums: the place of the variant in the list, then all that it holds. A variant that
/// is not named here does not compile.
macro_rules! record_variants {
    ($($type:ident {
        $($variant:ident $(($($held:ident),*))? $({$($field:ident),*})?),* $(,)?
    })*) => {$(
        const _: () = {
            enum Tag { $($variant),* }

            impl $crate::record::Record for $type {
                fn write(&self, out: &mut $crate::record::Writer) {
                    match self {$(
                        Self::$variant $(($($held),*))? $({$($field),*})? => {
                            out.bytes(&[Tag::$variant as u8]);
                            $($($crate::record::Record::write($held, out);)*)?
                            $($($crate::record::Record::write($field, out);)*)?
                        }
                    )*}
                }

                fn read(input: &mut $crate::record::Reader<'_>) -> Option<Self> {
                    let number = *input.bytes(1)?.first()?;
                    $(
                        if number == Tag::$variant as u8 {
                            $($(let $held = $crate::record::Record::read(input)?;)*)?
                            $($(let $field = $crate::record::Record::read(input)?;)*)?
                            return Some(Self::$variant $(($($held),*))? $({$($field),*})?);
                        }
                    )*
                    None
                }
            }
        };
    )*};
}

pub(crate) use {record, record_variants};
