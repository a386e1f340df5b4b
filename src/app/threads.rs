//! How many threads the engines use.

use super::error::Error;

/// Runs something with a number of threads; `None` takes all cores.
pub fn with_threads<T: Send>(
    threads: Option<usize>,
    job: impl FnOnce() -> T + Send,
) -> Result<T, Error> {
    let count = threads.unwrap_or(0);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build();
    let pool = pool.map_err(|source| Error::Threads { threads: count, source })?;
    Ok(pool.install(job))
}
