// Signing in with a passkey and with one-time codes, as a browser with an authenticator does it, through the API alone.
import { expect, test } from './test.mjs';
import { PASSWORD } from '../conformance/demo.mjs';
import { authenticator, local, oneTimeCode } from './ways.mjs';

/** An account that no other test signs in with: a second factor would stand in their way. */
const EMAIL = 'water@groups.example';

/** Asks the API from within the page, with its cookie. */
function ask(page, query, variables = {}) {
  return page.evaluate(
    async (body) => {
      const answer = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body)
      });
      const { data, errors } = await answer.json();
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    { query, variables }
  );
}

const REFUSALS = 'refusals { rule { id } path }';
const rules = (payload) => payload.refusals.map((refusal) => refusal.rule.id);

async function signIn(page, code = null) {
  const { signIn } = await ask(
    page,
    `mutation($input: SignInInput!) { signIn(input: $input) { viewer { email } ${REFUSALS} } }`,
    { input: { email: EMAIL, password: PASSWORD, code } }
  );
  return signIn;
}

const signOut = (page) => ask(page, 'mutation { signOut { done } }');

/** Lets the browser answer a ceremony; `kind` is `create` or `get`. */
function answer(page, kind, ceremony) {
  return page.evaluate(
    async ({ kind, options }) => {
      const { publicKey } = JSON.parse(options);
      const read =
        kind === 'create'
          ? PublicKeyCredential.parseCreationOptionsFromJSON
          : PublicKeyCredential.parseRequestOptionsFromJSON;
      const credential = await navigator.credentials[kind]({
        publicKey: read.call(PublicKeyCredential, publicKey)
      });
      return JSON.stringify(credential.toJSON());
    },
    { kind, options: ceremony.options }
  );
}

async function register(page, name) {
  const { startPasskeyRegistration: begun } = await ask(
    page,
    `mutation { startPasskeyRegistration { ceremony { id options } ${REFUSALS} } }`
  );
  expect(begun.refusals).toEqual([]);
  const credential = await answer(page, 'create', begun.ceremony);
  const { finishPasskeyRegistration: done } = await ask(
    page,
    `mutation($input: FinishPasskeyRegistrationInput!) { finishPasskeyRegistration(input: $input) { done ${REFUSALS} } }`,
    { input: { ceremony: begun.ceremony.id, credential, name } }
  );
  return done;
}

async function enterByPasskey(page) {
  const { startPasskeySignIn: begun } = await ask(
    page,
    `mutation { startPasskeySignIn { ceremony { id options } ${REFUSALS} } }`
  );
  const credential = await answer(page, 'get', begun.ceremony);
  const finish = async () => {
    const { finishPasskeySignIn: done } = await ask(
      page,
      `mutation($input: FinishPasskeySignInInput!) { finishPasskeySignIn(input: $input) { viewer { email } ${REFUSALS} } }`,
      { input: { ceremony: begun.ceremony.id, credential } }
    );
    return done;
  };
  return { first: await finish(), again: await finish() };
}

/** A page of the node with an authenticator that knows its person. */
async function withAuthenticator(browser) {
  const context = await browser.newContext({ baseURL: local() });
  const page = await context.newPage();
  const keys = await authenticator({ context, page });
  await page.goto('/privacy');
  return { context, page, keys };
}

test.describe.configure({ mode: 'serial' });

test('a passkey is made in the browser, signs in without an address, and counts once', async ({ browser }) => {
  const { context, page } = await withAuthenticator(browser);
  const { signInOptions } = await ask(page, '{ signInOptions { password passkey } }');
  expect(signInOptions).toEqual({ password: true, passkey: true });
  expect((await signIn(page)).viewer.email).toBe(EMAIL);
  expect(await register(page, 'Test')).toEqual({ done: true, refusals: [] });
  await expect(register(page, 'Twice'), 'the browser knows that it has a key here').rejects.toThrow();
  await signOut(page);

  const { first, again } = await enterByPasskey(page);
  expect(first.viewer.email).toBe(EMAIL);
  expect(rules(again)).toEqual(['H-CEREMONY']);
  const { viewer } = await ask(page, '{ viewer { passkeys { id name lastUsedAt } } }');
  expect(viewer.passkeys).toHaveLength(1);
  expect(viewer.passkeys[0]).toMatchObject({ name: 'Test', lastUsedAt: expect.any(String) });
  const { removePasskey } = await ask(
    page,
    `mutation($input: RemovePasskeyInput!) { removePasskey(input: $input) { done ${REFUSALS} } }`,
    { input: { passkey: viewer.passkeys[0].id } }
  );
  expect(removePasskey.done).toBe(true);
  await signOut(page);
  const removed = await enterByPasskey(page);
  expect(rules(removed.first)).toEqual(['H-PASSKEY']);
  await context.close();
});

test('a key whose person was not verified does not come in', async ({ browser }) => {
  const { context, page, keys } = await withAuthenticator(browser);
  await signIn(page);
  await register(page, 'Unverified');
  await keys.unverified();
  await expect(enterByPasskey(page)).rejects.toThrow();
  const { viewer } = await ask(page, '{ viewer { passkeys { id } } }');
  await ask(page, 'mutation($input: RemovePasskeyInput!) { removePasskey(input: $input) { done } }', {
    input: { passkey: viewer.passkeys[0].id }
  });
  await context.close();
});

test('at a bare address passkeys are not offered', async ({ browser }) => {
  const page = await browser.newPage({ baseURL: process.env.RIVES_URL });
  await page.goto('/privacy');
  const { signInOptions } = await ask(page, '{ signInOptions { passkey } }');
  expect(signInOptions.passkey).toBe(false);
  await page.close();
});

test('one-time codes are set up, asked for after the password, and taken away', async ({ browser }) => {
  const page = await browser.newPage({ baseURL: local() });
  await page.goto('/privacy');
  await signIn(page);
  const { startTotp } = await ask(page, `mutation { startTotp { enrolment { id secret uri qr } ${REFUSALS} } }`);
  const { id, secret, uri, qr } = startTotp.enrolment;
  expect(uri).toContain(`secret=${secret}`);
  expect(qr).toMatch(/^<svg[\s\S]*<\/svg>$/);
  const confirming = oneTimeCode(secret);
  const { confirmTotp } = await ask(
    page,
    `mutation($input: ConfirmTotpInput!) { confirmTotp(input: $input) { codes ${REFUSALS} } }`,
    { input: { enrolment: id, code: confirming } }
  );
  expect(confirmTotp.refusals).toEqual([]);
  expect(confirmTotp.codes).toHaveLength(10);
  const [recovery, other] = confirmTotp.codes;
  try {
    await signOut(page);
    expect(rules(await signIn(page))).toEqual(['H-SECOND-FACTOR']);
    expect(rules(await signIn(page, confirming)), 'it was used to confirm').toEqual(['H-CODE']);
    expect((await signIn(page, recovery)).viewer.email).toBe(EMAIL);
    await signOut(page);
    expect(rules(await signIn(page, recovery)), 'each once').toEqual(['H-CODE']);
    // The next code is within the clock's tolerance.
    expect((await signIn(page, oneTimeCode(secret, Date.now() + 30_000))).viewer.email).toBe(EMAIL);
    const { viewer } = await ask(page, '{ viewer { totp recoveryCodesLeft accountChanges { what } } }');
    expect(viewer).toMatchObject({ totp: true, recoveryCodesLeft: 9 });
    expect(viewer.accountChanges[0].what).toBe('RECOVERY_CODE_USED');
  } finally {
    const { removeTotp } = await ask(
      page,
      `mutation($input: TotpCodeInput!) { removeTotp(input: $input) { done ${REFUSALS} } }`,
      { input: { code: other } }
    );
    expect(removeTotp).toEqual({ done: true, refusals: [] });
  }
  await page.close();
});
