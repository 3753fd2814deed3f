//! A CSV record cut into fields, by RFC 4180 to the letter: readers that forgive a stray quote put texts into columns
//! where nobody looks for them.

/// What is wrong, and at which character of the record (from 1).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    pub field: usize,
    pub reason: &'static str,
}

/// The fields of a record without its line break.
pub(super) fn fields(record: &str) -> Result<Vec<String>, Malformed> {
    let mut fields = Vec::new();
    let mut rest = record;
    loop {
        let (field, behind) = match rest.strip_prefix('"') {
            Some(quoted) => in_quotes(quoted).map_err(|reason| Malformed { field: fields.len(), reason })?,
            None => plain(rest).map_err(|reason| Malformed { field: fields.len(), reason })?,
        };
        fields.push(field);
        match behind.strip_prefix(',') {
            Some(next) => rest = next,
            None => return Ok(fields),
        }
    }
}

fn plain(text: &str) -> Result<(String, &str), &'static str> {
    let end = text.find(',').unwrap_or(text.len());
    let (field, behind) = text.split_at(end);
    if field.contains('"') {
        return Err("a quote inside a field without quotes; put the field in quotes and double the quote");
    }
    Ok((field.to_owned(), behind))
}

fn in_quotes(text: &str) -> Result<(String, &str), &'static str> {
    let mut field = String::new();
    let mut rest = text;
    loop {
        let end = rest.find('"').ok_or("a quoted field is never closed; put a quote behind it")?;
        field.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.chars().next() {
            Some('"') => {
                field.push('"');
                rest = &rest[1..];
            }
            None | Some(',') => return Ok((field, rest)),
            Some(_) => return Err("text behind a closing quote; double the quotes inside a quoted field"),
        }
    }
}
