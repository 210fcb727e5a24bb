// A running `rives` with its examples, on a free port and a folder of its own, for the tests of this folder.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const START_MS = 120_000;

function binary() {
  const path = process.env.TESTED_RIVES ?? resolve(import.meta.dirname, '../../target/debug/rives');
  if (!existsSync(path)) throw new Error(`${path} is missing: run \`cargo build -p gateway\` first`);
  return path;
}

/** A folder for a node that is started more than once; `remove` it at the end. */
export async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'rives-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Runs a command of the binary on a stopped node's folder, with `input` on its standard input; `out` is its answer. */
export async function command(path, words, input = '', env = {}) {
  const child = spawn(binary(), [...words, '--data-dir', join(path, 'data')], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env }
  });
  const [said, out] = [[], []];
  child.stdout.on('data', (part) => [said, out].forEach((all) => all.push(part)));
  child.stderr.on('data', (part) => said.push(part));
  child.stdin.end(input);
  const code = await new Promise((done) => child.once('close', done));
  return { code, said: Buffer.concat(said).toString(), out: Buffer.concat(out).toString() };
}

/** Starts the binary with its examples, with the text of a configuration if one is given, in a folder of its own. */
export async function start({ port = 0, config = '' } = {}) {
  const { path, remove } = await folder();
  const file = join(path, 'rives.toml');
  await writeFile(file, config);
  const server = await serve(path, ['serve', '--demo', '--demo-small', '--config', file], {}, port);
  return { ...server, stop: () => server.stop().then(remove) };
}

/** Starts the binary on a folder; `said` is everything it has written so far. */
export async function serve(path, words = ['serve'], env = {}, port = 0) {
  const child = spawn(binary(), [...words, '--listen', `127.0.0.1:${port}`, '--data-dir', join(path, 'data')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env }
  });
  const said = [];
  const listening = new Set();
  const url = await new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`rives did not start:\n${said.join('\n')}`)), START_MS);
    const read = (line) => {
      said.push(line);
      for (const listen of [...listening]) listen();
      const found = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(line);
      if (found) {
        clearTimeout(late);
        done(found[0]);
      }
    };
    createInterface(child.stdout).on('line', read);
    createInterface(child.stderr).on('line', read);
    child.once('exit', (code) => fail(new Error(`rives ended with ${code}:\n${said.join('\n')}`)));
  });
  await ready(url);
  const end = async (signal) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await gone;
  };
  return {
    url,
    /** Every line the node has written so far. */
    said,
    /** Resolves once the node has written a line like this. */
    heard: (words) =>
      new Promise((done, fail) => {
        const late = setTimeout(() => fail(new Error(`never said ${words}:\n${said.join('\n')}`)), START_MS);
        const listen = () => {
          if (!said.some((line) => words.test(line))) return;
          clearTimeout(late);
          listening.delete(listen);
          done();
        };
        listening.add(listen);
        listen();
      }),
    stop: () => end('SIGTERM'),
    /** Ends it as a power cut would: no handler runs. */
    kill: () => end('SIGKILL')
  };
}

async function ready(url) {
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    if ((await fetch(`${url}/readyz`)).ok) return;
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error(`${url} is not ready`);
}

/** Asks by plain HTTP. */
export async function ask(url, query, variables = {}, headers = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables })
  });
  return { body: await response.json(), cookie: response.headers.get('set-cookie')?.split(';')[0] };
}
