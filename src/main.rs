//! The page's program.

fn main() {
    tapedeck::start();
}
