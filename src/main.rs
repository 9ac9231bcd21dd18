//! Starts the program, in a window or in a worker.

fn main() {
    tapedeck::start();
}
