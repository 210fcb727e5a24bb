// Invitations and links over a real mail server: they arrive, work once, survive its absence, and ask for TLS it can prove.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ask, command, folder, serve } from './server.mjs';
import { CERTIFICATE, LOGIN, mailServer, secretIn } from './mail.mjs';

const ADMIN = { email: 'admin@node.example', password: 'two bridges and a long river' };
const OFFICER = 'officer@valmont.example';
const ABROAD = 'mayor@rio-claro.example';

let place, mail, node, admin, officer;

const environment = (more = {}) => ({
  RIVES_PUBLIC_URL: 'http://rives.example',
  RIVES_MAIL__HOST: 'localhost',
  RIVES_MAIL__PORT: String(mail.port),
  RIVES_MAIL__FROM: 'Rives <rives@node.example>',
  ...more
});

before(async () => {
  place = await folder();
  mail = await mailServer();
  const seat = 'platform:platform_administrator';
  const added = await command(place.path, ['account', 'add', ADMIN.email, '--lang', 'en', '--seat', seat], ADMIN.password);
  assert.equal(added.code, 0, added.said);
  node = await serve(place.path, ['serve'], environment());
  admin = await signIn();
});

after(async () => {
  await node?.stop();
  await mail?.stop();
  await place?.remove();
});

async function act(cookie, name, type, input, select) {
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${select} refusals { rule { id } message wayOut } } }`;
  const answer = await ask(node.url, query, { input }, cookie ? { cookie } : {});
  assert.equal(answer.body.errors, undefined, JSON.stringify(answer.body));
  const payload = answer.body.data[name];
  return { ...payload, cookie: answer.cookie, refused: payload.refusals.map(({ rule }) => rule.id) };
}

async function signIn() {
  return (await act('', 'signIn', 'SignInInput', ADMIN, 'viewer { id }')).cookie;
}

async function town(cookie, country, name) {
  const names = [{ lang: 'fr', text: name, use: 'OFFICIAL' }];
  const kind = country === 'FR' ? 'COMMUNE' : 'FOREIGN_LOCAL_AUTHORITY';
  const input = { commandId: randomUUID(), kind, country, names, source: 'letter of the mayor' };
  return (await act(cookie, 'recordOrganisation', 'RecordOrganisationInput', input, 'organisation { id }')).organisation.id;
}

const invite = (cookie, organisation, email, lang, more = {}) =>
  act(cookie, 'invite', 'InviteInput',
    { commandId: randomUUID(), organisation, role: 'OFFICER', function: 'International relations', email, lang, ...more },
    'invitation { id email claims state }');

const accept = (cookie, token) =>
  act(cookie, 'acceptInvitation', 'AcceptInvitationInput', { commandId: randomUUID(), token },
    'viewer { email seats { role organisation { id } } }');

test('an invitation to a seat arrives, says what it is about, and works once', async () => {
  const home = await town(admin, 'FR', 'Valmont-du-Test');
  const made = await invite(admin, home, OFFICER, 'FR', { note: 'Bienvenue parmi nous' });
  assert.deepEqual(made.refused, []);
  assert.deepEqual({ ...made.invitation, id: null }, { id: null, email: OFFICER, claims: false, state: 'OPEN' });
  const [letter] = await mail.to(OFFICER);
  for (const part of ['Valmont-du-Test', 'International relations', '> Bienvenue parmi nous', 'Si vous n’attendiez pas']) {
    assert.ok(letter.text.includes(part), letter.text);
  }
  assert.match(letter.headers['message-id'], /^<[0-9a-f-]{36}@node\.example>$/);
  assert.ok(letter.text.includes('http://rives.example/invitation#'));
  const token = secretIn(letter, 'invitation');
  const shown = await ask(node.url, 'query($token: String!) { invitation(token: $token) { claims function invitedBy organisation { id } } }', { token });
  assert.equal(shown.body.data.invitation.organisation.id, home);
  const accepted = await accept('', token);
  assert.deepEqual(accepted.refused, []);
  assert.deepEqual(accepted.viewer, { email: OFFICER, seats: [{ role: 'OFFICER', organisation: { id: home } }] });
  officer = accepted.cookie;
  assert.deepEqual((await accept('', token)).refused, ['H-INVITATION'], 'a second use');
  const gone = await ask(node.url, 'query($token: String!) { invitation(token: $token) { claims } }', { token });
  assert.equal(gone.body.data.invitation, null);
});

test('people abroad are invited to ask, and somebody who knows them confirms', async () => {
  const abroad = await town(officer, 'AR', 'Río Claro del Test');
  const made = await invite(officer, abroad, ABROAD, 'ES');
  assert.equal(made.invitation.claims, true);
  const [letter] = await mail.to(ABROAD);
  assert.ok(letter.text.includes('Buenos días') && letter.text.includes('Valmont-du-Test'), letter.text);
  const accepted = await accept('', secretIn(letter, 'invitation'));
  assert.deepEqual(accepted.viewer, { email: ABROAD, seats: [] }, 'accepting confirms nothing');
  const query = 'query($id: ID!) { node(id: $id) { ... on Organisation { pendingClaims { seat } invitations { email state } } } }';
  const seen = (await ask(node.url, query, { id: abroad }, { cookie: officer })).body.data.node;
  assert.deepEqual(seen.invitations, [{ email: ABROAD, state: 'ACCEPTED' }]);
  const unseen = (await ask(node.url, query, { id: abroad })).body.data.node;
  assert.deepEqual(unseen, { pendingClaims: [], invitations: [] }, 'a visitor sees no address');
  const input = { commandId: randomUUID(), organisation: abroad, seat: seen.pendingClaims[0].seat, reason: 'We met at the town hall' };
  const confirmed = await act(officer, 'confirmClaim', 'SettleClaimInput', input, 'organisation { state }');
  assert.equal(confirmed.organisation.state, 'CLAIMED');
});

test('registering and a link to sign in tell nobody who exists; each link works once', async () => {
  const email = 'newcomer@town.example';
  const registered = await act('', 'register', 'RegisterInput', { email, displayName: 'Newcomer', lang: 'EN' }, 'done');
  const strange = await act('', 'requestSignInLink', 'RequestSignInLinkInput', { email: 'nobody@town.example' }, 'done');
  assert.deepEqual([registered.done, strange.done], [true, true]);
  const [letter] = await mail.to(email);
  const input = { token: secretIn(letter, 'sign-in/link') };
  const first = await act('', 'signInWithLink', 'SignInWithLinkInput', input, 'viewer { displayName }');
  assert.equal(first.viewer.displayName, 'Newcomer');
  const second = await act('', 'signInWithLink', 'SignInWithLinkInput', input, 'viewer { displayName }');
  assert.deepEqual(second.refused, ['H-LINK']);
  await act('', 'requestSignInLink', 'RequestSignInLinkInput', { email }, 'done');
  const [, again] = await mail.to(email, 2);
  const third = await act('', 'signInWithLink', 'SignInWithLinkInput', { token: secretIn(again, 'sign-in/link') }, 'viewer { displayName }');
  assert.equal(third.viewer.displayName, 'Newcomer');
  assert.equal(mail.mails.some(({ to }) => to.includes('nobody@town.example')), false, 'nobody gets no mail');
});

test('a mail waits while the server is away', async () => {
  const { port } = mail;
  await mail.stop();
  const email = 'later@town.example';
  const asked = await act('', 'register', 'RegisterInput', { email, displayName: 'Later', lang: 'EN' }, 'done');
  assert.equal(asked.done, true);
  await node.heard(/a mail waits for another try/);
  mail = await mailServer({ port });
  const [letter] = await mail.to(email);
  assert.ok(letter.text.includes('/sign-in/link#'));
  const all = node.said.join('\n');
  assert.equal(/@(town|valmont|rio-claro)\.example/.test(all), false, 'no address is in the log');
});

test('STARTTLS with a certificate that nobody vouches for is refused, and accepted with ca_file', async () => {
  await node.stop();
  await mail.stop();
  mail = await mailServer({ secure: true });
  const secrets = join(place.path, 'secrets');
  await mkdir(secrets);
  await writeFile(join(secrets, 'password'), `${LOGIN.password}\n`);
  const secure = environment({ RIVES_MAIL__TLS: 'starttls', RIVES_MAIL__USER: LOGIN.user, RIVES_MAIL__PASSWORD_FILE: join(secrets, 'password') });
  node = await serve(place.path, ['serve'], secure);
  const email = 'safe@town.example';
  await act('', 'register', 'RegisterInput', { email, displayName: 'Safe', lang: 'EN' }, 'done');
  await node.heard(/a mail waits for another try.*certificate/);
  assert.equal(mail.mails.length, 0);
  await node.stop();
  node = await serve(place.path, ['serve'], { ...secure, RIVES_MAIL__CA_FILE: CERTIFICATE });
  const [letter] = await mail.to(email);
  assert.deepEqual([letter.secure, letter.user], [true, LOGIN.user], 'it was kept over the restart');
  assert.equal(node.said.join('\n').includes(LOGIN.password), false);
});

test('a node without [mail] sends none and says so', async () => {
  await node.stop();
  node = await serve(place.path);
  const asked = await act('', 'requestSignInLink', 'RequestSignInLinkInput', { email: OFFICER }, 'done');
  assert.deepEqual(asked.refused, ['H-NO-MAIL']);
});
