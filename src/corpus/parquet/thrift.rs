//! The compact protocol of Apache Thrift, in which Parquet describes itself, to values.
//!
//! <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>

use std::collections::BTreeMap;

/// Structs and lists within each other, at most.
const DEEPEST: usize = 24;

/// A value; of those that nobody asks for only the kind is kept.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Bool,
    Int(i64),
    Double,
    Bytes,
    List(Vec<Value>),
    Struct(Fields),
}

/// The fields of a struct by their numbers, each with the type that its header states.
pub(super) type Fields = BTreeMap<i16, (u8, Value)>;

pub(super) const BOOL: u8 = 1;
pub(super) const BYTE: u8 = 3;
pub(super) const I16: u8 = 4;
pub(super) const I32: u8 = 5;
pub(super) const I64: u8 = 6;
pub(super) const BINARY: u8 = 8;
pub(super) const LIST: u8 = 9;
pub(super) const STRUCT: u8 = 12;

/// Reads values from bytes. `None` means that the bytes are no such value or end too soon.
pub(super) struct Compact<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Compact<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Bytes that were read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    /// Seven bits a byte, the lowest first.
    fn varint(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// Small numbers of either sign in few bytes.
    fn zigzag(&mut self) -> Option<i64> {
        let number = self.varint()?;
        Some((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    fn skip(&mut self, bytes: u64) -> Option<()> {
        let end = self.at.checked_add(usize::try_from(bytes).ok()?)?;
        self.at = Some(end).filter(|&end| end <= self.bytes.len())?;
        Some(())
    }

    /// The fields of a struct.
    pub(super) fn fields(&mut self, depth: usize) -> Option<Fields> {
        if depth > DEEPEST {
            return None;
        }
        let mut fields = Fields::new();
        let mut number = 0_i16;
        loop {
            let header = self.byte()?;
            if header & 0x0F == 0 {
                return Some(fields);
            }
            number = match header >> 4 {
                0 => i16::try_from(self.zigzag()?).ok()?,
                more => number.checked_add(i16::from(more))?,
            };
            let kind = header & 0x0F;
            let value = match kind {
                // Its value stands in the type.
                1 | 2 => Value::Bool,
                kind => self.value(kind, depth + 1)?,
            };
            let kind = if kind == 2 { BOOL } else { kind };
            if fields.insert(number, (kind, value)).is_some() {
                return None;
            }
        }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Option<Value> {
        Some(match kind {
            1 | 2 => {
                self.byte()?;
                Value::Bool
            }
            BYTE => Value::Int(i64::from(self.byte()? as i8)),
            I16 | I32 | I64 => Value::Int(self.zigzag()?),
            7 => {
                self.skip(8)?;
                Value::Double
            }
            BINARY => {
                let bytes = self.varint()?;
                self.skip(bytes)?;
                Value::Bytes
            }
            LIST | 10 => Value::List(self.list(depth)?),
            STRUCT => Value::Struct(self.fields(depth)?),
            // Parquet has no maps.
            _ => return None,
        })
    }

    fn list(&mut self, depth: usize) -> Option<Vec<Value>> {
        if depth > DEEPEST {
            return None;
        }
        let header = self.byte()?;
        let size = match header >> 4 {
            15 => self.varint()?,
            size => u64::from(size),
        };
        // Every element takes a byte at least.
        let size = usize::try_from(size).ok().filter(|&size| size <= self.bytes.len() - self.at)?;
        (0..size).map(|_| self.value(header & 0x0F, depth + 1)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_by_their_numbers_and_types() {
        // 1: i32 = 3; 2: list of 2 i32; 3: true; 20: binary of 2 bytes.
        let bytes = [0x15, 6, 0x19, 0x25, 2, 1, 0x11, 0x08, 40, 2, b'a', b'b', 0];
        let fields = Compact::new(&bytes).fields(0).unwrap();
        assert_eq!(fields[&1], (I32, Value::Int(3)));
        assert_eq!(fields[&2], (LIST, Value::List(vec![Value::Int(1), Value::Int(-1)])));
        assert_eq!(fields[&3], (BOOL, Value::Bool));
        assert_eq!(fields[&20], (BINARY, Value::Bytes));
    }

    #[test]
    fn what_ends_too_soon_or_claims_too_much_is_refused() {
        assert!(Compact::new(&[0x15]).fields(0).is_none());
        assert!(Compact::new(&[0x18, 0xFF, 0xFF, 0x03, 0]).fields(0).is_none());
        assert!(Compact::new(&[0x19, 0xF5, 0xFF, 0xFF, 0xFF, 0x7F, 0]).fields(0).is_none());
        assert!(Compact::new(&[0x1C; 100]).fields(0).is_none());
    }
}
