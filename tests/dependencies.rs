//! Nothing in the program speaks to a network: no crate of its tree can.

use std::process::Command;

/// The crates that `.ci/deny.toml` bans, by the list in it.
fn banned() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/.ci/deny.toml");
    let text = std::fs::read_to_string(path).expect("the list is here");
    let list: toml::Table = text.parse().expect("TOML");
    let names = list["bans"]["deny"].as_array().expect("a list");
    names.iter().map(|name| name.as_str().expect("a name").to_owned()).collect()
}

#[test]
fn no_crate_of_the_tree_speaks_http_or_tls() {
    let banned = banned();
    assert!(banned.len() > 20 && banned.iter().any(|name| name == "rustls"));
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--edges", "normal,build", "--prefix", "none"])
        .args(["--target", "all", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo is here");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let tree = String::from_utf8(tree.stdout).expect("UTF-8");
    let crates: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(crates.contains(&"polars-core"), "the whole tree is seen");
    let found: Vec<&&str> =
        crates.iter().filter(|name| banned.iter().any(|it| it == **name)).collect();
    assert!(found.is_empty(), "{found:?}");
}
