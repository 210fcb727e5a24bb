// Every page in three languages and two widths: no accessibility finding, nothing that overflows, nothing untranslated.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test, expect } from '@playwright/test';
import { calm, open, read } from './people.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = '../artifacts/browser/pages';
const OFFICER = 'officer@saint-etienne.example';

/** The pages that need an id are found by asking the API. */
async function paths(page) {
  const answer = await page.request.post('/graphql', {
    data: {
      query: `{ active: cooperations(first: 1, filter: { stages: [ACTIVE], mine: true }) { nodes { id } }
        proposed: cooperations(first: 2, filter: { stages: [PROPOSED], mine: true }) { nodes { id } }
        organisations(first: 1, filter: { search: "Saint-Étienne" }) { nodes { id } }
        countryGroups(first: 1) { nodes { id } } }`
    }
  });
  const { data } = await answer.json();
  const ids = (connection) => connection.nodes.map((node) => node.id);
  return [
    '/', '/register', '/register?what=organisations', '/map', '/feed', '/groups', '/account', '/privacy', '/sign-in', '/sign-in/new', '/sign-in/link', '/invitation', '/demo-mail', '/admin', '/rules', '/developers',
    '/organisations/new', '/jumelages/new', '/partnerships/new', '/nowhere',
    ...ids(data.active).concat(ids(data.proposed)).map((id) => `/cooperations/${id}`),
    ...ids(data.organisations).map((id) => `/organisations/${id}`),
    ...ids(data.countryGroups).map((id) => `/groups/${id}`)
  ];
}

async function findings(page) {
  // Through the debugger, because the page's own policy forbids foreign scripts.
  await page.evaluate(AXE);
  const result = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  );
  return result.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(', ')}`);
}

for (const lang of ['fr', 'en', 'es']) {
  for (const width of [360, 1440]) {
    test(`every page is accessible in ${lang} at ${width} pixels`, async ({ browser }) => {
      test.setTimeout(240_000);
      const person = await open(browser, { lang: 'fr', email: OFFICER, width });
      if (lang !== 'fr') await chooseLanguage(person, lang);
      const problems = [];
      for (const path of await paths(person.page)) {
        await person.page.goto(path);
        await expect(person.page.getByRole('heading', { level: 1 })).toBeVisible();
        await person.page.waitForLoadState('networkidle');
        const name = path.replace(/[^a-z]+/gi, '-').slice(0, 24);
        await person.page.screenshot({ path: `${SHOTS}/${lang}-${width}${name}.png`, fullPage: true });
        for (const finding of await findings(person.page)) problems.push(`${path} ${finding}`);
        const over = await person.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (over > 1) problems.push(`${path} is ${over} pixels too wide`);
      }
      expect(problems).toEqual([]);
      if (lang !== 'fr') await chooseLanguage(person, 'fr');
      expect(person.failures.filter((line) => !/nowhere|404/.test(line))).toEqual([]);
    });
  }
}

/** On a phone the languages are in the menu. */
async function chooseLanguage(person, lang) {
  const menu = person.page.getByRole('button', { name: person.say('nav_menu') });
  if (await menu.isVisible()) await menu.click();
  await read(person, lang);
}

test('a visitor reads the register by keyboard alone', async ({ browser }) => {
  const visitor = await open(browser, { lang: 'en' });
  await visitor.page.goto('/');
  await expect(visitor.page.getByRole('heading', { level: 1 })).toBeVisible();
  await visitor.page.keyboard.press('Tab');
  await expect(visitor.page.locator(':focus')).toHaveText(visitor.say('skip_to_content'));
  await visitor.page.getByRole('searchbox').focus();
  await visitor.page.keyboard.type('st etienne');
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.page).toHaveURL(/register/);
  await expect(visitor.page.getByRole('link', { name: /Saint-Étienne/ }).first()).toBeVisible();
  calm(visitor);
});

test('the register weighs less than 200 KB compressed at the first visit', async ({ browser }) => {
  const visitor = await open(browser, { lang: 'fr' });
  const client = await visitor.context.newCDPSession(visitor.page);
  await client.send('Network.enable');
  let bytes = 0;
  client.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
  await visitor.page.goto('/register');
  await visitor.page.waitForLoadState('networkidle');
  console.log(`weight: the register's first visit takes ${(bytes / 1024).toFixed(0)} KiB`);
  expect(bytes).toBeLessThan(200 * 1024);
});
