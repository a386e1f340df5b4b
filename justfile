# Names for the steps of `.ci/run`; what they do stands there.

[private]
default:
    @just --list

# every check that a commit must pass
ci:
    bash .ci/run

# one step: format, clippy, tests, docs or demo
step name:
    bash .ci/run {{ name }}

# longer checks, before a release
slow:
    bash .ci/slow
