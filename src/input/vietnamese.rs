//! Encodings of Vietnamese from before Unicode, which no library here decodes: they look like
//! Western texts, and would be read as words of no language.

/// So many letters of an encoding show it.
const FEWEST: usize = 4;

/// So much of a text is looked at, in bytes.
const SAMPLE: usize = 64 * 1024;

/// The name of the encoding that a text is in, if it is one of these.
pub(super) fn old_encoding(bytes: &[u8]) -> Option<&'static str> {
    let bytes = &bytes[..bytes.len().min(SAMPLE)];
    if is_tcvn3(bytes) {
        return Some("TCVN3 (ABC)");
    }
    is_vni(bytes).then_some("VNI")
}

/// In TCVN3 letters have the bytes of signs, which stand in no word of a Western text.
fn is_tcvn3(bytes: &[u8]) -> bool {
    let mut kinds = [false; 256];
    let mut count = 0;
    for window in bytes.windows(2) {
        let letter = match window {
            // `tr¶`, `ho\u{b5}n`
            [before, sign @ (0xa8..=0xad | 0xb5 | 0xb6 | 0xb8)] if before.is_ascii_lowercase() => {
                sign
            }
            // `®æi`
            [sign @ 0xae, after] if after.is_ascii_lowercase() || *after >= 0xc0 => sign,
            _ => continue,
        };
        kinds[usize::from(*letter)] = true;
        count += 1;
    }
    let distinct = kinds.iter().filter(|&&seen| seen).count();
    count >= FEWEST && distinct >= 2
}

/// In VNI a tone is a letter of its own behind its vowel: `tieàn`, `thoâng`.
fn is_vni(bytes: &[u8]) -> bool {
    const VOWELS: &[u8] = b"aeouyAEOUY\xf4\xf6\xd4\xd6";
    // â ê é è å ã ä á à ë ï õ ù û ü ú ø, and their capitals.
    const TONES: &[u8] = b"\xe2\xea\xe9\xe8\xe5\xe3\xe4\xe1\xe0\xeb\xef\xf5\xf9\xfb\xfc\xfa\xf8";
    // ñ ô ö í ì æ ó ò
    const LETTERS: &[u8] = b"\xf1\xf4\xf6\xed\xec\xe6\xf3\xf2";
    let mut kinds = [false; 256];
    let (mut tones, mut letters, mut high) = (0_usize, 0_usize, 0_usize);
    let mut before = 0;
    for &byte in bytes {
        if byte >= 0x80 {
            let small = if (0xc0..=0xde).contains(&byte) {
                byte + 0x20
            } else {
                byte
            };
            high += 1;
            if TONES.contains(&small) && VOWELS.contains(&before) {
                tones += 1;
                kinds[usize::from(small)] = true;
            } else if LETTERS.contains(&small) {
                letters += 1;
            }
        }
        before = byte;
    }
    let distinct = kinds.iter().filter(|&&seen| seen).count();
    tones >= FEWEST && distinct >= 3 && (tones + letters) * 10 >= high * 9 && tones * 2 >= high
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_encodings_are_told_by_their_letters() {
        // miễn phí vận chuyển, hoàn tiền trong 30 ngày, bóp băng thông, đổi trả
        let tcvn = b"mi\xd4n ph\xdd v\xcbn chuy\xd3n, ho\xb5n ti\xd2n trong 30 ng\xb5y, b\xe3p b\xa8ng th\xabng, \xae\xe6i tr\xb6";
        assert_eq!(old_encoding(tcvn), Some("TCVN3 (ABC)"));
        let vni = b"mie\xe3n ph\xed va\xe4n chuye\xe5n, hoa\xf8n tie\xe0n trong 30 nga\xf8y, bo\xf9p ba\xeang tho\xe2ng";
        assert_eq!(old_encoding(vni), Some("VNI"));
    }

    #[test]
    fn western_texts_are_not_taken_for_them() {
        let latin1 = |text: &str| {
            text.chars()
                .map(|c| u8::try_from(u32::from(c)).unwrap())
                .collect::<Vec<u8>>()
        };
        for text in [
            "Déjà vu à Noël : «Le maïs coûte 5 €» n'est pas réélu, août, goût, naïf, poésie, aéroport".replace('€', "$"),
            "Straße, Äpfel, Bäume, über, fünf, Größe, Käse, Müller, Söhne, Häuser".to_owned(),
            "A promoção não é válida; até 10 peças, coração, informações, não há".to_owned(),
            "El niño comió piña; año, señor, caído, país, aéreo, reír, 1ª vez, 2º".to_owned(),
            "col·legi, il·lusió, paral·lel, xarel·lo, intel·ligent".to_owned(),
            "Foo® and Bar® are marks, 5 µm, 20°, §3 ¶4, m², x¹, © 2026 ACME®".to_owned(),
            "Häälin yö, äiti, määrä, pää, työ, sää, kesä, isä, hyvää yötä".to_owned(),
        ] {
            assert_eq!(old_encoding(&latin1(&text)), None, "{text}");
        }
    }
}
