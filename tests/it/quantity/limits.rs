//! Two amounts as limits: the two sides of one, and how far what lies behind one reaches.

use pledgelint::quantity::{
    are_of_two_currencies, are_sides_of_one_limit, begins_behind, reaches_into, tell_two_limits,
};

use super::only;

#[test]
fn a_limit_has_two_sides() {
    for (language, claimed, broken, sides) in [
        ("en", "on orders over $50", "orders below $50", true),
        ("en", "from $50", "orders under $50", true),
        ("en", "on orders over $30", "orders below $50", false),
        ("en", "on orders over $50", "orders of $50 or more", false),
        ("en", "on orders over €50", "orders below $50", false),
        ("en", "orders over $50", "parcels below 50 kg", false),
        (
            "en",
            "up to 24 hours before",
            "less than 24 hours before",
            true,
        ),
        (
            "en",
            "up to 24 hours before",
            "within one day of arrival",
            true,
        ),
        ("en", "within 30 days", "within 30 days", false),
        (
            "en",
            "up to 24 hours before",
            "up to 24 hours before",
            false,
        ),
        ("en", "up to 30 GB", "more than 30 GB", true),
        ("en", "up to 30 GB", "below 30 GB", false),
        ("en", "orders of $50", "orders below $50", true),
        ("en", "9 to 12 months", "12 months", false),
        ("en", "over 300", "orders below $300", true),
        ("en", "over 300", "below 300", true),
        // The next price below, and the next of what is counted.
        ("en", "from $50", "up to $49.99", true),
        ("en", "from $50", "at most $49", true),
        ("en", "from $50", "at most $48", false),
        ("en", "at least $50", "at least $49.99", false),
        ("en", "at most 25 users", "26 users or more", true),
        ("en", "at most 25 users", "27 users or more", false),
        ("en", "at most 25 users", "more than 26 users", false),
        ("en", "fewer than 25 users", "26 users or more", false),
        ("en", "at least 25 users", "at most 26 users", false),
        ("en", "18 to 25 years", "26 years and above", true),
        ("en", "18 to 25 years", "more than 26 years", false),
        ("en", "18 to 25 years", "at most 17 years", true),
        ("vi", "đơn từ 300.000đ", "đơn dưới 300.000đ", true),
        ("vi", "đơn từ 300.000đ", "đơn tối đa 299.000đ", true),
        ("vi", "trước 3 ngày", "trong vòng 3 ngày", true),
        ("zh", "满88元", "不足88元", true),
        ("zh", "满88元", "不超过87.99元", true),
        ("zh", "入住前24小时", "入住前24小时内", true),
    ] {
        let (limit, its) = (only(language, claimed), only(language, broken));
        for (a, b) in [(&limit, &its), (&its, &limit)] {
            assert_eq!(
                are_sides_of_one_limit(a, b),
                sides,
                "{claimed} | {broken}: {:?} {:?}",
                a.value,
                b.value
            );
        }
    }
}

#[test]
fn two_limits_are_of_other_values_or_kinds() {
    for (language, a, b, two) in [
        ("en", "over $50", "over $50", false),
        ("en", "over $50", "below $50", false),
        ("en", "over $50", "$50", false),
        ("en", "over $50", "over $60", true),
        ("en", "$50", "$60", true),
        ("en", "$50", "50 GB", true),
        ("en", "5 to 10 GB", "5 GB", true),
        ("en", "within one day", "within 24 hours", false),
        // Each market has its own limit.
        ("en", "over $50", "over €60", false),
        ("vi", "đơn từ 300.000đ", "đơn dưới 300 nghìn đồng", false),
        ("vi", "đơn từ 300.000đ", "đơn dưới 500.000đ", true),
        ("zh", "满88元", "不足88元", false),
        ("zh", "满88元", "不足99元", true),
    ] {
        let (one, other) = (only(language, a), only(language, b));
        assert_eq!(tell_two_limits(&one, &other), two, "{a} | {b}");
        assert_eq!(tell_two_limits(&other, &one), two, "{b} | {a}");
        let apart = b.contains('€');
        assert_eq!(are_of_two_currencies(&one, &other), apart, "{a} | {b}");
    }
}

#[test]
fn what_holds_behind_one_limit_may_reach_into_what_another_promises() {
    for (language, promised, broken, counted_down, reaches) in [
        ("en", "from $50", "below $75", false, true),
        ("en", "from $50", "below $50", false, false),
        ("en", "from $50", "below $30", false, false),
        ("en", "from $50", "from $75", false, true),
        ("en", "from $50", "below €75", false, false),
        ("en", "from $50", "below 75 kg", false, false),
        ("en", "from $50", "$60 to $75", false, false),
        ("en", "up to 100 GB", "more than 80 GB", false, true),
        ("en", "up to 100 GB", "more than 100 GB", false, false),
        ("en", "up to 100 GB", "more than 120 GB", false, false),
        ("en", "up to 100 GB", "up to 80 GB", false, true),
        ("en", "up to 24 hours", "less than 3 days", true, true),
        ("en", "up to 3 days", "less than 24 hours", true, false),
        ("en", "up to 3 days", "less than 24 hours", false, true),
        ("en", "up to 24 hours", "more than 3 days", true, true),
        ("vi", "đơn từ 300k", "đơn dưới 500k", false, true),
        ("vi", "đơn từ 300k", "đơn dưới 200k", false, false),
        ("zh", "满88元", "不足99元", false, true),
        ("zh", "满88元", "不足66元", false, false),
    ] {
        let (promise, its) = (only(language, promised), only(language, broken));
        assert_eq!(
            reaches_into(&promise, &its, counted_down),
            reaches,
            "{promised} | {broken}"
        );
    }
}

#[test]
fn what_begins_behind_all_that_is_promised_breaks_nothing_of_it() {
    for (language, promised, broken, behind) in [
        ("en", "100 GB", "more than 120 GB", true),
        ("en", "100 GB", "more than 100 GB", true),
        ("en", "up to 100 GB", "more than 120 GB", true),
        ("en", "up to 100 GB", "more than 100 GB", true),
        ("en", "within 30 days", "more than 5 weeks", true),
        ("en", "up to 100 GB", "more than 80 GB", false),
        ("en", "up to 100 GB", "120 GB", true),
        ("en", "up to 100 GB", "up to 120 GB", false),
        ("en", "at least 100 GB", "more than 120 GB", false),
        ("en", "50 to 100 GB", "more than 120 GB", false),
        ("en", "unlimited data", "more than 120 GB", false),
        ("en", "up to $100", "more than €120", false),
        ("en", "up to $100", "more than 120 GB", false),
        ("vi", "tối đa 100GB", "hơn 120GB", true),
        ("zh", "最多100GB", "超过120GB", true),
        ("zh", "最多100GB", "超过80GB", false),
    ] {
        let (promise, its) = (only(language, promised), only(language, broken));
        assert_eq!(
            begins_behind(&promise, &its),
            behind,
            "{promised} | {broken}"
        );
    }
}
