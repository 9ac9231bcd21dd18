//! The page's own `view!`.
//!
//! It takes what Leptos's `view!` takes, as far as the page needs it. Leptos gives every element a type of its own, made
//! of its attributes and children, and the compiler writes the code that builds and updates it once for each. Here all
//! elements have one type, `crate::view::Element`, and that code exists once. The page is half the size for it.
//!
//! | written | means |
//! |---|---|
//! | `name=value` | an attribute; what is false or nothing is not there |
//! | `class:name=value` | a class that is there or not |
//! | `style:name=value`, `style=("--name", value)` | a property of the element's own style |
//! | `prop:name=value` | a property of the element's object |
//! | `on:name=handler` | a listener |
//! | `node_ref=node` | fills a `NodeRef` |
//! | `<Component name=value>…</Component>` | a component and its properties |
//! | `on_name=move \|\| …` at a component | a handler that is told nothing: the same as `move \|()\| …` |

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock};
use syn::spanned::Spanned;
use syn::{Block, Error, Expr, Ident, Result, Stmt};

type NodeElement = rstml::node::NodeElement<Infallible>;

/// Events that Leptos has no name for.
const UNNAMED_EVENTS: [&str; 1] = ["cancel"];

/// Elements and components as one `crate::view::Part`.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let part = rstml::parse2(tokens.into()).and_then(|nodes| parts(&nodes, true));
    part.unwrap_or_else(Error::into_compile_error).into()
}

/// One part of some nodes. Elements at the top of a view are marked with the place where they are written.
fn parts(nodes: &[Node], top: bool) -> Result<TokenStream> {
    let nodes: Vec<&Node> = nodes.iter().filter(|node| !matches!(node, Node::Comment(_))).collect();
    let mut parts = nodes.iter().enumerate().map(|(at, node)| {
        let child = child(node, top.then_some(at))?;
        Ok(quote! { crate::view::Part::from(#child) })
    });
    match parts.len() {
        1 => parts.next().unwrap_or_else(|| Ok(TokenStream::new())),
        _ => {
            let parts = parts.collect::<Result<Vec<_>>>()?;
            Ok(quote! { crate::view::Part::Many(::std::vec![#(#parts),*]) })
        }
    }
}

/// Anything that can stand in an element.
fn child(node: &Node, at: Option<usize>) -> Result<TokenStream> {
    match node {
        Node::Element(element) if is_component(element) => component(element),
        Node::Element(tag) => element(tag, at),
        Node::Block(NodeBlock::ValidBlock(block)) => Ok(unbraced(block)),
        Node::Text(text) => Ok(text.value.to_token_stream()),
        Node::RawText(text) => Ok(text.to_string_best().into_token_stream()),
        Node::Fragment(fragment) => parts(&fragment.children, false),
        other => Err(Error::new(other.span(), "not understood by view!")),
    }
}

/// The expression of a block without its braces, about which the compiler would complain.
fn unbraced(block: &Block) -> TokenStream {
    match block.stmts.as_slice() {
        [Stmt::Expr(expression, None)] => expression.to_token_stream(),
        _ => block.to_token_stream(),
    }
}

fn is_component(element: &NodeElement) -> bool {
    element.name().to_string().starts_with(char::is_uppercase)
}

fn element(element: &NodeElement, at: Option<usize>) -> Result<TokenStream> {
    let tag = element.name().to_string();
    let attributes = keyed(element)?.into_iter().map(attribute).collect::<Result<Vec<_>>>()?;
    let children = element.children.iter().filter(|node| !matches!(node, Node::Comment(_)));
    let children = children.map(|node| child(node, None)).collect::<Result<Vec<_>>>()?;
    let place = at.map(|at| {
        let at = at as u32;
        quote! { .written_at(const { crate::view::place(::core::file!(), ::core::line!(), ::core::column!() + #at) }) }
    });
    Ok(quote! { crate::view::Element::new(#tag) #place #(#attributes)* #(.child(#children))* })
}

/// One attribute as a call of `Element`.
fn attribute(attribute: &KeyedAttribute) -> Result<TokenStream> {
    let name = attribute.key.to_string();
    let span = attribute.key.span();
    let value = attribute.value();
    let given = || value.ok_or_else(|| Error::new(span, "a value is missing"));
    let call = |method: &str, name: &str, value: &Expr| {
        let method = Ident::new(method, span);
        quote_spanned! {span=> .#method(#name, #value) }
    };
    match name.split_once(':') {
        Some(("class", name)) => Ok(call("class", name, given()?)),
        Some(("style", name)) => Ok(call("style", name, given()?)),
        Some(("prop", name)) => Ok(call("property", name, given()?)),
        Some(("on", name)) => {
            let (event, handler) = (Ident::new(name, Span::call_site()), given()?);
            Ok(match UNNAMED_EVENTS.contains(&name) {
                true => quote! { .on(::leptos::ev::Custom::new(#name), #handler) },
                false => quote! { .on(::leptos::ev::#event, #handler) },
            })
        }
        Some(_) => Err(Error::new(span, "not understood by view!")),
        None => match (name.as_str(), value) {
            ("node_ref", _) => given().map(|node| quote! { .node_ref(#node) }),
            ("style", Some(Expr::Tuple(pair))) => {
                let (name, value) = (pair.elems.first(), pair.elems.last());
                Ok(quote! { .style(#name, #value) })
            }
            (name, Some(value)) => Ok(call("attribute", name, value)),
            (name, None) => Ok(quote! { .attribute(#name, true) }),
        },
    }
}

/// A component with its properties. Its children are made when the component asks for them.
fn component(element: &NodeElement) -> Result<TokenStream> {
    let name = element.name();
    let properties = keyed(element)?.into_iter().map(|property| {
        let key = &property.key;
        match property.value() {
            Some(Expr::Closure(handler)) if handler.inputs.is_empty() && key.to_string().starts_with("on_") => {
                let (capture, body) = (&handler.capture, &handler.body);
                quote! { .#key(#capture |()| #body) }
            }
            Some(value) => quote! { .#key(#value) },
            None => quote! { .#key(#key) },
        }
    });
    let children = match element.children.is_empty() {
        true => None,
        false => {
            let children = parts(&element.children, true)?;
            Some(quote! { .children(crate::view::children(move || #children)) })
        }
    };
    Ok(quote! {
        ::leptos::component::component_view(
            &#name,
            ::leptos::component::component_props_builder(&#name) #(#properties)* #children .build(),
        )
    })
}

fn keyed(element: &NodeElement) -> Result<Vec<&KeyedAttribute>> {
    let attributes = element.attributes().iter().map(|attribute| match attribute {
        NodeAttribute::Attribute(attribute) => Ok(attribute),
        NodeAttribute::Block(block) => Err(Error::new(block.span(), "an attribute has a name")),
    });
    attributes.collect()
}
