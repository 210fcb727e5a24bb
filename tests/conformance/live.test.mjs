// The subscription over graphql-transport-ws with the npm client: live, resumed from a cursor, refused with one error.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { ask, start } from './server.mjs';
import { ADMINISTRATOR, PASSWORD } from './demo.mjs';

const CHANGES = `subscription($after: Cursor) { changes(after: $after) { cursor verb summary(lang: ES) subject { id } } }`;

let server;
let cookie;
before(async () => {
  server = await start();
  const signedIn = await ask(
    server.url,
    'mutation($i: SignInInput!) { signIn(input: $i) { viewer { id } refusals { message } } }',
    { i: { email: ADMINISTRATOR, password: PASSWORD } }
  );
  cookie = signedIn.cookie;
  assert.ok(cookie, JSON.stringify(signedIn.body));
});
after(async () => { await server?.stop(); });

function client() {
  class Socket extends WebSocket {
    constructor(address, protocols) {
      super(address, protocols, { headers: { cookie, origin: server.url } });
    }
  }
  return createClient({ url: `${server.url.replace('http', 'ws')}/graphql`, webSocketImpl: Socket, retryAttempts: 0 });
}

async function record(name) {
  const { body } = await ask(
    server.url,
    `mutation($i: RecordOrganisationInput!) { recordOrganisation(input: $i) {
       cursor organisation { id } refusals { message } } }`,
    { i: { commandId: randomUUID(), kind: 'FOREIGN_LOCAL_AUTHORITY', country: 'ML',
           names: [{ lang: 'fr', text: name, use: 'OFFICIAL' }] } },
    { cookie }
  );
  assert.deepEqual(body.data?.recordOrganisation.refusals, [], JSON.stringify(body));
  return body.data.recordOrganisation;
}

async function head() {
  const { body } = await ask(server.url, '{ head }');
  return body.data.head;
}

test('what happens arrives live, and a later subscription resumes after the cursor without loss or double', async () => {
  const from = await head();
  const one = client();
  const changes = one.iterate({ query: CHANGES, variables: { after: from } });
  const first = changes.next();
  const recorded = await record('Kayes (essai)');
  const seen = (await first).value.data.changes;
  assert.equal(seen.subject.id, recorded.organisation.id);
  assert.equal(seen.verb, 'ORGANISATION_RECORDED');
  assert.ok(seen.summary.length > 0);
  await changes.return();
  await one.dispose();

  const missed = [await record('Nioro (essai)'), await record('Yélimané (essai)')];
  const two = client();
  const again = two.iterate({ query: CHANGES, variables: { after: seen.cursor } });
  for (const expected of missed) {
    assert.equal((await again.next()).value.data.changes.subject.id, expected.organisation.id);
  }
  await again.return();
  await two.dispose();
});

test('a cursor that cannot be served gives one final, distinct error', async () => {
  const one = client();
  const frames = [];
  await new Promise((done) => {
    one.subscribe(
      { query: CHANGES, variables: { after: 'v1.999999999.0' } },
      { next: (frame) => { frames.push(frame); }, error: (error) => { frames.push(error); done(); }, complete: done }
    );
  });
  assert.equal(frames.length, 1);
  const errors = Array.isArray(frames[0]) ? frames[0] : frames[0].errors;
  assert.equal(errors[0].extensions.code, 'CURSOR_UNKNOWN');
  await one.dispose();
});

test('queries and mutations travel over the same socket', async () => {
  const one = client();
  const answer = await one.iterate({ query: '{ counters { total } }' }).next();
  assert.equal(typeof answer.value.data.counters.total, 'number');
  await one.dispose();
});
