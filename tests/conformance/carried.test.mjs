// Two nodes on a cluster of NATS and one mail server: whoever is the courier may be killed, and every mail arrives.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ask, command, folder, serve } from './server.mjs';
import { mailServer } from './mail.mjs';
import { natsServers, program } from './nats.mjs';

const ADMIN = { email: 'admin@node.example', password: 'two bridges and a long river' };
/** Invitations sent from each node: one may send thirty in a quarter of an hour, and the second node sends what the first cannot. */
const EACH = 14;
/** How long the next courier may take: the lease of one that was killed runs out, on a busy machine. */
const TAKEN_OVER_MS = 120_000;
/** A mail that somebody took and never brought is due again after ten minutes: waited for on request only. */
const AGAIN_MS = process.env.TESTED_LONG ? 900_000 : 0;

const skip = program ? false : 'no nats-server 2.12 or later: tests/run setup installs one';
let place, there, nats, mail, nodes;

before(async () => {
  if (skip) return;
  [place, there, nats, mail] = await Promise.all([folder(), folder(), natsServers(), mailServer()]);
  const key = join(place.path, 'people.key');
  await writeFile(key, '7'.repeat(64));
  const environment = {
    ...nats.environment,
    RIVES_PEOPLE_KEY_FILE: key,
    RIVES_PUBLIC_URL: 'http://rives.example',
    RIVES_MAIL__HOST: 'localhost',
    RIVES_MAIL__PORT: String(mail.port),
    RIVES_MAIL__FROM: 'Rives <rives@node.example>',
    RIVES_LIMITS__REQUESTS_PER_MINUTE_PER_ADDRESS: '1000000',
    RIVES_LIMITS__REQUESTS_PER_MINUTE_PER_PERSON: '1000000'
  };
  const seat = 'platform:platform_administrator';
  const words = ['account', 'add', ADMIN.email, '--lang', 'en', '--seat', seat];
  const added = await command(place.path, words, ADMIN.password, environment);
  assert.equal(added.code, 0, added.said);
  nodes = await Promise.all([place, there].map(({ path }) => serve(path, ['serve'], environment)));
});

after(async () => {
  await Promise.all((nodes ?? []).map((node) => node.stop()));
  await Promise.all([mail?.stop(), nats?.stop()]);
  await Promise.all([place?.remove(), there?.remove()]);
});

/** Acts; what cannot be kept at the moment is sent again, as the answer says, and counts once. */
async function act(node, cookie, name, type, input, select) {
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${select} refusals { rule { id } message } } }`;
  const send = () => ask(node.url, query, { input }, cookie ? { cookie } : {});
  const end = Date.now() + TAKEN_OVER_MS;
  let answer = await send();
  while (answer.body.errors?.[0]?.extensions?.code === 'UNAVAILABLE' && Date.now() < end) answer = await send();
  assert.equal(answer.body.errors, undefined, JSON.stringify(answer.body));
  assert.deepEqual(answer.body.data[name].refusals, []);
  return { ...answer.body.data[name], cookie: answer.cookie };
}

/** The node that says it is the courier. */
async function courier() {
  const end = Date.now() + TAKEN_OVER_MS;
  while (Date.now() < end) {
    for (const node of nodes) {
      const told = await fetch(`${node.url}/metrics`).then((answer) => answer.text(), () => '');
      if (told.includes('rives_lease_held{lease="courier"} 1\n')) return node;
    }
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error('nobody became the courier');
}

/** Invites people from a node, one after the other, at the other one once this one is gone. */
async function inviteAll(from, cookie, organisation, addresses) {
  for (const email of addresses) {
    const input = { commandId: randomUUID(), organisation, role: 'CONTRIBUTOR', function: 'Choirs', email, lang: 'EN' };
    for (let node = from; ; node = nodes.find((other) => other !== node)) {
      try {
        await act(node, cookie, 'invite', 'InviteInput', input, 'invitation { id }');
        break;
      } catch (error) {
        // Killed under the request: the same command is sent to the other node and counts once.
        if (!(error instanceof TypeError)) throw error;
      }
    }
  }
}

test('every mail is carried while the courier is killed, and one that comes twice is the same', { skip }, async () => {
  const first = await courier();
  const other = nodes.find((node) => node !== first);
  const { cookie } = await act(first, '', 'signIn', 'SignInInput', ADMIN, 'viewer { id }');
  const names = [{ lang: 'fr', text: 'Valmont-du-Test', use: 'OFFICIAL' }];
  const record = { commandId: randomUUID(), kind: 'COMMUNE', country: 'FR', names, source: 'letter of the mayor' };
  const made = await act(first, cookie, 'recordOrganisation', 'RecordOrganisationInput', record, 'organisation { id }');
  const town = made.organisation.id;
  const addresses = (node) => Array.from({ length: EACH }, (_, n) => `person-${node}-${n}@valmont.example`);
  const [here, far] = [addresses('a'), addresses('b')];
  const invited = Promise.all([inviteAll(first, cookie, town, here), inviteAll(other, cookie, town, far)]);
  // The courier dies in the middle of its work: a mail of its is taken, and it never hears so.
  await mail.next(EACH / 2);
  const release = mail.hold();
  const taken = await mail.next();
  await first.kill();
  release();
  await invited;
  for (const address of [...here, ...far]) await mail.to(address);
  assert.equal(await courier(), other, 'the other node has taken over');
  if (AGAIN_MS) await mail.to(taken.to[0], 2, AGAIN_MS);

  const ids = new Map();
  for (const { to, headers } of mail.mails) {
    const known = ids.get(to[0]) ?? headers['message-id'];
    assert.equal(headers['message-id'], known, `${to[0]} got two different mails`);
    ids.set(to[0], known);
  }
  assert.equal(ids.size, 2 * EACH);
  assert.equal(new Set(ids.values()).size, 2 * EACH, 'no two people got the same mail');
  console.log(`# ${2 * EACH} invitations, ${mail.mails.length} mails, the courier killed in between`);
});
