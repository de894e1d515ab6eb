//! Planted bugs: a wrong implementation, which its law must find.

use std::fmt::Debug;

use wuye::laws::{Law, LawViolation};
use wuye::terms::Lang;
use wuye::testkit::proptest::strategy::Strategy;
use wuye::testkit::samples;

/// Within the cases of the macros the law finds the planted bug, and says so in both languages with the law's code.
#[track_caller]
pub fn caught<S, F>(law: Law, strategy: &S, check: F) -> usize
where
    S: Strategy,
    S::Value: Debug,
    F: Fn(&S::Value) -> Result<(), LawViolation>,
{
    let broken: Vec<LawViolation> = samples(256, strategy).iter().filter_map(|case| check(case).err()).collect();
    assert!(!broken.is_empty(), "{law}: the planted bug was not found in 256 cases");
    for violation in &broken {
        let _ = (violation.render(Lang::Zh), violation.render(Lang::En));
    }
    assert!(broken.iter().any(|violation| violation.law() == law), "{law}: found as {:?}", broken[0]);
    broken.len()
}
