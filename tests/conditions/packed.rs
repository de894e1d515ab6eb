//! Packed facts against the dossier they were packed from: every hand, every gap, and the largest numbers there are.

use super::*;

#[test]
fn the_largest_numbers_are_compared_exactly() {
    // Shares whose numerator and denominator together are just what 64 bits hold for the greatest value, and one more;
    // of heads also two whose product is too large only for the greatest numbers.
    let money = [share(4_611, 4_612), share(4_612, 4_612), share(1, 9_222), share(1, 9_223), share(4_613, 4_614)];
    let heads = [share(1_073_741_823, 1_073_741_824), share(1, 2_147_483_648), share(99_999, 100_000), share(1, 3)];
    let mut verdicts = BTreeMap::new();
    for pair in PAIRS {
        let (values, shares): (Vec<i64>, &[Share]) = match pair.0 {
            Dimension::Count => {
                let most = i64::from(u32::MAX);
                (vec![0, 1, most - 2, most - 1, most], &heads)
            }
            Dimension::Area => (vec![0, 1, Area::MAX.hundredths() - 1, Area::MAX.hundredths()], &money),
            _ => {
                let most = Money::MAX.fen();
                (vec![-most, 1 - most, -1, 0, 1, most - 1, most], &money)
            }
        };
        let sides: Vec<Option<Share>> = shares.iter().copied().map(Some).chain([None, Some(Share::NONE)]).collect();
        for cmp in Cmp::ALL {
            for left in &values {
                for right in &values {
                    let pairs = sides.iter().flat_map(|own| sides.iter().map(move |other| (*own, Some(*other))));
                    for (own, other) in pairs.chain(sides.iter().map(|own| (*own, None))) {
                        let (l, r) = ((*left, Sense::Exact, own), (*right, Sense::Exact, other));
                        *verdicts.entry(check_comparison(pair, *cmp, l, r)).or_insert(0) += 1;
                    }
                }
            }
        }
    }
    assert!(verdicts.len() == 2 && verdicts.values().all(|n| *n > 1_000), "{verdicts:?}");
}

const COUNTS: [Quantity; 4] =
    [Quantity::Households, Quantity::Owners, Quantity::ParticipatingOwners, Quantity::OperatingYears];

/// A condition on six facts and four numbers of heads, at most `depth` deep.
fn random(stream: &mut Stream, depth: usize) -> Condition {
    let kind = if depth == 0 { pick(stream, 4) } else { pick(stream, 11) };
    match kind {
        0 | 1 => Condition::stated(FACTS[pick(stream, 6)]),
        2 | 3 => {
            let (left, right) = (side(stream), side(stream));
            Condition::leaf(Node::Compare { left, cmp: Cmp::ALL[pick(stream, 4)], right }).unwrap()
        }
        4..=6 => Condition::all(parts(stream, depth)).unwrap(),
        7..=9 => Condition::any(parts(stream, depth)).unwrap(),
        _ => random(stream, depth - 1).negated().unwrap(),
    }
}

fn parts(stream: &mut Stream, depth: usize) -> Vec<Condition> {
    (0..pick(stream, 5)).map(|_| random(stream, depth - 1)).collect()
}

fn side(stream: &mut Stream) -> Term {
    let quantity = COUNTS[pick(stream, 4)];
    match pick(stream, 4) {
        0 => Term::Literal(Value::Count(u32::try_from(pick(stream, 4)).unwrap())),
        1 => Term::Part(share(2, 3), quantity),
        _ => Term::Of(quantity),
    }
}

/// What may be stated; of one hand, of several, or with numbers that are not exact.
fn stated(stream: &mut Stream) -> Dossier {
    let (mut dossier, hands, senses, gaps) = (dossier(), pick(stream, 3), pick(stream, 3), pick(stream, 3));
    for fact in FACTS {
        let by = [Authority::Street, Authority::HousingDepartment][if hands == 0 { 0 } else { pick(stream, 2) }];
        let on = [day("2022-01-01"), day("2022-02-01")][if hands < 2 { 0 } else { pick(stream, 2) }];
        if gaps == 0 || pick(stream, 4) > 0 {
            dossier.state(fact, Stated::new(pick(stream, 4) > 0, on, by)).unwrap();
        }
    }
    for quantity in COUNTS {
        let value = Value::Count(u32::try_from(pick(stream, 5)).unwrap());
        let sense = if senses == 0 { Sense::ALL[pick(stream, 4)] } else { Sense::Exact };
        if gaps < 2 || pick(stream, 4) > 0 {
            measure(&mut dossier, quantity, Approx { value, sense }, day("2022-01-01"));
        }
    }
    if pick(stream, 4) == 0 {
        let happened = Stated::new(day("2021-06-01"), day("2022-01-01"), Authority::Street);
        dossier.events.push(EventRecord { event: Event::ContractSigned, happened });
    }
    dossier
}

#[test]
fn packed_facts_of_any_hand_with_any_gap_give_what_the_dossier_gives() {
    let mut stream = stream(11);
    let mut verdicts = BTreeMap::new();
    for case in 0..1_500 {
        // Every third one is what most rules are: all of some leaves.
        let condition = if case % 3 == 0 {
            let leaves: Vec<Condition> = (0..pick(&mut stream, 9)).map(|_| random(&mut stream, 0)).collect();
            Condition::all(leaves).unwrap()
        } else {
            random(&mut stream, 3)
        };
        let checklist = asking(&condition);
        for _ in 0..8 {
            let dossier = stated(&mut stream);
            let answer = evaluate(&condition, &dossier, today());
            assert_eq!(assess(&checklist, &dossier, today()).verdict(), answer, "{condition:?}");
            *verdicts.entry(answer).or_insert(0) += 1;
        }
    }
    assert!(verdicts.len() == 3 && verdicts.values().all(|n| *n > 1_000), "{verdicts:?}");
}

#[test]
fn rules_one_after_another_keep_their_findings_apart() {
    // Three rules with groups, so that a finding's place is not its node's; the middle one begins later.
    let group = |first: Fact, second: Fact| {
        let both = Condition::all([Condition::stated(first), Condition::stated(second)]).unwrap();
        Condition::any([both, Condition::stated(FACTS[2]).negated().unwrap()]).unwrap()
    };
    let later =
        Dated::new(vec![version("law", "2030-01-01", State::InForce(group(FACTS[0], FACTS[1])), Confidence::Primary)]);
    let rules = vec![
        rule("a", Force::Shall, in_force("law", "2000-01-01", group(FACTS[0], FACTS[3]))),
        rule("b", Force::Shall, later.unwrap()),
        rule("c", Force::Shall, in_force("law", "2001-01-01", group(FACTS[5], FACTS[2]))),
    ];
    let checklist = Checklist::compile(&book(rules), AIM);
    let mut dossier = dossier();
    state(&mut dossier, FACTS[0], true, day("2022-01-01"));
    state(&mut dossier, FACTS[2], true, day("2022-02-01"));
    let assessment = assess(&checklist, &dossier, today());
    let seen: Vec<_> = assessment
        .findings()
        .map(|f| (f.rule_id().unwrap().to_string(), f.above().map(|above| above.index()), f.verdict()))
        .collect();
    let (unmet, unknown, met) = (Verdict::Unmet, Verdict::Unknown, Verdict::Met);
    let expected = [
        ("a", None, unknown),
        ("a", Some(0), unknown),
        ("a", Some(1), unknown),
        ("a", Some(2), met),
        ("a", Some(2), unknown),
        ("a", Some(1), unmet),
        ("a", Some(5), met),
        ("b", None, unknown),
        ("c", None, unknown),
        ("c", Some(8), unknown),
        ("c", Some(9), unknown),
        ("c", Some(10), unknown),
        ("c", Some(10), met),
        ("c", Some(9), unmet),
        ("c", Some(13), met),
    ];
    assert_eq!(seen, expected.map(|(rule, above, verdict)| (rule.to_owned(), above, verdict)));
    let firsts: Vec<_> = assessment.rules().map(|f| f.citation().unwrap().from.to_string()).collect();
    assert_eq!(firsts, ["2000-01-01", "2030-01-01", "2001-01-01"]);
    for finding in assessment.findings() {
        let below: Vec<usize> = finding.because().map(|below| below.index()).collect();
        let of = |f: &wuye::assess::FindingRef<'_>| f.above().map(|above| above.index()) == Some(finding.index());
        assert_eq!(below, assessment.findings().filter(of).map(|f| f.index()).collect::<Vec<_>>());
    }
}
