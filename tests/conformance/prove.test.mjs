// A proof that the running code makes is checked by code that shares nothing with it; an altered one is not believed.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { check, included } from './prove.mjs';
import { command, folder, serve } from './server.mjs';

const run = promisify(execFile);
const SCRIPT = resolve(import.meta.dirname, 'prove.mjs');
let place, proof, head, key;

/** A command of `rives log` on the stopped node. */
async function log(...words) {
  const done = await command(place.path, ['log', ...words]);
  assert.equal(done.code, 0, done.said);
  return done;
}

before(async () => {
  place = await folder();
  const node = await serve(place.path, ['serve', '--demo', '--demo-small']);
  await node.stop();
  const lines = (await log('export')).out.trim().split('\n').map((line) => JSON.parse(line));
  const { subject } = lines.find((line) => line.subject.startsWith('jumelage/'));
  const signed = await log('head');
  head = signed.out;
  key = /verifier key: (\S+)/.exec(signed.said)[1];
  proof = JSON.parse((await log('prove', subject.replace('/', ':'))).out);
});

after(() => place?.remove());

test('a proof shows that the whole record of a twinning is in the log of the signed head', () => {
  const shown = check(proof, key);
  assert.equal(shown.commits, proof.commits.length);
  assert.match(shown.events[0], /^jumelage\.(proposed|recorded_as_existing)$/);
  assert.equal(proof.checkpoint.trim(), head.trim(), 'the head is signed alike each time');
});

test('a proof that was altered anywhere is not believed', () => {
  const altered = (change) => {
    const copy = structuredClone(proof);
    change(copy);
    return () => check(copy, key);
  };
  const flip = (text) => {
    const bytes = Buffer.from(text, 'base64');
    bytes[bytes.length - 2] ^= 1;
    return bytes.toString('base64');
  };
  assert.throws(altered((it) => (it.commits[0].frame = flip(it.commits[0].frame))), /not in the log/);
  assert.throws(altered((it) => (it.commits[0].path[0] = flip(it.commits[0].path[0]))), /not in the log/);
  assert.throws(altered((it) => (it.commits[0].position += 1)), /not (in the log|the next)/);
  assert.throws(altered((it) => (it.commits[0].position = 0)), /not (in the log|the next)/);
  assert.throws(altered((it) => (it.checkpoint = it.checkpoint.replace(/\n\d+\n/, '\n1\n'))), /does not fit/);
  assert.throws(altered((it) => it.commits.splice(0, 1)), /not the next|names no commit/);
  assert.throws(altered((it) => (it.stream = 'jumelage/other')), /not the next/);
});

test('a key that was not the signer’s is not believed', () => {
  const other = key.replace(/^[^+]+/, 'elsewhere/rives');
  assert.throws(() => check(proof, other), /no verifier key/);
});

test('the verifier is a command that asks for a key of its own and says what is shown', async () => {
  const file = join(place.path, 'proof.json');
  await writeFile(file, JSON.stringify(proof));
  const { stdout } = await run(process.execPath, [SCRIPT, file, key]);
  assert.match(stdout, new RegExp(`^${proof.commits.length} commits of jumelage/\\S+ are in the log localhost/rives of \\d+ commits`));
  await assert.rejects(run(process.execPath, [SCRIPT, file]), /give the proof and the verifier key/);
});

test('a place before the beginning or beyond the end of a tree is in no tree', () => {
  const leaf = Buffer.alloc(32, 1);
  assert.ok(included(leaf, 0n, 1n, [], leaf));
  assert.ok(!included(leaf, -1n, 1n, [], leaf));
  assert.ok(!included(leaf, 1n, 1n, [], leaf));
});
