//! A network of another framework, as it is written here.

use super::{Item, Layer};

/// A chain, as it is written here.
pub(crate) struct Written {
    /// `2`, where it is known.
    pub(crate) inputs: Option<String>,
    /// Whether it begins with a number that is not in a layer.
    pub(crate) is_plain: bool,
    /// `3 relu => 1`
    pub(crate) layers: String,
    /// The arguments that have no place here.
    pub(crate) homeless: Vec<String>,
    /// The name of the first layer that is not there.
    pub(crate) absent: Option<String>,
}

impl Written {
    /// Returns the whole chain; where the number of inputs is unknown, that of an example.
    pub(crate) fn text(&self) -> String {
        format!("{} => {}", self.inputs.as_deref().unwrap_or("2"), self.layers)
    }
}

/// Returns the chain that layers are; `None` where they make none.
pub(crate) fn network(items: &[Item]) -> Option<Written> {
    let mut chain = Chain::default();
    chain.items(items)?;
    let Chain { inputs, layers, absent } = chain;
    if layers.is_empty() && absent.is_none() {
        return None;
    }
    let homeless = layers.iter().flat_map(|layer| layer.homeless.iter().cloned()).collect();
    let layers = layers.iter().map(Layer::text).collect::<Vec<_>>().join(" => ");
    let is_plain = matches!(items.first(), Some(Item::Plain(_)));
    Some(Written { inputs, is_plain, layers, homeless, absent })
}

#[derive(Default)]
struct Chain {
    inputs: Option<String>,
    layers: Vec<Layer>,
    absent: Option<String>,
}

impl Chain {
    fn items(&mut self, items: &[Item]) -> Option<()> {
        for item in items {
            match item {
                Item::Inputs(inputs) => self.inputs = Some(inputs.clone()),
                Item::Flatten => {}
                Item::Absent(name) => self.absent = self.absent.take().or_else(|| Some(name.clone())),
                Item::Network(items) => self.items(items)?,
                Item::Plain(layer) if self.inputs.is_none() && self.layers.is_empty() => {
                    self.inputs.clone_from(&layer.width);
                }
                Item::Plain(layer) | Item::Layer(layer) => self.layer(layer)?,
            }
        }
        Some(())
    }

    fn layer(&mut self, layer: &Layer) -> Option<()> {
        if layer.width.is_some() {
            if self.layers.is_empty() {
                self.inputs = self.inputs.take().or_else(|| layer.inputs.clone());
            }
            self.layers.push(layer.clone());
        } else {
            let before = self.layers.pop()?;
            self.layers.push(before.joined(layer)?);
        }
        Some(())
    }
}
