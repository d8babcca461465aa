//! Writing an edited text in the encoding that its file has.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// The bytes of `new` in the encoding and with the byte order mark in which `bytes` are `old`.
///
/// `None` where no encoding gives back the bytes, or where it has no sign for what is new.
///
/// # Examples
///
/// ```
/// use pledgelint::fix::encode_as;
///
/// let bytes = b"\xff\xfea\x00";
/// assert_eq!(encode_as(bytes, "a", "b").as_deref(), Some(&b"\xff\xfeb\x00"[..]));
/// ```
#[must_use]
pub fn encode_as(bytes: &[u8], old: &str, new: &str) -> Option<Vec<u8>> {
    let unicode: [fn(&str) -> Vec<u8>; 6] = [
        |text| text.as_bytes().to_vec(),
        |text| [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        |text| utf16(text, u16::to_le_bytes),
        |text| utf16(text, u16::to_be_bytes),
        |text| [b"\xff\xfe", &*utf16(text, u16::to_le_bytes)].concat(),
        |text| [b"\xfe\xff", &*utf16(text, u16::to_be_bytes)].concat(),
    ];
    let mut unicode = unicode.iter();
    if let Some(encode) = unicode.find(|encode| encode(old) == bytes) {
        return Some(encode(new));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let same = encoded(encoding, old)? == bytes;
    same.then(|| encoded(encoding, new)).flatten()
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

fn encoded(encoding: &'static Encoding, text: &str) -> Option<Vec<u8>> {
    let (bytes, _, lost) = encoding.encode(text);
    (!lost).then(|| bytes.into_owned())
}

#[cfg(test)]
mod tests {
    use super::encode_as;

    #[test]
    fn every_encoding_is_kept() {
        let check = |old: &[u8], text: &str, new: &str, expected: Option<&[u8]>| {
            assert_eq!(encode_as(old, text, new).as_deref(), expected, "{text}");
        };
        check(
            "à\r\n".as_bytes(),
            "à\r\n",
            "é\r\n",
            Some("é\r\n".as_bytes()),
        );
        check(b"\xef\xbb\xbfa", "a", "b", Some(b"\xef\xbb\xbfb"));
        check(b"\xfe\xff\x00a", "a", "b", Some(b"\xfe\xff\x00b"));
        check(b"a\x00", "a", "b", Some(b"b\x00"));
        let (old, new) = (
            &b"Le remboursement est possible apr\xe8s 14 jours"[..],
            &b"Le remboursement est possible apr\xe8s 30 jours"[..],
        );
        let text = "Le remboursement est possible après 14 jours";
        check(old, text, &text.replace("14", "30"), Some(new));
        check(old, text, "天", None);
        check(b"other", text, "new", None);
    }
}
