// Ways of signing in, as tests use them: a virtual authenticator, one-time codes, the mails of the demonstration.
import { createHmac } from 'node:crypto';
import { expect } from './test.mjs';
import { PASSWORD } from '../conformance/demo.mjs';
import { open } from './people.mjs';

/** The node by the name that browsers trust for passkeys without https. */
export function local() {
  const url = new URL(process.env.RIVES_URL);
  url.hostname = 'localhost';
  return url.origin;
}

/** Gives a person a security key that answers by itself. */
export async function authenticator(person) {
  const client = await person.context.newCDPSession(person.page);
  await client.send('WebAuthn.enable');
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true
    }
  });
  return {
    /** From now on it answers without having checked who holds it. */
    unverified: () => client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false }),
    remove: () => client.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
  };
}

/** The link in the latest mail to an address, as a path of this site. */
export async function mailTo(page, address, start) {
  let found;
  await expect
    .poll(async () => {
      const answer = await page.request.post('/graphql', { data: { query: '{ demoMails { to text } }' } });
      const { data } = await answer.json();
      const mail = data.demoMails.find((one) => one.to.includes(address) && one.text.includes(start));
      found = mail?.text.match(/https?:\/\/\S+/g)?.find((link) => link.includes(start));
      return found;
    })
    .toBeTruthy();
  const { pathname, hash } = new URL(found);
  return pathname + hash;
}

/** A person of their own for a test: registered by e-mail, with a first password. */
export async function newcomer(browser, name, how = { lang: 'en' }) {
  const person = await open(browser, how);
  const { page, say } = person;
  person.email = `${name}.${Date.now().toString(36)}@mairie.example`;
  await page.goto('/sign-in/new');
  await page.getByLabel(say('email')).fill(person.email);
  await page.getByLabel(say('display_name')).fill(name);
  await page.getByRole('button', { name: say('register_send') }).click();
  await expect(page.getByText(say('link_sent_title'))).toBeVisible();
  await page.goto(await mailTo(page, person.email, '/sign-in/link#'));
  await page.locator('main').getByRole('button', { name: say('sign_in') }).click();
  await expect(page).not.toHaveURL(/sign-in/);
  await page.goto('/account');
  await page.getByText(say('password_set')).click();
  const form = page.locator('form', { has: page.getByLabel(say('password_new')) });
  await form.getByLabel(say('password_new')).fill(PASSWORD);
  await form.getByRole('button', { name: say('save') }).click();
  await expect(page.getByText(say('password_changed'))).toBeVisible();
  return person;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The six digits that an authenticator app shows at a moment (RFC 6238, SHA-1, 30 seconds). */
export function oneTimeCode(secret, at = Date.now()) {
  const bits = [...secret.replace(/[\s=]/g, '').toUpperCase()]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = hash[hash.length - 1] & 0xf;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
