// Signing in by OpenID Connect: a real provider, several at once, and one that lies in every way we know.
import { after, before, beforeEach, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { Browser, freePort } from './browser.mjs';
import { crooked } from './crooked-provider.mjs';
import { ADMINISTRATOR, PASSWORD } from './demo.mjs';
import { honest } from './honest-provider.mjs';
import { start } from './server.mjs';

const SECRET = 'a-secret-that-is-only-for-these-tests-and-long-enough';
const VIEWER = '{ viewer { id email displayName seats { id } linkedProviders { id provider { id name startUrl } linkedAt } providerSignOutUrl } }';
const OURS = { 'sec-fetch-site': 'same-origin' };

let rives;
let town;
let state;
let liar;
let hidden;

const section = (id, issuer, more = '') => `
[[provider]]
id = "${id}"
name = "Provider ${id}"
issuer = "${issuer}"
client_id = "rives"
client_secret_file = "${process.env.OIDC_SECRET_FILE}"
${more}`;

before(async () => {
  const { mkdtemp, writeFile } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const { join } = await import('node:path');
  process.env.OIDC_SECRET_FILE = join(await mkdtemp(join(tmpdir(), 'rives-secret-')), 'secret');
  await writeFile(process.env.OIDC_SECRET_FILE, `${SECRET}\n`);
  const ports = [];
  for (let n = 0; n < 5; n += 1) ports.push(await freePort());
  const [port, ...theirs] = ports;
  const home = `http://127.0.0.1:${port}`;
  const client = (id) => ({
    client_id: 'rives', client_secret: SECRET,
    redirect_uris: [`${home}/auth/oidc/${id}/callback`], post_logout_redirect_uris: [`${home}/auth/oidc/${id}/signed-out`]
  });
  town = await honest({ port: theirs[0], client: client('town'), domain: 'town.example' });
  // The profile of a provider that signs its userinfo, says nothing of verified addresses, and is asked for an acr.
  const profile = { ...client('state'), token_endpoint_auth_method: 'client_secret_post', userinfo_signed_response_alg: 'RS256' };
  state = await honest({ port: theirs[1], client: profile, domain: 'state.example', verified: null });
  liar = await crooked({ port: theirs[2], clientId: 'rives', clientSecret: SECRET });
  hidden = await crooked({ port: theirs[3], clientId: 'rives', clientSecret: SECRET });
  const allowed = theirs.slice(0, 3).map((it) => `"127.0.0.1:${it}"`).join(', ');
  const config = [
    `public_url = "${home}"`,
    section('town', town.issuer),
    section('state', state.issuer, 'userinfo = "jwt"\ntoken_auth = "client_secret_post"\ntrust_email = true'),
    section('liar', liar.issuer),
    section('signed', liar.issuer, 'userinfo = "jwt"\nregistration = false'),
    section('strong', liar.issuer, 'acr_values = ["eidas2"]'),
    section('hidden', hidden.issuer),
    `[outgoing]\nallow_private = [${allowed}]`
  ].join('\n');
  rives = await start({ port, config });
});

after(async () => {
  await rives?.stop();
  for (const it of [town, state, liar, hidden]) await it?.stop();
});

beforeEach(() => { liar.lie = {}; liar.sub = 'crook'; liar.email = undefined; });

const isOurs = (url) => url.origin === rives.url;
const lands = (url) => isOurs(url) && !url.pathname.startsWith('/auth/');
const returns = (url) => isOurs(url) && url.pathname.endsWith('/callback');
const startOf = (id, back = '/account') => `${rives.url}/auth/oidc/${id}/start?return=${encodeURIComponent(back)}`;

/** Goes the whole way; gives where it ends. */
async function signIn(browser, id, options = {}) {
  return browser.until(startOf(id, options.back), lands, { headers: OURS, ...options });
}

async function viewer(browser) {
  return (await browser.ask(rives.url, VIEWER)).viewer;
}

async function withPassword(email = ADMINISTRATOR) {
  const browser = new Browser();
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { id } } }';
  const { signIn: signed } = await browser.ask(rives.url, query, { input: { email, password: PASSWORD } });
  assert.ok(signed.viewer);
  return browser;
}

/** An attempt at the liar ends with a refusal and without a session. */
async function refused(id = 'liar', rule = 'H-PROVIDER-FAILED') {
  const browser = new Browser();
  const end = await signIn(browser, id);
  assert.equal(`${end.pathname}${end.search}`, `/sign-in?refusal=${rule}`);
  assert.equal(await viewer(browser), null);
}

describe('a real provider', () => {
  test('somebody new comes in without a seat, and is the same person the next time', async () => {
    const browser = new Browser();
    const end = await signIn(browser, 'town', { fill: town.fill('amina') });
    assert.equal(end.pathname, '/account');
    const first = await viewer(browser);
    assert.equal(first.email, 'amina@town.example');
    assert.equal(first.displayName, 'Person amina');
    assert.deepEqual(first.seats, []);
    assert.deepEqual(first.linkedProviders.map((it) => it.provider), [{ id: 'town', name: 'Provider town', startUrl: '/auth/oidc/town/start' }]);
    const again = new Browser();
    await signIn(again, 'town', { fill: town.fill('amina') });
    assert.equal((await viewer(again)).id, first.id);
    assert.deepEqual(town.faults, []);
  });

  test('userinfo as a signed JWT is believed, and two providers do not mix up their people', async () => {
    const [one, other] = [new Browser(), new Browser()];
    await signIn(one, 'town', { fill: town.fill('benoit') });
    await signIn(other, 'state', { fill: state.fill('benoit') });
    const [here, there] = [await viewer(one), await viewer(other)];
    assert.equal(there.email, 'benoit@state.example');
    assert.notEqual(here.id, there.id);
    assert.deepEqual(state.faults, []);
  });

  test('the way there carries PKCE, a long nonce and a long state, and nothing secret', async () => {
    const browser = new Browser();
    const response = await browser.go(startOf('town'));
    const to = new URL(response.headers.get('location'));
    assert.equal(response.status, 303);
    assert.equal(to.origin, town.issuer);
    assert.equal(to.searchParams.get('code_challenge_method'), 'S256');
    assert.ok(to.searchParams.get('nonce').length >= 32);
    assert.ok(to.searchParams.get('state').length >= 32);
    assert.equal(to.searchParams.get('scope'), 'openid email profile');
    assert.ok(!to.href.includes(SECRET));
    assert.match(response.headers.get('set-cookie'), /^rives_oidc=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
    assert.equal(response.headers.get('cache-control'), 'no-store');
  });

  test('signing out leads through the provider and back to the exact address', async () => {
    const browser = new Browser();
    await signIn(browser, 'town', { fill: town.fill('carla') });
    const { providerSignOutUrl } = await viewer(browser);
    const out = new URL(providerSignOutUrl);
    assert.equal(out.searchParams.get('post_logout_redirect_uri'), `${rives.url}/auth/oidc/town/signed-out`);
    await browser.ask(rives.url, 'mutation { signOut { done } }');
    const back = await browser.until(out.href, isOurs, { fill: town.fill('carla') });
    assert.equal(back.pathname, '/auth/oidc/town/signed-out');
    assert.equal(new URL(Browser.next(back, await browser.go(back))).pathname, '/');
    assert.equal(await viewer(browser), null);
    // The provider has forgotten them: the next attempt stops at its login page.
    await assert.rejects(signIn(browser, 'town'), /value="login"/);
  });

  test('a code is good once, and not for the attempt of somebody else', async () => {
    const [one, other] = [new Browser(), new Browser()];
    const back = await one.until(startOf('town'), returns, { fill: town.fill('diego') });
    const own = await one.until(back.href, lands);
    assert.equal(own.pathname, '/account');
    assert.equal((await one.until(back.href, lands)).search, '?refusal=H-PROVIDER-ATTEMPT');
    const fresh = await other.until(startOf('town'), returns, { fill: town.fill('elena') });
    fresh.searchParams.set('code', back.searchParams.get('code'));
    assert.equal((await other.until(fresh.href, lands)).search, '?refusal=H-PROVIDER-FAILED');
    assert.equal(await viewer(other), null);
  });

  test('a state is good in the browser that began, at the provider where it began', async () => {
    const [one, other] = [new Browser(), new Browser()];
    const back = await one.until(startOf('town'), returns, { fill: town.fill('fatou') });
    assert.equal((await other.until(back.href, lands)).search, '?refusal=H-PROVIDER-ATTEMPT');
    const elsewhere = await one.until(startOf('town'), returns, { fill: town.fill('fatou') });
    elsewhere.pathname = '/auth/oidc/state/callback';
    assert.equal((await one.until(elsewhere.href, lands)).search, '?refusal=H-PROVIDER-ATTEMPT');
    const mixed = await one.until(startOf('town'), returns, { fill: town.fill('fatou') });
    mixed.searchParams.set('iss', state.issuer);
    assert.equal((await one.until(mixed.href, lands)).search, '?refusal=H-PROVIDER-FAILED');
    const unnamed = await one.until(startOf('town'), returns, { fill: town.fill('fatou') });
    unnamed.searchParams.delete('iss');
    assert.equal((await one.until(unnamed.href, lands)).search, '?refusal=H-PROVIDER-FAILED');
    assert.equal(await viewer(one), null);
  });

  test('a challenge that was tampered with on the way ends the attempt', async () => {
    const browser = new Browser();
    const to = new URL(Browser.next(rives.url, await browser.go(startOf('town'))));
    to.searchParams.set('code_challenge', 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
    assert.equal((await browser.until(to.href, lands, { fill: town.fill('gaston') })).search, '?refusal=H-PROVIDER-FAILED');
    assert.equal(await viewer(browser), null);
  });
});

describe('whose account it is', () => {
  test('an address that is taken is no way into somebody else’s account', async () => {
    liar.email = ADMINISTRATOR.toUpperCase();
    await refused('liar', 'H-PROVIDER-ADDRESS-TAKEN');
  });

  test('an address that the provider did not verify makes nobody', async () => {
    liar.sub = 'unverified';
    liar.lie = { userinfo: { email_verified: false } };
    await refused('liar', 'H-PROVIDER-ADDRESS');
    liar.lie = { userinfo: { email_verified: undefined } };
    await refused('liar', 'H-PROVIDER-ADDRESS');
    liar.lie = { userinfo: { email: undefined } };
    await refused('liar', 'H-PROVIDER-ADDRESS');
  });

  test('where nobody new is admitted, nobody new comes in', async () => {
    liar.sub = 'newcomer';
    liar.lie = { signed: {} };
    await refused('signed', 'H-PROVIDER-CLOSED');
  });

  test('who is signed in links a provider, signs in by it, and undoes the link', async () => {
    const browser = await withPassword();
    const before = await viewer(browser);
    assert.deepEqual(before.linkedProviders, []);
    assert.equal(before.providerSignOutUrl, null);
    await signIn(browser, 'town', { fill: town.fill('hanna') });
    const linked = await viewer(browser);
    assert.equal(linked.id, before.id);
    assert.equal(linked.email, ADMINISTRATOR);
    const by = new Browser();
    await signIn(by, 'town', { fill: town.fill('hanna') });
    assert.equal((await viewer(by)).id, before.id);
    const query = 'mutation ($input: UnlinkProviderInput!) { unlinkProvider(input: $input) { done refusals { rule { id } } } }';
    const input = { link: linked.linkedProviders[0].id };
    assert.ok((await by.ask(rives.url, query, { input })).unlinkProvider.done);
    assert.ok(!(await by.ask(rives.url, query, { input })).unlinkProvider.done);
    assert.deepEqual((await viewer(browser)).linkedProviders, []);
  });

  test('the last way in is not taken away', async () => {
    const browser = new Browser();
    await signIn(browser, 'town', { fill: town.fill('ines') });
    const { linkedProviders: [{ id: link }] } = await viewer(browser);
    const query = 'mutation ($input: UnlinkProviderInput!) { unlinkProvider(input: $input) { done refusals { rule { id } } } }';
    const { unlinkProvider } = await browser.ask(rives.url, query, { input: { link } });
    assert.deepEqual(unlinkProvider, { done: false, refusals: [{ rule: { id: 'H-PROVIDER-LAST' } }] });
  });

  test('an account at a provider is one person’s only', async () => {
    await signIn(new Browser(), 'town', { fill: town.fill('jonas') });
    const browser = await withPassword();
    const end = await signIn(browser, 'town', { fill: town.fill('jonas') });
    assert.equal(end.search, '?refusal=H-PROVIDER-TAKEN');
    assert.equal((await viewer(browser)).email, ADMINISTRATOR);
  });

  test('a foreign page cannot link its provider to whoever is signed in', async () => {
    const browser = await withPassword();
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { referer: 'https://evil.example/' }, {}]) {
      const end = await browser.until(startOf('liar'), lands, { headers });
      assert.equal(end.search, '?refusal=H-PROVIDER-ATTEMPT');
    }
    assert.deepEqual((await viewer(browser)).linkedProviders, []);
  });

  test('a link is made for who began it, not for who is signed in when it ends', async () => {
    const browser = await withPassword();
    const back = await browser.until(startOf('liar'), returns, { headers: OURS });
    await browser.ask(rives.url, 'mutation { signOut { done } }');
    assert.equal((await browser.until(back.href, lands)).search, '?refusal=H-PROVIDER-ATTEMPT');
  });
});

describe('a provider that lies', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const lies = {
    'a wrong nonce': { claims: () => ({ nonce: 'x'.repeat(43) }) },
    'no nonce': { claims: () => ({ nonce: undefined }) },
    'a wrong issuer': { claims: () => ({ iss: 'https://other.example' }) },
    'a wrong audience': { claims: () => ({ aud: 'another' }) },
    'an audience too many': { claims: () => ({ aud: ['rives', 'another'] }) },
    'another authorised party': { claims: () => ({ azp: 'another' }) },
    'a token that is over': { claims: () => ({ iat: now() - 500, exp: now() - 120 }) },
    'a token from the future': { claims: () => ({ iat: now() + 120, exp: now() + 500 }) },
    'no signature': { alg: 'none' },
    'a signature with our own secret': { alg: 'HS256' },
    'the signature of a stranger': { stranger: true },
    'another access token': { claims: () => ({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' }) },
    'userinfo about somebody else': { userinfo: { sub: 'victim' } },
    'signed userinfo from another issuer': { signed: {}, userinfo: { iss: 'https://other.example' } },
    'signed userinfo for another audience': { signed: {}, userinfo: { aud: 'another' } },
    'signed userinfo that is over': { signed: {}, userinfo: { exp: now() - 120 } },
    'signed userinfo without a signature': { signed: { alg: 'none' } },
    'signed userinfo with our own secret': { signed: { alg: 'HS256' } },
    'userinfo signed by a stranger': { signed: { stranger: true } }
  };
  for (const [name, lie] of Object.entries(lies)) {
    test(`${name} is not believed`, async () => {
      liar.lie = lie;
      await refused();
    });
  }

  test('the truth of the same provider is believed', async () => {
    const browser = new Browser();
    assert.equal((await signIn(browser, 'liar')).pathname, '/account');
    liar.lie = { signed: {} };
    const again = new Browser();
    await signIn(again, 'liar');
    assert.equal((await viewer(again)).id, (await viewer(browser)).id);
  });

  test('plain userinfo is refused where it must be signed', async () => {
    await refused('signed');
  });

  test('a clock that differs by half a minute is forgiven', async () => {
    for (const claims of [() => ({ iat: now() - 300, exp: now() - 30 }), () => ({ iat: now() + 30 })]) {
      liar.lie = { claims };
      assert.equal((await signIn(new Browser(), 'liar')).pathname, '/account');
    }
  });

  test('a sign-in that is weaker than asked for is refused', async () => {
    await refused('strong', 'H-PROVIDER-WEAK');
    liar.lie = { claims: () => ({ acr: 'eidas2' }) };
    assert.equal((await signIn(new Browser(), 'strong')).pathname, '/account');
  });

  test('keys that turned are fetched anew', async () => {
    await signIn(new Browser(), 'liar');
    await liar.turnKeys();
    assert.equal((await signIn(new Browser(), 'liar')).pathname, '/account');
  });

  test('a no is a no, and other errors are told apart', async () => {
    liar.lie = { error: 'access_denied' };
    await refused('liar', 'H-PROVIDER-DENIED');
    liar.lie = { error: 'server_error' };
    await refused();
  });

  test('a provider inside the network is not asked without permission', async () => {
    await refused('hidden', 'H-PROVIDER-DOWN');
    assert.equal(hidden.seen, 0);
  });

  test('an unknown provider and an invented callback are refused', async () => {
    await refused('nobody', 'H-PROVIDER-UNKNOWN');
    const browser = new Browser();
    for (const query of ['', '?code=x', '?code=x&state=y', '?state=%ff', '?error=access_denied']) {
      const end = await browser.until(`${rives.url}/auth/oidc/town/callback${query}`, lands);
      assert.equal(end.search, '?refusal=H-PROVIDER-ATTEMPT');
    }
  });

  test('nobody is led away from here after signing in', async () => {
    for (const back of ['//evil.example', '/\\evil.example', 'https://evil.example/', 'javascript:alert(1)']) {
      const end = await signIn(new Browser(), 'liar', { back });
      assert.equal(end.href, `${rives.url}/`);
    }
  });
});

test('nothing that was secret or somebody’s is in the log', () => {
  const log = rives.said.join('\n');
  assert.match(log, /H-PROVIDER-FAILED/);
  for (const word of [SECRET, 'secret words', 'amina', 'crook@', 'code=', 'id_token', 'eyJ', 'victim']) {
    assert.ok(!log.includes(word), word);
  }
});
