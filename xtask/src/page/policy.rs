//! The content security policy of the page.

/// What the page may do. Vendors' addresses are typed in by people, so `connect-src` names schemes and no hosts.
/// `frame-ancestors` is missing because browsers take it from a header only; `docs/hosting.md` says how.
pub const POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; \
    connect-src 'self' https: http:; \
    worker-src 'self'; \
    img-src 'self' data:; \
    font-src 'self'; \
    manifest-src 'self'; \
    base-uri 'none'; \
    form-action 'none'";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_no_inline_code_and_no_eval() {
        assert!(!POLICY.contains("unsafe-inline"));
        assert!(!POLICY.replace("'wasm-unsafe-eval'", "").contains("unsafe-eval"));
        assert!(POLICY.starts_with("default-src 'none'; script-src 'self' "));
    }

    #[test]
    fn the_policy_fits_into_an_attribute() {
        assert!(!POLICY.contains('"'));
    }
}
