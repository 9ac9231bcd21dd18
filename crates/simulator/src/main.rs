//! `tapedeck-simulator`: the simulated vendors as a server on this machine.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use tapedeck_simulator::server::{self, Options, USAGE};
use tapedeck_simulator::synology::write_saved_log;
use tokio::signal;

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(sentence) => return fail(&sentence),
    };
    if let Some(path) = &options.save_log {
        return match save_log(path, &options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&format!("{} cannot be written: {error}.", path.display())),
        };
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("The server cannot start: {error}.")),
    };
    let ended = runtime.block_on(run(options));
    runtime.shutdown_background();
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => fail(&sentence),
    }
}

async fn run(options: Options) -> Result<(), String> {
    let stop = stopped().map_err(|error| format!("The server cannot listen for signals: {error}."))?;
    let listener = server::bind(&options).await?;
    let address = listener.local_addr().map_err(|error| format!("The server has no address: {error}."))?;
    let mut out = io::stdout();
    // A reader that went away is no reason not to serve.
    let _ = writeln!(out, "listening on http://{address}/").and_then(|()| out.flush());
    server::serve(listener, options, stop).await.map_err(|error| format!("The server stopped: {error}."))
}

fn save_log(path: &Path, options: &Options) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    write_saved_log(&mut file, options.seed, options.now_s, options.lines)?;
    file.flush()
}

fn fail(sentence: &str) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::FAILURE
}

/// Done when the process is asked to end.
#[cfg(unix)]
fn stopped() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    let mut interrupt = signal::unix::signal(signal::unix::SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Done when the process is asked to end.
#[cfg(not(unix))]
fn stopped() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
