// Two people of two towns write the same convention at the same time, one of them without a link for a while; then it is named.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { calm, open } from './people.mjs';

const TITLE = `Convention écrite ensemble ${Date.now().toString(36)}`;
const SHOTS = '../artifacts/browser';
/** How long one is cut off, in milliseconds; the long run waits half a minute. */
const CUT_OFF = process.env.TESTED_LONG ? 30_000 : 4_000;

/** A living twinning of the two towns. */
async function twinning(page) {
  const query = `{ cooperations(first: 10, filter: { stages: [ACTIVE], mine: true }) {
    nodes { id conventions { id } parties { organisation { name } } } } }`;
  const { data } = await (await page.request.post('/graphql', { data: { query } })).json();
  const found = data.cooperations.nodes.find((node) => node.conventions.length > 0);
  return { id: found.id, towns: found.parties.map((party) => party.organisation.name) };
}

/** The convention as the API says it. */
async function record(page, id) {
  const query = `query($id: ID!) { node(id: $id) { ... on Convention { stage version { hash texts { lang text } }
    draft { text { seq hash texts { lang text } } } sides { consented } } } }`;
  const { data } = await (await page.request.post('/graphql', { data: { query, variables: { id } } })).json();
  return data.node;
}

const language = (lang, of) => new Intl.DisplayNames([lang], { type: 'language' }).of(of);
const area = ({ page, say, lang }, of) => page.getByLabel(say('draft_text_in', { lang: language(lang, of) }), { exact: true });
const unsent = ({ page }) => page.locator('p.state').getAttribute('data-unsent');
const sent = (person) => expect.poll(() => unsent(person), { timeout: 30_000 }).toBe('0');

/** Opens the draft from the page of the convention. */
async function opens(person) {
  await person.page.getByRole('button', { name: person.say('draft_open'), exact: true }).click();
  await expect(area(person, 'fr')).toBeVisible();
}

/** Goes to the end of a text, as the key does. */
async function toTheEnd(person, of) {
  await area(person, of).focus();
  await person.page.keyboard.press('Control+End');
}

async function sound({ page }) {
  expect(await findings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(1);
}

test('two sides write one text, cut off and together, and name it', async ({ browser }) => {
  test.setTimeout(300_000);
  const here = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example', width: 1440 });
  const there = await open(browser, { lang: 'es', email: 'officer@valparaiso.example', width: 1440 });
  const { id: cooperation, towns } = await twinning(here.page);
  let convention;

  await test.step('the draft is opened on both sides, with the headings that the law asks for', async () => {
    await here.page.goto(`/cooperations/${cooperation}`);
    await here.page.getByRole('button', { name: here.say('conv_open'), exact: true }).click();
    const form = here.page.locator('section.act');
    await form.locator('input').first().fill(TITLE);
    await form.locator('button[type=submit]').click();
    await here.page.getByRole('link', { name: TITLE, exact: true }).click();
    await expect(here.page).toHaveURL(/conventions/);
    convention = decodeURIComponent(here.page.url().split('/').at(-1));
    await there.page.goto(here.page.url());
    await opens(here);
    await opens(there);
    await expect(area(here, 'fr')).toHaveValue(/Article 3\. Durée/);
    await expect(area(there, 'fr')).toHaveValue(await area(here, 'fr').inputValue());
  });

  await test.step('what one types the other sees, and where it is typed', async () => {
    await toTheEnd(here, 'fr');
    await here.page.keyboard.type('Les parties échangent sur l’eau 😀.');
    await expect(area(there, 'fr')).toHaveValue(/sur l’eau 😀\.$/);
    await expect(there.page.locator('.whose').first()).toHaveText(/Saint-Étienne/);
    await expect(there.page.locator('p.here').first()).toContainText('Saint-Étienne');
    await here.page.screenshot({ path: `${SHOTS}/draft-fr.png`, fullPage: true });
  });

  await test.step('one is cut off, both write on in the same place, and no letter is lost', async () => {
    await sent(here);
    await here.context.setOffline(true);
    const end = Date.now() + CUT_OFF;
    const typed = { here: '', there: '' };
    for (let n = 0; Date.now() < end || n < 3; n += 1) {
      const [mine, theirs] = [` ici${n};`, ` là${n};`];
      await toTheEnd(here, 'fr');
      await here.page.keyboard.type(mine, { delay: 15 });
      await toTheEnd(there, 'fr');
      await there.page.keyboard.type(theirs, { delay: 15 });
      typed.here += mine;
      typed.there += theirs;
    }
    expect(Number(await unsent(here))).toBeGreaterThan(3);
    await expect(here.page.getByText(here.say('draft_unsent_offline'))).toBeVisible();
    await here.page.screenshot({ path: `${SHOTS}/draft-cut-off-fr.png` });
    expect(await area(there, 'fr').inputValue()).not.toContain('ici0');
    await here.context.setOffline(false);
    await sent(here);
    await sent(there);
    await expect(area(here, 'fr')).toHaveValue(/là0;/);
    const text = await area(here, 'fr').inputValue();
    await expect(area(there, 'fr')).toHaveValue(text);
    // What each typed stands there as it was typed, whole, in the one order or the other.
    expect(text).toContain(typed.here);
    expect(text).toContain(typed.there);
    const draft = (await record(here.page, convention)).draft.text;
    expect(draft.texts.find((one) => one.lang === 'fr').text).toBe(text);
  });

  await test.step('a page that is loaded again while cut off has lost nothing', async () => {
    await there.page.route('**/graphql', (route) => route.abort('internetdisconnected'));
    await toTheEnd(there, 'fr');
    await there.page.keyboard.type(' Gardé sur l’appareil.');
    await expect.poll(async () => Number(await unsent(there))).toBeGreaterThan(0);
    await there.page.unroute('**/graphql');
    await there.page.reload();
    await opens(there);
    await sent(there);
    await expect(area(here, 'fr')).toHaveValue(/Gardé sur l’appareil\./);
  });

  await test.step('undoing takes back one’s own words only', async () => {
    await toTheEnd(here, 'fr');
    await here.page.keyboard.type(' À RETIRER');
    await expect(area(there, 'fr')).toHaveValue(/À RETIRER/);
    await area(there, 'fr').focus();
    await there.page.keyboard.press('Control+Home');
    await there.page.keyboard.type('En-tête. ');
    await expect(area(here, 'fr')).toHaveValue(/^En-tête\. /);
    await here.page.keyboard.press('Control+z');
    await expect(area(here, 'fr')).not.toHaveValue(/À RETIRER/);
    await expect(area(there, 'fr')).not.toHaveValue(/À RETIRER/);
    await expect(area(there, 'fr')).toHaveValue(/^En-tête\. /);
  });

  await test.step('both begin Spanish at the same moment, and it is one text', async () => {
    for (const person of [here, there]) {
      const column = person.page.getByLabel(person.say('draft_column', { number: 2 }), { exact: true });
      if (!(await area(person, 'es').isVisible())) await column.selectOption('es');
      await expect(area(person, 'es')).toBeVisible();
    }
    await area(here, 'es').focus();
    await area(there, 'es').focus();
    await Promise.all([
      here.page.keyboard.type('Artículo primero. '),
      there.page.keyboard.type('Las partes intercambian. ')
    ]);
    await sent(here);
    await sent(there);
    await expect(area(here, 'es')).toHaveValue(await area(there, 'es').inputValue());
    const text = await area(here, 'es').inputValue();
    expect([...text].sort().join('')).toBe([...'Artículo primero. Las partes intercambian. '].sort().join(''));
    await there.page.screenshot({ path: `${SHOTS}/draft-es.png`, fullPage: true });
    await sound(here);
    await here.page.emulateMedia({ colorScheme: 'dark' });
    await sound(here);
    await here.page.screenshot({ path: `${SHOTS}/draft-fr-dark.png`, fullPage: true });
    await here.page.emulateMedia({ colorScheme: 'light' });
  });

  await test.step('a version is named from it, and what is consented to is what it said', async () => {
    await here.page.getByRole('button', { name: here.say('draft_name'), exact: true }).click();
    const form = here.page.locator('section.act');
    await form.getByLabel(here.say('conv_version_name')).fill('Écrite ensemble');
    await form.getByLabel(here.say('conv_object')).last().fill('L’eau');
    for (const name of towns) {
      await form.getByLabel(here.say('conv_amount_of', { name })).fill('0');
      await form.getByLabel(here.say('conv_currency_of', { name })).fill('EUR');
    }
    await form.getByLabel(here.say('coop_reason')).fill('Première version');
    const before = (await record(here.page, convention)).draft.text;
    await form.locator('button[type=submit]').click();
    await expect(form).toHaveCount(0);
    const after = await record(here.page, convention);
    expect(after.version.texts).toEqual(before.texts);
    expect(after.version.hash).toBe(after.draft.text.hash);
    for (const person of [here, there]) {
      await person.page.getByRole('button', { name: person.say('conv_act_CONSENT'), exact: true }).first().click();
      await person.page.locator('section.act button[type=submit]').click();
      await expect(person.page.locator('section.act')).toHaveCount(0);
    }
    const agreed = await record(there.page, convention);
    expect([agreed.stage, agreed.version.hash]).toEqual(['TEXT_AGREED', after.version.hash]);
  });

  await test.step('it does not change any more, and says why', async () => {
    await expect(area(there, 'fr')).toHaveAttribute('readonly', '');
    await expect(there.page.getByText('El texto ya no está en redacción', { exact: false }).first()).toBeVisible();
    await there.page.setViewportSize({ width: 360, height: 780 });
    await expect(there.page.getByRole('group', { name: there.say('draft_columns') })).toBeVisible();
    await sound(there);
    await there.page.screenshot({ path: `${SHOTS}/draft-phone-es.png`, fullPage: true });
  });
  calm(here, there);
});
