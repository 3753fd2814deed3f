# Shorthands. Each calls a step of `.ci/run`, which needs no `just`.

# All checks, as CI runs them
default:
    .ci/run

# The README's test command
test:
    .ci/run test

# Formatting; mend with `cargo fmt`
fmt:
    .ci/run fmt

# Lints, warnings are errors
clippy:
    .ci/run clippy

# The code's own documentation, warnings are errors
docs:
    .ci/run docs

# Each fuzz target for ten seconds; `fuzz/run SECONDS TARGET…` for longer
fuzz:
    .ci/run fuzz

# Licences, bans and sources; needs cargo-deny, which CI does not have
deny:
    cargo deny check licenses bans sources

# Every promise of speed, measured: writes docs/performance.md. `just bench -- --quick` takes two minutes and writes nothing
bench *ARGS:
    cargo bench --bench promises {{ARGS}}

# Every promise of safety, the long way (an hour and more): its lines are the figures of docs/reliability.md
torture:
    BARBACK_TORTURE=long cargo test --release --test it -- --nocapture torture:: model:: served::secrecy 2>&1 | grep -E "^torture:|^test |^skipped|panicked|FAILED|test result"
    cargo test --release --test e2e -- --nocapture hangups hostile 2>&1 | grep -E "^torture:|^test |panicked|FAILED|test result"
    fuzz/run 300

# A desk to try things on
demo:
    cargo run --release -- demo
