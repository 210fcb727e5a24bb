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

/** Starts the binary, with the text of a configuration if one is given; resolves with its address once it listens. */
export async function start({ port = 0, config = '' } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'rives-'));
  const file = join(folder, 'rives.toml');
  await writeFile(file, config);
  const listen = ['--listen', `127.0.0.1:${port}`, '--data-dir', join(folder, 'data'), '--config', file];
  const child = spawn(binary(), ['serve', '--demo', '--demo-small', ...listen], {
    stdio: ['ignore', 'pipe', 'pipe']
  });
  const said = [];
  const url = await new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`rives did not start:\n${said.join('\n')}`)), START_MS);
    const read = (line) => {
      said.push(line);
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
  return {
    url,
    /** Every line the node has written so far. */
    said,
    async stop() {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    }
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
