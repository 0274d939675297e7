//! The JSON of a policy, as the page sends it to the worker.
#![no_main]

use precheck::Policy;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(policy) = serde_json::from_slice::<Policy>(bytes) else {
        return;
    };
    let written = serde_json::to_vec(&policy).expect("a policy is written");
    let again = serde_json::from_slice::<Policy>(&written).expect("what is written is read");
    assert_eq!(again, policy);
});
