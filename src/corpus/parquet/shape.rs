//! The types that the fields of a Parquet footer and of page headers have.

use super::thrift::{BINARY, BOOL, BYTE, Fields, I16, I32, I64, LIST, STRUCT, Value};

/// What a field must be.
pub(super) enum Shape {
    One(u8),
    ListOf(&'static Shape),
    Struct(&'static [(i16, Shape)]),
}

use Shape::{ListOf, One, Struct};

const UNIT: &[(i16, Shape)] = &[(1, Struct(&[])), (2, Struct(&[])), (3, Struct(&[]))];
const INSTANT: &[(i16, Shape)] = &[(1, One(BOOL)), (2, Struct(UNIT))];
const LOGICAL: &[(i16, Shape)] = &[
    (1, Struct(&[])),
    (2, Struct(&[])),
    (3, Struct(&[])),
    (4, Struct(&[])),
    (5, Struct(&[(1, One(I32)), (2, One(I32))])),
    (6, Struct(&[])),
    (7, Struct(INSTANT)),
    (8, Struct(INSTANT)),
    (10, Struct(&[(1, One(BYTE)), (2, One(BOOL))])),
    (11, Struct(&[])),
    (12, Struct(&[])),
    (13, Struct(&[])),
    (14, Struct(&[])),
    (15, Struct(&[])),
];
const ELEMENT: &[(i16, Shape)] = &[
    (1, One(I32)),
    (2, One(I32)),
    (3, One(I32)),
    (4, One(BINARY)),
    (5, One(I32)),
    (6, One(I32)),
    (7, One(I32)),
    (8, One(I32)),
    (9, One(I32)),
    (10, Struct(LOGICAL)),
];
const STATISTICS: &[(i16, Shape)] = &[
    (1, One(BINARY)),
    (2, One(BINARY)),
    (3, One(I64)),
    (4, One(I64)),
    (5, One(BINARY)),
    (6, One(BINARY)),
    (7, One(BOOL)),
    (8, One(BOOL)),
];
const PAIR: &[(i16, Shape)] = &[(1, One(BINARY)), (2, One(BINARY))];
const CHUNK_DATA: &[(i16, Shape)] = &[
    (1, One(I32)),
    (2, ListOf(&One(I32))),
    (3, ListOf(&One(BINARY))),
    (4, One(I32)),
    (5, One(I64)),
    (6, One(I64)),
    (7, One(I64)),
    (8, ListOf(&Struct(PAIR))),
    (9, One(I64)),
    (10, One(I64)),
    (11, One(I64)),
    (12, Struct(STATISTICS)),
    (14, One(I64)),
    (15, One(I32)),
];
const CHUNK: &[(i16, Shape)] = &[
    (1, One(BINARY)),
    (2, One(I64)),
    (3, Struct(CHUNK_DATA)),
    (4, One(I64)),
    (5, One(I32)),
    (6, One(I64)),
    (7, One(I32)),
];
const SORTING: &[(i16, Shape)] = &[(1, One(I32)), (2, One(BOOL)), (3, One(BOOL))];
const GROUP: &[(i16, Shape)] = &[
    (1, ListOf(&Struct(CHUNK))),
    (2, One(I64)),
    (3, One(I64)),
    (4, ListOf(&Struct(SORTING))),
    (5, One(I64)),
    (6, One(I64)),
    (7, One(I16)),
];
pub(super) const FOOTER: &[(i16, Shape)] = &[
    (1, One(I32)),
    (2, ListOf(&Struct(ELEMENT))),
    (3, One(I64)),
    (4, ListOf(&Struct(GROUP))),
    (5, ListOf(&Struct(PAIR))),
    (6, One(BINARY)),
    (7, ListOf(&Struct(&[(1, Struct(&[]))]))),
];
pub(super) const PAGE: &[(i16, Shape)] = &[
    (1, One(I32)),
    (2, One(I32)),
    (3, One(I32)),
    (4, One(I32)),
    (
        5,
        Struct(&[
            (1, One(I32)),
            (2, One(I32)),
            (3, One(I32)),
            (4, One(I32)),
            (5, Struct(STATISTICS)),
        ]),
    ),
    (6, Struct(&[])),
    (7, Struct(&[(1, One(I32)), (2, One(I32)), (3, One(BOOL))])),
    (
        8,
        Struct(&[
            (1, One(I32)),
            (2, One(I32)),
            (3, One(I32)),
            (4, One(I32)),
            (5, One(I32)),
            (6, One(I32)),
            (7, One(BOOL)),
            (8, Struct(STATISTICS)),
        ]),
    ),
];

/// Whether all known fields are of their types.
pub(super) fn fits(fields: &Fields, shape: &[(i16, Shape)]) -> bool {
    shape.iter().all(|(number, shape)| {
        fields.get(number).is_none_or(|(kind, value)| match shape {
            One(wanted) => kind == wanted,
            ListOf(_) => *kind == LIST && is(value, shape),
            Struct(_) => *kind == STRUCT && is(value, shape),
        })
    })
}

fn is(value: &Value, shape: &Shape) -> bool {
    match (value, shape) {
        (Value::Struct(fields), Struct(shape)) => fits(fields, shape),
        (Value::List(items), ListOf(shape)) => items.iter().all(|item| is(item, shape)),
        (Value::Bool, One(BOOL)) | (Value::Bytes, One(BINARY)) => true,
        (Value::Int(_), One(kind)) => matches!(*kind, BYTE | I16 | I32 | I64),
        _ => false,
    }
}
