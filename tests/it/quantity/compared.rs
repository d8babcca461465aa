//! Where one comparison ends and the next begins: ends that are included, hedges, rates, currencies.

use pledgelint::quantity::{
    Comparison, Consistency, Kind, Promised, Quantity, against_each_other, against_promise,
    consistency,
};

use super::{only, reader};

/// The last quantity of a text, read as one of a kind.
fn told(language: &str, text: &str, kind: Kind) -> Quantity {
    let found = reader(language).read(text, Some(kind)).pop();
    found.unwrap_or_else(|| panic!("nothing in `{text}`"))
}

#[test]
fn a_promise_is_held_against_both_ends_of_what_is_told() {
    use Comparison::{Differs, Exceeds, Incomparable, Meets, Vague, Worse};
    for (promised, language, text, expected) in [
        // At least.
        ("at least 30 GB", "en", "30 GB", Meets),
        ("at least 30 GB", "en", "31 GB", Exceeds),
        ("at least 30 GB", "en", "29 GB", Worse),
        ("at least 30 GB", "en", "more than 30 GB", Meets),
        ("at least 30 GB", "en", "at most 30 GB", Vague),
        ("at least 30 GB", "en", "less than 30 GB", Worse),
        ("at least 30 GB", "en", "20 to 40 GB", Worse),
        ("at least 30 GB", "en", "30 to 40 GB", Meets),
        ("at least 30 GB", "en", "unlimited data", Exceeds),
        ("at least 30 days", "en", "at most 30 days", Meets),
        ("at least 30 days", "en", "less than 30 days", Worse),
        ("more than 30 GB", "en", "30 GB", Worse),
        ("more than 30 GB", "en", "more than 30 GB", Meets),
        ("more than 30 GB", "en", "31 GB", Exceeds),
        ("at least 30 GB", "en", "about 30 GB", Vague),
        ("at least 30 GB", "en", "about 28 GB", Vague),
        ("at least 30 GB", "en", "about 20 GB", Worse),
        ("at least 30 GB", "en", "about 40 GB", Vague),
        // At most.
        ("at most 30 GB", "en", "30 GB", Meets),
        ("at most 30 GB", "en", "29 GB", Exceeds),
        ("at most 30 GB", "en", "31 GB", Worse),
        ("at most 30 GB", "en", "less than 30 GB", Meets),
        ("at most 30 GB", "en", "more than 30 GB", Worse),
        ("at most 30 GB", "en", "at least 30 GB", Vague),
        ("at most 30 GB", "en", "at least 20 GB", Vague),
        ("at most 30 GB", "en", "20 to 40 GB", Worse),
        ("at most 30 GB", "en", "20 to 30 GB", Meets),
        ("at most 30 GB", "en", "unlimited data", Worse),
        ("less than 30 GB", "en", "30 GB", Worse),
        ("less than 30 GB", "en", "less than 30 GB", Meets),
        ("less than 30 GB", "en", "29 GB", Exceeds),
        // Between.
        ("between 20 and 30 GB", "en", "20 GB", Meets),
        ("between 20 and 30 GB", "en", "25 GB", Meets),
        ("between 20 and 30 GB", "en", "30 GB", Meets),
        ("between 20 and 30 GB", "en", "19 GB", Differs),
        ("between 20 and 30 GB", "en", "31 GB", Differs),
        ("between 20 and 30 GB", "en", "22 to 28 GB", Meets),
        ("between 20 and 30 GB", "en", "22 to 32 GB", Differs),
        ("between 20 and 30 GB", "en", "10 to 15 GB", Differs),
        ("between 20 and 30 GB", "en", "at least 25 GB", Vague),
        ("between 20 and 30 GB", "en", "at most 25 GB", Meets),
        ("between 20 and 30 GB", "en", "at most 35 GB", Vague),
        ("between 20 and 30 GB", "en", "unlimited data", Differs),
        // Exactly.
        ("30 GB", "en", "30 GB", Meets),
        ("30 GB", "en", "31 GB", Differs),
        ("30 GB", "en", "20 to 40 GB", Vague),
        ("30 GB", "en", "31 to 40 GB", Differs),
        ("30 GB", "en", "at most 30 GB", Meets),
        ("30 GB", "en", "at most 40 GB", Differs),
        ("30 GB", "en", "about 30 GB", Meets),
        ("30 GB", "en", "about 32 GB", Vague),
        ("30 GB", "en", "about 40 GB", Differs),
        ("30 GB", "en", "unlimited data", Differs),
        // Days, rates and kinds.
        ("Mon-Fri 9:00-18:00", "en", "Mon–Fri 9am–6pm", Meets),
        ("Mon-Fri 9:00-18:00", "en", "24/7", Exceeds),
        ("Mon-Fri 9:00-18:00", "en", "Mon–Fri 9am–5pm", Worse),
        ("Mon-Fri 9:00-18:00", "en", "Sat 9am–8pm", Worse),
        ("30 GB per month", "vi", "30GB/tháng", Meets),
        ("30 GB per month", "zh", "每月30GB", Meets),
        ("30 GB per month", "zh", "每天1GB", Meets),
        ("30 GB per month", "zh", "每天2GB", Differs),
        ("3 users", "en", "3 messages", Incomparable),
        ("at most 10 USD", "en", "at most €10", Incomparable),
    ] {
        let promise = Promised::parse(promised, None).expect(promised);
        assert_eq!(promise.text(), promised, "{text}");
        let told = told(language, text, promise.kind());
        let found = against_promise(&promise, &told);
        assert_eq!(found, expected, "{promised} / {text}");
    }
}

#[test]
fn an_unlimited_promise_is_met_by_no_limit_alone() {
    let promise = Promised::parse("unlimited", Some(Kind::Data)).expect("a value");
    for (language, text, expected) in [
        ("en", "unlimited data", Comparison::Meets),
        ("en", "at least 30 GB", Comparison::Vague),
        ("en", "30 GB", Comparison::Worse),
        ("en", "up to 30 GB", Comparison::Worse),
        ("vi", "data không giới hạn", Comparison::Meets),
        ("vi", "30GB", Comparison::Worse),
        ("zh", "流量不限量", Comparison::Meets),
        ("zh", "30GB", Comparison::Worse),
    ] {
        let told = told(language, text, Kind::Data);
        assert_eq!(against_promise(&promise, &told), expected, "{text}");
    }
}

#[test]
fn two_values_of_one_thing_are_the_same_or_not() {
    use Comparison::{Ambiguous, Differs, Incomparable, Meets};
    use Consistency as C;
    for (language, a, b, against, both) in [
        ("en", "30 GB", "30 GB", Meets, C::Consistent),
        ("en", "30 GB", "31 GB", Differs, C::Contradicted),
        (
            "en",
            "at least 30 GB",
            "at least 31 GB",
            Differs,
            C::Consistent,
        ),
        ("en", "at least 30 GB", "31 GB", Meets, C::Consistent),
        ("en", "at least 30 GB", "29 GB", Differs, C::Contradicted),
        ("en", "more than 30 GB", "30 GB", Differs, C::Contradicted),
        (
            "en",
            "within 30 days",
            "at most 30 days",
            Meets,
            C::Consistent,
        ),
        (
            "en",
            "within 30 days",
            "at most 20 days",
            Differs,
            C::Contradicted,
        ),
        ("en", "within 30 days", "20 days", Differs, C::Contradicted),
        (
            "en",
            "within 30 days",
            "at least 20 days",
            Meets,
            C::Consistent,
        ),
        ("en", "20 to 30 GB", "20 to 30 GB", Meets, C::Consistent),
        ("en", "20 to 30 GB", "20 to 31 GB", Differs, C::Consistent),
        ("en", "20 to 30 GB", "25 GB", Meets, C::Consistent),
        ("en", "20 to 30 GB", "35 GB", Differs, C::Contradicted),
        ("en", "about 30 GB", "32 GB", Meets, C::Consistent),
        ("en", "about 30 GB", "34 GB", Differs, C::Contradicted),
        ("en", "about 30 GB", "27 GB", Meets, C::Consistent),
        ("en", "99.5 %", "at most 99.5 %", Meets, C::Consistent),
        ("en", "99 %", "at most 99.5 %", Differs, C::Consistent),
        ("en", "$5", "$5.00", Meets, C::Consistent),
        ("en", "$5", "€5", Incomparable, C::Review),
        ("en", "$5", "5 AUD", Ambiguous, C::Review),
        ("en", "5 users", "5 messages", Incomparable, C::Incomparable),
        ("en", "5 GB", "5 days", Incomparable, C::Incomparable),
        ("en", "30", "30 GB", Incomparable, C::Incomparable),
        ("en", "30", "30 users", Meets, C::Consistent),
        ("en", "Unlimited", "30 GB", Differs, C::Contradicted),
        ("en", "Unlimited", "$30", Incomparable, C::Incomparable),
        ("vi", "Không giới hạn", "30GB", Differs, C::Contradicted),
        ("zh", "不限量", "30GB", Differs, C::Contradicted),
        ("en", "5 GB a day", "35 GB a week", Meets, C::Consistent),
        ("en", "5 GB a day", "36 GB a week", Differs, C::Contradicted),
        ("en", "5 GB a day", "5 GB per user", Incomparable, C::Review),
        ("en", "Open 24/7", "Open 24/7", Meets, C::Consistent),
        (
            "en",
            "Open Mon–Fri 9–5",
            "Open Mon–Fri 9–6",
            Differs,
            C::Contradicted,
        ),
        ("vi", "1,5 triệu đồng", "1.500.000đ", Meets, C::Consistent),
        ("vi", "12 tháng", "1 năm", Meets, C::Consistent),
        ("zh", "半年", "6个月", Meets, C::Consistent),
        ("zh", "约30天", "32天", Meets, C::Consistent),
        ("zh", "约30天", "40天", Differs, C::Contradicted),
    ] {
        let (one, other) = (only(language, a), only(language, b));
        for (x, y) in [(&one, &other), (&other, &one)] {
            assert_eq!(against_each_other(x, y), against, "{a} / {b}");
            assert_eq!(consistency(x, y), both, "{a} / {b}");
        }
    }
}
