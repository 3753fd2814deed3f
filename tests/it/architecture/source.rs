//! A Rust file as the walls see it: its tokens without comments and literals, and every path in it taken apart.
//! No parser: it reads what rustfmt leaves, and knows nothing of macros but their tokens.

/// One file.
pub struct Source {
    /// From the top of the repository: `src/tui/keys.rs`.
    pub place: String,
    /// The module it is: `[tui, keys]`; empty for `lib.rs` and `main.rs`.
    pub module: Vec<String>,
    /// How many lines it has.
    pub lines: usize,
    /// The first line as it is.
    pub opening: String,
    tokens: Vec<Token>,
    paths: Vec<(usize, Vec<String>)>,
}

struct Token {
    line: usize,
    text: String,
}

impl Token {
    fn is_name(&self) -> bool {
        self.text.starts_with(|letter: char| letter.is_alphabetic() || letter == '_')
    }
}

impl Source {
    pub fn new(place: String, text: &str) -> Self {
        let module = module(&place);
        let tokens = tokens(&bare(text));
        let paths = Paths { tokens: &tokens, module: &module, found: Vec::new() }.read();
        Self { lines: text.lines().count(), opening: text.lines().next().unwrap_or_default().to_owned(), place, module, tokens, paths }
    }

    /// Paths into our own crate, from its root, each with its line. `[]` is the crate as a whole.
    pub fn ours(&self) -> impl Iterator<Item = (usize, &[String])> {
        self.paths.iter().map(|(line, path)| (*line, path.as_slice()))
    }

    /// The lines where these tokens stand one behind the other.
    pub fn lines_of<'a>(&'a self, wanted: &'a [&'a str]) -> impl Iterator<Item = usize> + 'a {
        let same = move |stretch: &&[Token]| stretch.iter().zip(wanted).all(|(token, wanted)| token.text == *wanted);
        self.tokens.windows(wanted.len()).filter(same).map(|stretch| stretch[0].line)
    }

    pub fn names(&self, name: &str) -> bool {
        self.lines_of(&[name]).next().is_some()
    }

    /// The names of the modules that are declared here.
    pub fn modules(&self) -> impl Iterator<Item = &str> {
        self.tokens.windows(2).filter(|pair| pair[0].text == "mod" && pair[1].is_name()).map(|pair| pair[1].text.as_str())
    }
}

fn module(place: &str) -> Vec<String> {
    let inner = place.trim_start_matches("src/").trim_end_matches(".rs");
    let mut parts: Vec<String> = inner.split('/').map(str::to_owned).collect();
    if matches!(parts.last().map(String::as_str), Some("mod")) || matches!(inner, "lib" | "main") {
        parts.pop();
    }
    parts
}

/// The text with every comment and every literal blanked; lines stay where they are.
pub fn bare(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let in_name = at > 0 && (letters[at - 1].is_alphanumeric() || letters[at - 1] == '_');
        let end = literal_or_comment(&letters[at..], in_name).map_or(at, |length| (at + length).min(letters.len()));
        if end == at {
            out.push(letters[at]);
            at += 1;
        } else {
            out.extend(letters[at..end].iter().map(|letter| if *letter == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

/// How many letters the comment or literal that begins here has.
fn literal_or_comment(rest: &[char], in_name: bool) -> Option<usize> {
    let next = |ahead: usize| rest.get(ahead).copied().unwrap_or('\0');
    match (next(0), next(1)) {
        ('/', '/') => Some(rest.iter().position(|letter| *letter == '\n').unwrap_or(rest.len())),
        ('/', '*') => Some(block_comment(rest)),
        ('"', _) => Some(quoted(rest)),
        ('\'', '\\') => Some(3 + rest[3..].iter().position(|letter| *letter == '\'').map_or(rest.len(), |found| found + 1)),
        ('\'', _) if next(2) == '\'' => Some(3),
        ('b' | 'c', 'r') if !in_name => raw(&rest[1..]).map(|length| length + 1),
        ('r', _) if !in_name => raw(rest),
        _ => None,
    }
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match (rest[at], rest.get(at + 1)) {
            ('/', Some('*')) => (depth, at) = (depth + 1, at + 2),
            ('*', Some('/')) => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != '"' {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// `r"…"` and `r#"…"#`; `r#name` is none.
fn raw(rest: &[char]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|letter| **letter == '#').count();
    let body = rest.get(hashes + 2..).filter(|_| rest[hashes + 1] == '"')?;
    let closes = |at: &usize| body[*at] == '"' && body[at + 1..].iter().take(hashes).filter(|letter| **letter == '#').count() == hashes;
    let end = (0..body.len()).find(closes).unwrap_or(body.len());
    Some(hashes + 2 + end + 1 + hashes)
}

fn tokens(bare: &str) -> Vec<Token> {
    let mut found = Vec::new();
    for (number, line) in bare.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = if first.is_alphanumeric() || first == '_' {
                rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            found.push(Token { line: number + 1, text: rest[..length].to_owned() });
            rest = rest[length..].trim_start();
        }
    }
    found
}

/// Reads the tokens once, and knows in which inline module it is.
struct Paths<'a> {
    tokens: &'a [Token],
    module: &'a [String],
    found: Vec<(usize, Vec<String>)>,
}

impl Paths<'_> {
    fn read(mut self) -> Vec<(usize, Vec<String>)> {
        let (mut depth, mut inline, mut at) = (0_usize, Vec::<(usize, String)>::new(), 0);
        while at < self.tokens.len() {
            match self.text(at) {
                "{" => depth += 1,
                "}" => {
                    depth = depth.saturating_sub(1);
                    inline.retain(|(opened, _)| *opened <= depth);
                }
                "mod" if self.text(at + 2) == "{" => inline.push((depth + 1, self.text(at + 1).to_owned())),
                _ if self.begins_path(at) => {
                    let here: Vec<String> = self.module.iter().cloned().chain(inline.iter().map(|(_, name)| name.clone())).collect();
                    at = self.tree(at, &[], &here);
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        self.found
    }

    fn text(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &token.text)
    }

    fn begins_path(&self, at: usize) -> bool {
        let goes_on = at > 0 && self.text(at - 1) == "::";
        let head = matches!(self.text(at), "crate" | "super" | "self" | "barback");
        // `use {crate::…}` begins in a group without a head of its own, and is met here all the same.
        head && !goes_on && matches!(self.text(at + 1), "::" | "as")
    }

    /// Reads one path or one group of paths under `stem`, and says where it ends.
    fn tree(&mut self, mut at: usize, stem: &[String], here: &[String]) -> usize {
        let (line, mut path) = (self.tokens[at].line, stem.to_vec());
        loop {
            match self.text(at) {
                "{" => return self.group(at + 1, &path, here),
                "*" => path.push("*".to_owned()),
                _ if self.tokens.get(at).is_some_and(Token::is_name) => path.push(self.text(at).to_owned()),
                _ => break,
            }
            at += 1;
            if self.text(at) != "::" {
                break;
            }
            at += 1;
        }
        self.found.extend(resolve(&path, here).map(|path| (line, path)));
        at
    }

    /// The paths between braces; `as name` is passed over.
    fn group(&mut self, mut at: usize, stem: &[String], here: &[String]) -> usize {
        while at < self.tokens.len() {
            match self.text(at) {
                "}" => return at + 1,
                "," => at += 1,
                "as" => at += 2,
                _ => at = self.tree(at, stem, here).max(at + 1),
            }
        }
        at
    }
}

/// The path from the crate's root.
fn resolve(path: &[String], here: &[String]) -> Option<Vec<String>> {
    let mut root = match path.first()?.as_str() {
        "crate" | "barback" => Vec::new(),
        "self" | "super" => here.to_vec(),
        _ => return None,
    };
    for (place, part) in path.iter().enumerate() {
        match part.as_str() {
            "super" => drop(root.pop()),
            "self" => {}
            "crate" | "barback" if place == 0 => {}
            name => root.push(name.to_owned()),
        }
    }
    Some(root)
}
