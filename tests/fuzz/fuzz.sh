#!/usr/bin/env bash
# fuzz.sh SECONDS [TARGET...]: fuzzes the targets one after the other, so long each, on one core.
set -euo pipefail
cd "$(dirname "$0")"
seconds=$1
shift
target=${CARGO_TARGET_DIR:-$PWD/target}
[ -f Cargo.lock ] || cp ../../Cargo.lock .
RUSTC_WRAPPER=$PWD/rustc CARGO_TARGET_DIR=$target cargo build --quiet --release --bins
python3 seeds.py "$target/seeds"
[ $# -gt 0 ] || set -- $(cd targets && ls | sed 's/\.rs$//')
for name; do
    mkdir -p "corpus/$name" "$target/seeds/$name" "$target/grown/$name" "$target/merged/$name" artifacts
    echo "== $name"
    RAYON_NUM_THREADS=1 "$target/release/$name" "$target/grown/$name" "corpus/$name" "$target/seeds/$name" \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=4096 -max_len=20000 -print_final_stats=1 \
        -artifact_prefix="artifacts/$name-" 2>&1 | grep -E 'stat::|ERROR|panicked|SUMMARY|ed at' || true
    # What reaches most with fewest bytes; a part of it is copied to corpus/ by hand.
    "$target/release/$name" -merge=1 -timeout=10 -max_len=2000 "$target/merged/$name" "corpus/$name" \
        "$target/grown/$name" "$target/seeds/$name" > "$target/merge.log" 2>&1 || true
done
