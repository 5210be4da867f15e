//! From text to tags, texts and what else there is. What is not plainly one of these is refused.

use super::attributes::split;
use super::characters::{is_space, split_at};
use super::error::XmlError;

/// What comes next in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A start tag, up to the end of the element's name; [`Scanner::attributes`] reads the rest of it.
    Start(&'a str),
    /// An end tag: the element's name.
    End(&'a str),
    /// Character data without references and markup, never empty.
    Text(&'a str),
    /// What a CDATA section holds.
    CData(&'a str),
    /// What stands between `&` and `;`.
    Reference(&'a str),
    /// What a comment holds.
    Comment(&'a str),
    /// What stands between `<?` and `?>`.
    Instruction(&'a str),
}

/// Walks over a document.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Where the next token begins, in bytes.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next token; `None` at the end.
    pub(super) fn token(&mut self) -> Result<Option<Token<'a>>, XmlError> {
        let rest = self.rest();
        Ok(Some(match rest.as_bytes() {
            [] => return Ok(None),
            [b'<', b'/', ..] => Token::End(self.between("</", ">")?.trim_end_matches(is_space_char)),
            [b'<', b'?', ..] => Token::Instruction(self.between("<?", "?>")?),
            [b'<', b'!', ..] => self.declared(rest)?,
            [b'<', after @ ..] => {
                let ends = |byte: &u8| is_space(*byte) || matches!(byte, b'>' | b'/');
                let length = after.iter().position(ends).unwrap_or(after.len());
                self.at += 1 + length;
                Token::Start(&rest[1..1 + length])
            }
            [b'&', ..] => Token::Reference(self.between("&", ";")?),
            text => {
                let length = plain_length(text);
                self.at += length;
                Token::Text(&rest[..length])
            }
        }))
    }

    /// The rest of a start tag: its attributes instead of what is in `all`, and whether it ends the element too.
    pub(super) fn attributes(&mut self, all: &mut Vec<(&'a str, &'a str)>) -> Result<bool, XmlError> {
        let rest = split(self.rest(), all)?;
        let closing = match rest.as_bytes() {
            [b'>', ..] => 1,
            [b'/', b'>', ..] => 2,
            _ => return Err(syntax("a tag without an end")),
        };
        self.at = self.text.len() - rest.len() + closing;
        Ok(closing == 2)
    }

    /// A comment or a CDATA section; a document type is refused.
    fn declared(&mut self, rest: &'a str) -> Result<Token<'a>, XmlError> {
        if rest.starts_with("<!--") {
            // Two hyphens within a comment are refused [XML §2.5].
            let comment = self.between("<!--", "--")?;
            if !self.rest().starts_with('>') {
                return Err(syntax("-- in a comment"));
            }
            self.at += 1;
            return Ok(Token::Comment(comment));
        }
        if rest.starts_with("<![CDATA[") {
            return Ok(Token::CData(self.between("<![CDATA[", "]]>")?));
        }
        let name = rest.as_bytes().get(2..9).unwrap_or_default();
        if name.eq_ignore_ascii_case(b"DOCTYPE") {
            Err(XmlError::DocType)
        } else {
            Err(syntax("<! before nothing known"))
        }
    }

    /// What stands between the head of the rest and the first `close`, behind which the next token begins.
    fn between(&mut self, open: &str, close: &'static str) -> Result<&'a str, XmlError> {
        let inside = &self.rest()[open.len()..];
        let found = match close.as_bytes() {
            [byte] => split_at(inside, *byte),
            _ => inside.split_once(close),
        };
        let (inside, _) = found.ok_or_else(|| XmlError::Syntax { what: format!("{open} without {close}") })?;
        self.at += open.len() + inside.len() + close.len();
        Ok(inside)
    }
}

/// How many bytes are before the first `<` or `&`; in blocks, which the compiler turns into wide instructions.
fn plain_length(text: &[u8]) -> usize {
    let plain = |byte: u8| (byte != b'<') & (byte != b'&');
    let blocks = text.chunks_exact(32).take_while(|block| block.iter().fold(true, |all, byte| all & plain(*byte)));
    let from = blocks.count() * 32;
    let rest = &text[from..];
    from + rest.iter().position(|byte| !plain(*byte)).unwrap_or(rest.len())
}

fn is_space_char(c: char) -> bool {
    c.is_ascii() && is_space(c as u8)
}

fn syntax(what: &str) -> XmlError {
    XmlError::Syntax { what: what.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every token, with the attributes of start tags.
    fn all(text: &str) -> Result<Vec<String>, XmlError> {
        let (mut scanner, mut tokens, mut attributes) = (Scanner::new(text), Vec::new(), Vec::new());
        while let Some(token) = scanner.token()? {
            let more = match token {
                Token::Start(_) => format!(" {:?} {attributes:?}", scanner.attributes(&mut attributes)?),
                _ => String::new(),
            };
            tokens.push(format!("{token:?}{more}"));
        }
        assert_eq!(scanner.position(), text.len());
        Ok(tokens)
    }

    #[test]
    fn a_document_comes_apart_into_all_that_it_holds() {
        let text = "<?xml version='1.0'?><a b='>' >x&lt;<![CDATA[<&]]]]><!-- - --></a\n><c/>";
        let tokens = all(text).unwrap();
        let start = |name: &str, empty: bool| format!("Start({name:?}) {empty}");
        let names: Vec<_> = tokens.iter().map(|token| token.split(" [").next().unwrap_or_default()).collect();
        let expected = [
            "Instruction(\"xml version='1.0'\")",
            &start("a", false),
            "Text(\"x\")",
            "Reference(\"lt\")",
            "CData(\"<&]]\")",
            "Comment(\" - \")",
            "End(\"a\")",
            &start("c", true),
        ];
        assert_eq!(names, expected);
    }

    /// [XML §2.5, §2.7, §2.8, §3.1]
    #[test]
    fn what_has_no_end_or_is_no_markup_is_refused() {
        for bad in ["<", "<a", "<a b='1'", "<a /", "<a/b>", "<a b>", "</a", "<?x", "<?x>", "&", "&lt", "<!", "<!x>"] {
            assert!(matches!(all(bad), Err(XmlError::Syntax { .. })), "{bad}: {:?}", all(bad));
        }
        for bad in ["<!-- -- -->", "<!--->", "<!-->", "<!-- --->", "<!-- -", "<![CDATA[]]", "<![cdata[]]>", "<a b='>"] {
            assert!(matches!(all(bad), Err(XmlError::Syntax { .. })), "{bad}: {:?}", all(bad));
        }
        for bad in ["<!DOCTYPE a>", "<!doctype", "<!DOCTYPE a ["] {
            assert_eq!(all(bad), Err(XmlError::DocType), "{bad}");
        }
    }

    #[test]
    fn a_long_text_ends_at_its_first_markup() {
        for length in [1, 31, 32, 33, 63, 64, 65, 200] {
            let text = "x".repeat(length);
            for end in ["<", "&", ""] {
                assert_eq!(plain_length(format!("{text}{end}").as_bytes()), length);
            }
        }
    }
}
