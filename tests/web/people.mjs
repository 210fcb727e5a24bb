// People in their browsers: signed in through the page, in their language, with the page's own words.
import { readFileSync } from 'node:fs';
import { expect } from './test.mjs';
import { PASSWORD } from '../conformance/demo.mjs';

/** The page's words in a language, with their gaps filled: `words('fr')('coop_title', { number: 2 })`. */
export function words(lang) {
  const path = new URL(`../../services/web/messages/${lang}.json`, import.meta.url);
  const messages = JSON.parse(readFileSync(path, 'utf8'));
  return (key, gaps = {}) => {
    if (typeof messages[key] !== 'string') throw new Error(`no plain message ${key} in ${lang}`);
    return messages[key].replace(/\{(\w+)\}/g, (_, name) => String(gaps[name]));
  };
}

const LOCALES = { fr: 'fr-FR', en: 'en-GB', es: 'es-ES' };

/** Opens a browser window for somebody; `email` signs them in by the form. `patience` is for a slow link, in milliseconds. */
export async function open(
  browser,
  { lang = 'fr', email = null, width = 1280, height = 900, baseURL = process.env.RIVES_URL, patience = 30_000 } = {}
) {
  const context = await browser.newContext({
    baseURL,
    locale: LOCALES[lang],
    viewport: { width, height }
  });
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const failures = [];
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('console', (message) => {
    // A dropped connection is logged by the browser itself; it is part of some tests.
    if (message.type() === 'error' && !/WebSocket|ERR_INTERNET_DISCONNECTED/.test(message.text())) {
      failures.push(message.text());
    }
  });
  const say = words(lang);
  if (email) await signIn(page, say, email, patience);
  return { page, say, failures, context, lang };
}

async function signIn(page, say, email, patience) {
  await page.goto('/sign-in');
  await page.getByLabel(say('email')).first().fill(email);
  await page.getByLabel(say('password'), { exact: true }).fill(PASSWORD);
  await page.locator('main').getByRole('button', { name: say('sign_in'), exact: true }).click();
  await expect(page).not.toHaveURL(/sign-in/, { timeout: patience });
}

/** Chooses the language in the header, as a person does who reads another one than their account says. */
export async function read(person, lang) {
  await person.page.locator(`button[lang=${lang}]:visible`).first().click();
  await expect(person.page.locator('html')).toHaveAttribute('lang', lang);
  person.say = words(lang);
  person.lang = lang;
}

/** Opens the form of an act, fills it and sends it; it must be accepted. */
export async function act(person, name, fill = async () => {}) {
  const { page, say } = person;
  const link = page.getByRole('link', { name: say(`coop_act_${name}`), exact: true }).first();
  const further = page.locator('section.now details');
  if (!(await link.isVisible().catch(() => false)) && (await further.count()) > 0)
    await further.first().locator('summary').click();
  await link.click();
  const form = page.locator('section.act');
  await fill(form);
  await form.locator('button[type=submit]').click();
  await expect(form).toHaveCount(0);
}

/** Nothing was thrown and nothing was logged as an error. */
export function calm(...people) {
  for (const person of people) expect(person.failures).toEqual([]);
}

/** A window of somebody with an English account reads another language from its next page on; the account keeps its own, on which other tests rely. */
export async function readsIn(person, lang) {
  await person.page.route('**/graphql', async (route) => {
    // A connection that rested may end just as something is sent on it; a browser sends again by itself.
    const response = await route.fetch({ maxRetries: 3 });
    const body = (await response.text()).replaceAll('"lang":"EN"', `"lang":"${lang.toUpperCase()}"`);
    await route.fulfill({ response, body });
  });
  person.say = words(lang);
  person.lang = lang;
}
