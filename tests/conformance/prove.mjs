// An independent verifier of `rives log prove`: reads the proof, trusts nothing but the verifier key it was given.
//
//   node prove.mjs PROOF.json VERIFIER-KEY
//
// What it shows: these commits, none left out between them, stand at these places in the log whose head the key signed.
// What it cannot show: that the record goes no further, that its moments are true, that everybody is shown the same log.
// The checkpoint is a signed note (Ed25519), the tree that of RFC 9162; nothing here is shared with the log's own code.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const base64 = (text) => Buffer.from(text, 'base64');

/** Reads `<name>+<id>+<key>`, the text form of a verifier key. */
function readKey(text) {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = base64(encoded ?? '');
  const own = sha256(Buffer.from(`${name}\n`), bytes).subarray(0, 4);
  if (bytes[0] !== 1 || bytes.length !== 33 || own.toString('hex') !== id) throw new Error('this is no verifier key');
  // SubjectPublicKeyInfo of Ed25519 is these twelve bytes and the key.
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), bytes.subarray(1)]);
  return { name, id: own, key: createPublicKey({ key: der, format: 'der', type: 'spki' }) };
}

/** The size and root that the key signed. */
export function openCheckpoint(note, keyText) {
  const { name, id, key } = readKey(keyText);
  const [body, signatures] = note.split(/\n\n/, 2);
  const text = Buffer.from(`${body}\n`);
  const line = (signatures ?? '').split('\n').find((each) => each.startsWith(`— ${name} `));
  const signed = base64(line?.split(' ')[2] ?? '');
  if (!signed.subarray(0, 4).equals(id)) throw new Error(`no signature of ${name}`);
  if (!verify(null, text, key, signed.subarray(4))) throw new Error(`the signature of ${name} does not fit`);
  const [origin, size, root] = body.split('\n');
  return { origin, size: BigInt(size), root: base64(root) };
}

/** True when `path` leads from the leaf at `index` to `root` in a tree of `size` leaves (RFC 9162 §2.1.3.2). */
export function included(leaf, index, size, path, root) {
  if (index < 0n || index >= size) return false;
  let [place, last, hash] = [index, size - 1n, leaf];
  for (const step of path) {
    if (last === 0n) return false;
    if (place & 1n || place === last) {
      hash = sha256(Buffer.from([1]), step, hash);
      while (!(place & 1n) && place !== 0n) [place, last] = [place >> 1n, last >> 1n];
    } else {
      hash = sha256(Buffer.from([1]), hash, step);
    }
    [place, last] = [place >> 1n, last >> 1n];
  }
  return last === 0n && hash.equals(root);
}

/** What a commit's frame says (version 1): its stream, the position before it in that stream, its events. */
export function readFrame(bytes) {
  if (bytes[0] !== 1) throw new Error(`frames of version ${bytes[0]} are not known here`);
  let at = 33; // version 1, previous 8, command 16, moment 8
  const take = (width) => {
    const length = bytes.readUIntBE(at, width);
    at += width + length;
    return bytes.toString('utf8', at - length, at);
  };
  const [stream, author] = [take(2), take(4)];
  const count = bytes.readUInt16BE(at);
  at += 2;
  const events = [];
  for (let n = 0; n < count; n += 1) {
    const name = take(2);
    const version = bytes.readUInt16BE(at);
    at += 2;
    events.push({ name, version, payload: take(4) });
  }
  if (at !== bytes.length) throw new Error('the frame does not end where it should');
  return { previous: bytes.readBigUInt64BE(1), at: bytes.readBigInt64BE(25), stream, author, events };
}

/** Checks a whole proof against a key that came another way; returns what it shows. */
export function check(proof, keyText) {
  const head = openCheckpoint(proof.checkpoint, keyText);
  if (proof.commits.length === 0) throw new Error('the proof names no commit');
  let previous = 0n;
  const events = [];
  for (const { position, frame, path } of proof.commits) {
    const bytes = base64(frame);
    const read = readFrame(bytes);
    // Each names the one before it in its stream: none was left out between them.
    if (read.stream !== proof.stream || read.previous !== previous) {
      throw new Error(`commit ${position} is not the next of ${proof.stream}`);
    }
    const leaf = sha256(Buffer.from([0]), bytes);
    if (!included(leaf, BigInt(position) - 1n, head.size, path.map(base64), head.root)) {
      throw new Error(`commit ${position} is not in the log of this head`);
    }
    previous = BigInt(position);
    events.push(...read.events.map((event) => event.name));
  }
  return { origin: head.origin, size: head.size, stream: proof.stream, commits: proof.commits.length, events };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file, key] = process.argv.slice(2);
  if (!key) throw new Error('give the proof and the verifier key: one that comes with the proof shows nothing');
  const shown = check(JSON.parse(readFileSync(file, 'utf8')), key);
  console.log(`${shown.commits} commits of ${shown.stream} are in the log ${shown.origin} of ${shown.size} commits`);
}
