//! The syntax tree of a call, before any rule is applied.
//!
//! Every node keeps the tokens it came from, so that a message can underline exactly what it is about. What is `None`
//! was missing or unreadable, and the parser has reported it.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, TokenStream, TokenTree};
use quote::{ToTokens, quote};

/// Everything between the delimiters of one `mlp!`.
pub(crate) enum Call {
    /// Items: `struct A: 2 => 1; struct B: 3 => 1`.
    Named(Vec<Declaration>),
    /// An expression: `2 => 1`.
    Bare(Box<Net>),
}

/// `#[derive(PartialEq)] pub struct Xor: 2 => 3 sigmoid => 1 sigmoid`.
pub(crate) struct Declaration {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: TokenStream,
    pub(crate) struct_token: Ident,
    pub(crate) name: Ident,
    pub(crate) net: Option<Net>,
    /// Which of the parser's mistakes are in it.
    pub(crate) mistakes: std::ops::Range<usize>,
}

/// `#[...]`; a doc comment is one, too.
#[derive(Clone)]
pub(crate) struct Attribute {
    pub(crate) pound: Punct,
    pub(crate) content: Group,
}

/// A chain and its options: `2 => 3 sigmoid => 1 sigmoid, seed = 9`.
pub(crate) struct Net {
    /// The `<` and the `>`.
    pub(crate) brackets: Option<(Punct, Punct)>,
    pub(crate) inputs: Stage,
    pub(crate) links: Vec<Link>,
    pub(crate) residuals: Vec<Residual>,
    /// The words of all blocks: each `repeat` and `residual`.
    pub(crate) blocks: Vec<Ident>,
    pub(crate) settings: Vec<Setting>,
}

/// `residual(64 relu => 64)`: links whose outputs are added to their inputs.
pub(crate) struct Residual {
    /// The `residual` that was written.
    pub(crate) word: Ident,
    /// The indices of its first and its last link.
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// `=>` and the layer after it.
pub(crate) struct Link {
    /// The tokens of the arrow.
    pub(crate) arrow: TokenStream,
    pub(crate) stage: Stage,
    /// The position in the chain as it was written, from 1; the layers of a block share it.
    pub(crate) number: usize,
    /// The link of the chain that this one repeats, token for token.
    pub(crate) repeats: Option<usize>,
}

/// One layer as written, between two arrows: `hidden: 3 tanh no_bias`.
#[derive(Clone)]
pub(crate) struct Stage {
    /// `/// The hidden layer.`
    pub(crate) docs: TokenStream,
    pub(crate) label: Option<Ident>,
    /// Whether the user has written the label; layers of a block get one.
    pub(crate) is_labelled: bool,
    pub(crate) width: Option<Width>,
    pub(crate) words: Vec<Word>,
    /// All of its tokens, also the unreadable ones; empty where nothing was written.
    pub(crate) tokens: TokenStream,
    /// Whether nothing of it was skipped.
    pub(crate) whole: bool,
}

/// A number of inputs or units.
#[derive(Clone)]
pub(crate) enum Width {
    /// `3`; the minus is kept for the message.
    Number(Number),
    /// `UNITS`, `Self::N`.
    Path(Path),
    /// `{ 2 * UNITS }`, or the expression that an outer `macro_rules!` put here.
    Expression(Group),
    /// `net(Encoder)`, or another word with parentheses in place of a width.
    Call(Path, Group),
    /// `{ area: 20..220, new: bool }`: inputs or outputs with names.
    Named(NamedEnd),
}

/// Inputs or outputs with names.
#[derive(Clone)]
pub(crate) struct NamedEnd {
    /// The braces and what is in them.
    pub(crate) group: Group,
    pub(crate) fields: Vec<Field>,
}

/// `area: 20..220`
#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) name: Ident,
    pub(crate) kind: Option<Kind>,
}

/// The kind of a field, as it was written.
#[derive(Clone)]
pub(crate) enum Kind {
    /// `20..220`, or `tanh -1..1`.
    Range { activation: Option<Ident>, low: Number, dots: TokenStream, high: Number },
    /// `raw`, `one_of(A, B)`
    Word { word: Ident, argument: Option<Group> },
    /// `[0..1; 64]`
    Array { group: Group, kind: Option<Box<Kind>>, length: TokenStream },
}

impl Stage {
    /// Returns whether a second number follows directly after the width, so that an arrow is missing.
    pub(crate) fn has_second_width(&self) -> bool {
        matches!(self.words.first(), Some(Word::Number(_)))
    }
}

/// A literal with its sign.
#[derive(Clone)]
pub(crate) struct Number {
    pub(crate) minus: Option<Punct>,
    pub(crate) literal: Literal,
}

/// A word after a width.
#[derive(Clone)]
pub(crate) enum Word {
    /// An activation or a modifier: `relu`, `leaky_relu(0.1)`, `my::Swish<2>`, `no_bias`.
    Path { path: Path, argument: Option<Group> },
    /// A second number, which belongs to another layer.
    Number(Number),
}

impl Word {
    /// Returns whether this is the word, with or without an argument.
    pub(crate) fn is(&self, word: &str) -> bool {
        matches!(self, Self::Path { path, .. } if path.is(word))
    }
}

/// A path with its generic arguments.
#[derive(Clone)]
pub(crate) struct Path {
    pub(crate) trees: Vec<TokenTree>,
}

impl Path {
    /// Returns the path as one word: `relu`, but neither `a::b` nor `A<2>`.
    pub(crate) fn word(&self) -> Option<&Ident> {
        match &self.trees[..] {
            [TokenTree::Ident(word)] => Some(word),
            _ => None,
        }
    }

    /// Returns whether the path is this one word.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.word().is_some_and(|found| found == word)
    }
}

/// `seed = 9`, or `budget(bytes <= 4 KiB)`.
pub(crate) struct Setting {
    pub(crate) name: Ident,
    /// `None`: the value is the parenthesized group.
    pub(crate) equals: Option<Punct>,
    /// Empty where it is missing.
    pub(crate) value: TokenStream,
}

impl ToTokens for Call {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Named(declarations) => tokens.extend(quote!(#(#declarations);*)),
            Self::Bare(net) => net.to_tokens(tokens),
        }
    }
}

impl ToTokens for Declaration {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { attributes, visibility, struct_token, name, net, .. } = self;
        tokens.extend(quote!(#(#attributes)* #visibility #struct_token #name: #net));
    }
}

impl ToTokens for Attribute {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.pound.to_tokens(tokens);
        self.content.to_tokens(tokens);
    }
}

impl ToTokens for Net {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { brackets, inputs, links, residuals, settings, .. } = self;
        let links = with_blocks(links, residuals);
        let net = quote!(#inputs #links #(, #settings)*);
        match brackets {
            Some((open, close)) => tokens.extend(quote!(#open #net #close)),
            None => tokens.extend(net),
        }
    }
}

/// Returns the links, with the parentheses of residual blocks around those that they contain.
fn with_blocks(links: &[Link], residuals: &[Residual]) -> TokenStream {
    // the blocks that are not closed yet, each with the tokens before it
    let mut open: Vec<(&Residual, TokenStream)> = Vec::new();
    let mut tokens = TokenStream::new();
    for (index, Link { arrow, stage, .. }) in links.iter().enumerate() {
        arrow.to_tokens(&mut tokens);
        // of those that begin here the widest comes first
        for residual in residuals.iter().rev().filter(|residual| residual.first == index) {
            open.push((residual, std::mem::take(&mut tokens)));
        }
        stage.to_tokens(&mut tokens);
        while let Some((residual, before)) = open.pop_if(|(residual, _)| residual.last == index) {
            let (word, inner) = (&residual.word, std::mem::replace(&mut tokens, before));
            tokens.extend(quote!(#word(#inner)));
        }
    }
    tokens
}

impl ToTokens for Stage {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { label, width, words, .. } = self;
        if let Some(label) = label {
            tokens.extend(quote!(#label:));
        }
        tokens.extend(quote!(#width #(#words)*));
    }
}

impl ToTokens for Width {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Number(number) => number.to_tokens(tokens),
            Self::Path(path) => path.to_tokens(tokens),
            // groups without delimiters exist between compiler and macro only; in a text they need braces
            Self::Expression(group) if group.delimiter() == Delimiter::None => tokens.extend(quote!({ #group })),
            Self::Expression(group) => group.to_tokens(tokens),
            Self::Call(path, group) => tokens.extend(quote!(#path #group)),
            Self::Named(end) => end.group.to_tokens(tokens),
        }
    }
}

impl ToTokens for Kind {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Range { activation, low, dots, high } => tokens.extend(quote!(#activation #low #dots #high)),
            Self::Word { word, argument } => tokens.extend(quote!(#word #argument)),
            Self::Array { group, .. } => group.to_tokens(tokens),
        }
    }
}

impl ToTokens for Number {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.minus.to_tokens(tokens);
        self.literal.to_tokens(tokens);
    }
}

impl ToTokens for Word {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Path { path, argument } => tokens.extend(quote!(#path #argument)),
            Self::Number(number) => number.to_tokens(tokens),
        }
    }
}

impl ToTokens for Path {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.trees.iter().cloned());
    }
}

impl ToTokens for Setting {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { name, equals, value } = self;
        tokens.extend(quote!(#name #equals #value));
    }
}
