#!/bin/sh
# `caselens train` and `caselens classify` beside linear models of scikit-learn, as a Markdown table:
#
#     benches/peers/classify.sh --corpora FOLDER
#     benches/peers/classify.sh --corpora FOLDER --only ipsx --parts ours
#
# FOLDER holds CSV files with the columns id, text and labels (joined by `|`); `classify.py` names them
# and tells the rest. Needs Python 3.11 or later with venv, and what builds caselens. The peers go into a
# virtual environment of their own under target/.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}
venv=$target/peers-venv

[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --requirement "$here/requirements.txt"
cargo build --quiet --release --manifest-path "$root/Cargo.toml" --bin caselens

exec "$venv/bin/python" "$here/classify.py" --program "$target/release/caselens" \
    --work "$target/peers-classify" "$@"
