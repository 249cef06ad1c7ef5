//! A value of a polars column to text.

use polars::prelude::AnyValue;

use crate::hex::hex;

/// The text of a value; none for null. Numbers are written in full, lists and structs as JSON.
pub(super) fn text(value: &AnyValue<'_>) -> Option<String> {
    Some(match value {
        AnyValue::Null => return None,
        AnyValue::String(text) => (*text).to_owned(),
        AnyValue::StringOwned(text) => text.to_string(),
        AnyValue::Binary(bytes) => binary(bytes),
        AnyValue::BinaryOwned(bytes) => binary(bytes),
        value if is_nested(value) => json(value),
        value => scalar(value),
    })
}

fn is_nested(value: &AnyValue<'_>) -> bool {
    matches!(value, AnyValue::List(_) | AnyValue::Struct(..) | AnyValue::StructOwned(_))
}

/// Numbers as Rust writes them, since polars rounds them for display.
fn scalar(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Float32(number) => number.to_string(),
        AnyValue::Float64(number) => number.to_string(),
        // Polars shows a zone only with a time zone database; without one the instant is in UTC.
        AnyValue::Datetime(instant, unit, Some(_))
        | AnyValue::DatetimeOwned(instant, unit, Some(_)) => {
            AnyValue::Datetime(*instant, *unit, None).to_string()
        }
        value => match value.extract::<i128>() {
            Some(number) if value.is_integer() => number.to_string(),
            _ => value.str_value().into_owned(),
        },
    }
}

fn binary(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => hex(bytes),
    }
}

fn json(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => "null".to_owned(),
        AnyValue::Boolean(value) => value.to_string(),
        AnyValue::List(series) => {
            let items: Vec<String> = series.iter().map(|item| json(&item)).collect();
            format!("[{}]", items.join(","))
        }
        AnyValue::Struct(_, _, fields) => {
            let names = fields.iter().map(|field| field.name.as_str());
            object(names.zip(value._iter_struct_av()))
        }
        AnyValue::StructOwned(parts) => {
            let names = parts.1.iter().map(|field| field.name.as_str());
            object(names.zip(parts.0.iter().cloned()))
        }
        value if value.is_primitive_numeric() => scalar(value),
        value => quoted(&text(value).unwrap_or_default()),
    }
}

fn object<'a>(fields: impl Iterator<Item = (&'a str, AnyValue<'a>)>) -> String {
    let fields: Vec<String> =
        fields.map(|(name, value)| format!("{}:{}", quoted(name), json(&value))).collect();
    format!("{{{}}}", fields.join(","))
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
