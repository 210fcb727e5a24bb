//! A running `rives`: started on a free port and an empty folder, killed or stopped as a journey wants.

use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

/// How long a node may take to serve, in a debug build that loads its examples.
const START: Duration = Duration::from_mins(2);
/// How long it may take to project a folder of a million events for the first time.
const PROJECT: Duration = Duration::from_mins(15);
/// How long it may take to stop by itself.
const STOP: Duration = Duration::from_secs(20);

/// All who test come from one address; those who test the limits set their own.
const CROWD: [(&str, &str); 3] = [
    ("RIVES_LIMITS__REQUESTS_PER_MINUTE_PER_ADDRESS", "1000000"),
    ("RIVES_LIMITS__REQUESTS_PER_MINUTE_PER_PERSON", "1000000"),
    ("RIVES_LIMITS__CONNECTIONS_PER_ADDRESS", "100000"),
];

/// One `rives` with its data.
pub struct Node {
    child: Option<Child>,
    data: PathBuf,
    listen: String,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    patience: Duration,
    /// Everything that it wrote since it was made.
    said: Arc<Mutex<String>>,
    /// Removed with the node; `None` on a folder that somebody else owns.
    _folder: Option<TempDir>,
}

impl Node {
    /// Starts a node with `arguments` after its data folder and address, e.g. `["serve", "--demo"]`.
    ///
    /// # Errors
    /// When the binary is missing, ends early or does not serve in time.
    pub fn start(arguments: &[&str]) -> Result<Self> {
        Self::start_with(arguments, &[])
    }

    /// Starts a node with these variables in the environment.
    ///
    /// # Errors
    /// As [`Node::start`].
    pub fn start_with(arguments: &[&str], environment: &[(&str, &str)]) -> Result<Self> {
        let folder = TempDir::new()?;
        let mut node = Self {
            child: None,
            data: folder.path().join("data"),
            listen: "127.0.0.1:0".to_owned(),
            arguments: arguments.iter().map(|&word| word.to_owned()).collect(),
            environment: owned(environment),
            patience: START,
            said: Arc::default(),
            _folder: Some(folder),
        };
        node.run()?;
        Ok(node)
    }

    /// Serves a data folder that exists, with these variables in the environment.
    ///
    /// # Errors
    /// As [`Node::start`].
    pub fn serve_folder(data: &str, environment: &[(&str, &str)]) -> Result<Self> {
        Self::on(Path::new(data), &["serve"], environment, PROJECT)
    }

    /// Starts a node on a folder that somebody else owns.
    ///
    /// # Errors
    /// As [`Node::start`].
    pub fn start_on(data: &Path, arguments: &[&str]) -> Result<Self> {
        Self::on(data, arguments, &[], START)
    }

    fn on(
        data: &Path,
        arguments: &[&str],
        environment: &[(&str, &str)],
        patience: Duration,
    ) -> Result<Self> {
        let mut node = Self {
            child: None,
            data: data.to_owned(),
            listen: "127.0.0.1:0".to_owned(),
            arguments: arguments.iter().map(|&word| word.to_owned()).collect(),
            environment: owned(environment),
            patience,
            said: Arc::default(),
            _folder: None,
        };
        node.run()?;
        Ok(node)
    }

    /// The process id, while it runs.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Starts it again on the same folder and port, after [`Node::kill`] or [`Node::stop`].
    ///
    /// # Errors
    /// As [`Node::start`].
    pub fn run(&mut self) -> Result<()> {
        let mut child = self.spawn()?;
        let (tell, lines) = mpsc::channel();
        forward(child.stdout.take().context("its output")?, tell.clone(), &self.said);
        forward(child.stderr.take().context("its log")?, tell, &self.said);
        self.child = Some(child);
        let end = Instant::now() + self.patience;
        let mut said = Vec::new();
        while let Ok(line) = lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if let Some(address) = address_in(&line) {
                self.listen = address;
                return self.ready(end);
            }
            said.push(line);
        }
        bail!("rives did not say where it listens:\n{}", said.join("\n"))
    }

    /// Starts it and kills it after this time, however far it has come.
    ///
    /// # Errors
    /// When the binary is missing.
    pub fn run_until(&mut self, time: Duration) -> Result<()> {
        let mut child = self.spawn()?;
        std::thread::sleep(time);
        child.kill()?;
        child.wait()?;
        Ok(())
    }

    fn spawn(&self) -> Result<Child> {
        Command::new(binary()?)
            .args(&self.arguments)
            .arg("--data-dir")
            .arg(self.data())
            .args(["--listen", &self.listen])
            .env("NO_COLOR", "1")
            .envs(CROWD)
            .envs(self.environment.iter().map(|(key, value)| (key, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("starting rives")
    }

    /// Waits until the node says that it is ready.
    fn ready(&self, end: Instant) -> Result<()> {
        self.tells("/readyz", |_| true, end.saturating_duration_since(Instant::now())).map(drop)
    }

    /// Asks `path` until the answer is `wanted`, for a bounded time: health and figures are made to be asked again.
    ///
    /// # Errors
    /// When no such answer comes in time.
    pub fn tells(
        &self,
        path: &str,
        wanted: impl Fn(&str) -> bool,
        patience: Duration,
    ) -> Result<String> {
        let end = Instant::now() + patience;
        let mut last = String::new();
        while Instant::now() < end {
            if let Ok(mut answer) = ureq::get(format!("{}{path}", self.url())).call() {
                last = answer.body_mut().read_to_string()?;
                if wanted(&last) {
                    return Ok(last);
                }
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        bail!("{}{path} does not tell what was waited for, but:\n{last}", self.url())
    }

    /// `http://127.0.0.1:<port>`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.listen)
    }

    /// The data folder.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.data.clone()
    }

    /// Puts a variable into the environment of its next start.
    pub fn set(&mut self, key: &str, value: &str) {
        self.environment.push((key.to_owned(), value.to_owned()));
    }

    /// Takes a variable out of the environment of its next start.
    pub fn unset(&mut self, key: &str) {
        self.environment.retain(|(known, _)| known != key);
    }

    /// All that it wrote to its output and its log up to now.
    ///
    /// # Panics
    /// Never: whoever writes does not panic.
    #[must_use]
    pub fn said(&self) -> String {
        self.said.lock().expect("whoever writes does not panic").clone()
    }

    /// Kills it as a power cut would end the process: no handler runs.
    ///
    /// # Errors
    /// When there is no process.
    pub fn kill(&mut self) -> Result<()> {
        let mut child = self.child.take().context("not running")?;
        child.kill()?;
        child.wait()?;
        Ok(())
    }

    /// Asks it to stop as a service manager does, and waits.
    ///
    /// # Errors
    /// When it does not stop in time or ends with an error.
    pub fn stop(&mut self) -> Result<()> {
        let mut child = self.child.take().context("not running")?;
        let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status()?;
        if !asked.success() {
            bail!("kill -TERM failed");
        }
        let status = ended(&mut child)?;
        if status.success() { Ok(()) } else { bail!("rives ended with {status}") }
    }

    /// Waits until it has ended by itself, and says how.
    ///
    /// # Errors
    /// When it goes on running.
    pub fn ended(&mut self) -> Result<ExitStatus> {
        ended(&mut self.child.take().context("not running")?)
    }

    /// Whether the process is still there.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn runs(&mut self) -> Result<bool> {
        let child = self.child.as_mut().context("not running")?;
        Ok(child.try_wait()?.is_none())
    }

    /// Runs the binary once on this node's folder and in its environment: whether it succeeded, and all it said.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn command(&self, arguments: &[&str]) -> Result<(bool, String)> {
        self.command_with(arguments, "")
    }

    /// The same with something to read on its standard input.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn command_with(&self, arguments: &[&str], input: &str) -> Result<(bool, String)> {
        let mut child = Command::new(binary()?)
            .args(arguments)
            .arg("--data-dir")
            .arg(self.data())
            .env("NO_COLOR", "1")
            .envs(self.environment.iter().map(|(key, value)| (key, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        // A command that reads nothing may have ended before it could be given anything.
        let given = child.stdin.take().context("its input")?.write_all(input.as_bytes());
        let output = child.wait_with_output()?;
        if !input.is_empty() {
            given?;
        }
        let said = [output.stdout, output.stderr].concat();
        Ok((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        if self.child.is_some() {
            // A failure to kill what is gone already changes nothing for the test.
            self.kill().unwrap_or_default();
        }
    }
}

/// The built binary: `TESTED_RIVES`, or the one beside the tests.
///
/// # Errors
/// When it is not there.
pub fn binary() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("TESTED_RIVES") {
        return Ok(PathBuf::from(path));
    }
    let test = std::env::current_exe()?;
    let folder =
        test.parent().and_then(Path::parent).context("tests run from the target folder")?;
    let path = folder.join("rives");
    if !path.is_file() {
        bail!(
            "{} is missing: run `cargo build -p gateway` first, or set TESTED_RIVES",
            path.display()
        );
    }
    Ok(path)
}

/// The system tells of a process's end only who waits for ever or asks again.
fn ended(child: &mut Child) -> Result<ExitStatus> {
    let end = Instant::now() + STOP;
    while Instant::now() < end {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill()?;
    child.wait()?;
    bail!("rives did not stop within {STOP:?}")
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect()
}

fn forward(
    from: impl std::io::Read + Send + 'static,
    to: mpsc::Sender<String>,
    said: &Arc<Mutex<String>>,
) {
    let said = Arc::clone(said);
    std::thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            if std::env::var_os("TESTED_RIVES_LOG").is_some() {
                println_err(&line);
            }
            said.lock().expect("no test panics while it writes").extend([line.as_str(), "\n"]);
            // Nobody listens once the node is up; reading on keeps its pipe from filling.
            to.send(line).unwrap_or_default();
        }
    });
}

fn println_err(line: &str) {
    writeln!(std::io::stderr(), "rives: {line}").unwrap_or_default();
}

fn address_in(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("Rives is at http://127.0.0.1:")?;
    let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (port.parse::<u16>().ok()? != 0).then(|| format!("127.0.0.1:{port}"))
}
