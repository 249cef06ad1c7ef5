//! A coding sheet that people filled.
#![no_main]

use std::fs;

use caselens::tables::read_sheet;
use caselens_fuzz::in_folder;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&first, data)) = data.split_first() else { return };
    in_folder(|folder| {
        let path = folder.join(["sheet.csv", "sheet.xlsx"][usize::from(first) % 2]);
        fs::write(&path, data).expect("written");
        if let Ok(sheet) = read_sheet(&path) {
            assert!(sheet.rows.iter().all(|(_, cells)| cells.len() >= sheet.heads.len()));
        }
    });
});
