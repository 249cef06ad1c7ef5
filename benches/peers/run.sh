#!/bin/sh
# Times caselens and its peers on the same file and prints a Markdown table. From anywhere:
#
#     benches/peers/run.sh                                        # a generated corpus of 130 MB
#     benches/peers/run.sh --kind non-ascii
#     benches/peers/run.sh --input FILE.csv --repeat-to 130MB --into README.md
#     benches/peers/run.sh --linear --largest 10000000
#
# `run.py --help` tells the rest. Needs Python 3.11 or later with venv, and what builds caselens. The
# peers go into a virtual environment of their own under target/.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
venv=$target/peers-venv

[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --requirement "$here/requirements.txt"
cargo build --quiet --release --manifest-path "$root/Cargo.toml" --bin caselens --example generate

exec "$venv/bin/python" "$here/run.py" --program "$target/release/caselens" \
    --generator "$target/release/examples/generate" --work "$target/peers" "$@"
