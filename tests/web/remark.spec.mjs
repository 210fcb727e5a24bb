// Two people of two towns comment on a draft and suggest other words, while the other writes above; what is accepted both read.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { calm, open } from './people.mjs';

const TITLE = `Convention annotée ${Date.now().toString(36)}`;
const SHOTS = '../artifacts/browser';

/** A living twinning of the two towns. */
async function twinning(page) {
  const query = `{ cooperations(first: 10, filter: { stages: [ACTIVE], mine: true }) { nodes { id conventions { id } } } }`;
  const { data } = await (await page.request.post('/graphql', { data: { query } })).json();
  return data.cooperations.nodes.find((node) => node.conventions.length > 0).id;
}

const language = (lang, of) => new Intl.DisplayNames([lang], { type: 'language' }).of(of);
const area = ({ page, say, lang }, of) => page.getByLabel(say('draft_text_in', { lang: language(lang, of) }), { exact: true });
const button = (scope, name) => scope.getByRole('button', { name, exact: true });
const sent = ({ page }) => expect.poll(() => page.locator('p.state').getAttribute('data-unsent'), { timeout: 30_000 }).toBe('0');

/** The remarks on a text, with how many are open. */
const margin = ({ page, say, lang }, of, count) =>
  page.getByRole('region', { name: say('remark_list', { lang: language(lang, of), count }), exact: true });

/** Chooses a passage, as one does with the mouse or with shift and arrows. */
async function choose(person, of, passage) {
  await area(person, of).evaluate((box, words) => {
    const from = box.value.indexOf(words);
    box.focus();
    box.setSelectionRange(from, from + words.length);
  }, passage);
}

/** Types at the beginning of a text. */
async function above(person, of, words) {
  await area(person, of).focus();
  await person.page.keyboard.press('Control+Home');
  await person.page.keyboard.type(words);
}

async function equal(here, there, of) {
  await sent(here);
  await sent(there);
  const text = await area(here, of).inputValue();
  await expect(area(there, of)).toHaveValue(text);
  return text;
}

async function sound({ page }) {
  expect(await findings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(1);
}

test('a paragraph is commented on, other words are suggested and accepted while the other side writes', async ({ browser }) => {
  test.setTimeout(240_000);
  const here = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example', width: 1440 });
  const there = await open(browser, { lang: 'es', email: 'officer@valparaiso.example', width: 1440 });
  const cooperation = await twinning(here.page);

  await test.step('both open the draft', async () => {
    await here.page.goto(`/cooperations/${cooperation}`);
    await here.page.getByRole('button', { name: here.say('conv_open'), exact: true }).click();
    const form = here.page.locator('section.act');
    await form.locator('input').first().fill(TITLE);
    await form.locator('button[type=submit]').click();
    await here.page.getByRole('link', { name: TITLE, exact: true }).click();
    await expect(here.page).toHaveURL(/conventions/);
    await there.page.goto(here.page.url());
    for (const person of [here, there]) {
      await button(person.page, person.say('draft_open')).click();
      await expect(area(person, 'fr')).toHaveValue(/Article 3\. Durée/);
    }
  });

  await test.step('one comments on the paragraph where they are, by keyboard alone', async () => {
    await choose(here, 'fr', 'Article 3.');
    await here.page.keyboard.press('ArrowLeft');
    await button(margin(here, 'fr', 0), here.say('remark_comment')).focus();
    await here.page.keyboard.press('Enter');
    await expect(here.page.getByText(here.say('remark_on', { passage: 'Article 3. Durée' }))).toBeVisible();
    await margin(here, 'fr', 0).getByLabel(here.say('remark_words')).focus();
    await here.page.keyboard.type('Trois ans suffisent-ils ?');
    await button(margin(here, 'fr', 0).locator('form'), here.say('remark_comment')).focus();
    await here.page.keyboard.press('Enter');
  });

  await test.step('the other side reads it at once, of which town it is, and answers', async () => {
    const card = margin(there, 'fr', 1).getByRole('article');
    await expect(card).toContainText('Trois ans suffisent-ils ?');
    await expect(card).toContainText('Saint-Étienne');
    await button(card, there.say('remark_answer')).click();
    await card.getByLabel(there.say('remark_answer_words')).fill('Cinco, mejor.');
    await button(card, there.say('send')).click();
    await expect(margin(here, 'fr', 1).getByRole('article')).toContainText('Cinco, mejor.');
    await expect(margin(here, 'fr', 1).getByRole('article')).toContainText('Valparaíso');
  });

  await test.step('it suggests other words while this side writes above', async () => {
    await choose(there, 'fr', 'Durée');
    await button(margin(there, 'fr', 1), there.say('remark_suggest')).click();
    const form = margin(there, 'fr', 1).locator('form');
    await expect(form.getByLabel(there.say('remark_instead'))).toHaveValue('Durée');
    await above(here, 'fr', 'Écrit au-dessus. ');
    await expect(area(there, 'fr')).toHaveValue(/^Écrit au-dessus\. /);
    await form.getByLabel(there.say('remark_instead')).fill('Durée et renouvellement');
    await button(form, there.say('remark_suggest')).click();
    const card = margin(here, 'fr', 2).getByRole('article').filter({ hasText: 'Durée et renouvellement' });
    await expect(card).toContainText('Valparaíso');
    await expect(here.page.locator('[data-open]')).toHaveText(here.say('remark_still_open', { suggestions: 1, comments: 1 }));
    await here.page.screenshot({ path: `${SHOTS}/remark-fr.png`, fullPage: true });
  });

  await test.step('going to the passage selects it, wherever it has moved', async () => {
    const card = margin(here, 'fr', 2).getByRole('article').filter({ hasText: 'Durée et renouvellement' });
    await button(card, here.say('remark_go')).focus();
    await here.page.keyboard.press('Enter');
    await expect(area(here, 'fr')).toBeFocused();
    const selected = await area(here, 'fr').evaluate((box) => box.value.slice(box.selectionStart, box.selectionEnd));
    expect(selected).toBe('Durée');
  });

  await test.step('it is accepted while the other side writes above, and both read the same', async () => {
    await above(there, 'fr', 'Arriba. ');
    await sent(there);
    const card = margin(here, 'fr', 2).getByRole('article').filter({ hasText: 'Durée et renouvellement' });
    await button(card, here.say('remark_accept')).click();
    await expect(area(there, 'fr')).toHaveValue(/Article 3\. Durée et renouvellement\n/);
    const text = await equal(here, there, 'fr');
    expect(text).toMatch(/^Arriba\. Écrit au-dessus\. /);
    await expect(margin(there, 'fr', 1).getByText(there.say('remark_closed', { count: 1 }))).toBeVisible();
  });

  await test.step('it is opened again, which takes it out of the text, and declined with a word', async () => {
    await margin(there, 'fr', 1).getByText(there.say('remark_closed', { count: 1 })).click();
    await button(margin(there, 'fr', 1), there.say('remark_reopen')).click();
    await expect(area(here, 'fr')).toHaveValue(/Article 3\. Durée\n/);
    await equal(here, there, 'fr');
    const card = margin(here, 'fr', 2).getByRole('article').filter({ hasText: 'Durée et renouvellement' });
    await button(card, here.say('remark_decline')).click();
    await card.getByLabel(here.say('remark_decline_why')).fill('Un autre article en parle.');
    await button(card.locator('form'), here.say('remark_decline')).click();
    await margin(there, 'fr', 1).getByText(there.say('remark_closed', { count: 1 })).click();
    await expect(margin(there, 'fr', 1).getByText('Un autre article en parle.')).toBeVisible();
    expect(await area(there, 'fr').inputValue()).toMatch(/Article 3\. Durée\n/);
  });

  await test.step('the other language has its own remarks, and all of it fits a phone, light and dark', async () => {
    await expect(margin(there, 'es', 0)).toBeVisible();
    await above(there, 'es', 'Artículo 3. Duración');
    await sent(there);
    await button(margin(there, 'es', 0), there.say('remark_comment')).click();
    await margin(there, 'es', 0).getByLabel(there.say('remark_words')).fill('¿Y la renovación?');
    await button(margin(there, 'es', 0).locator('form'), there.say('remark_comment')).click();
    await expect(margin(there, 'es', 1).getByRole('article')).toContainText('¿Y la renovación?');
    await sound(here);
    await here.page.emulateMedia({ colorScheme: 'dark' });
    await sound(here);
    await here.page.screenshot({ path: `${SHOTS}/remark-fr-dark.png`, fullPage: true });
    await there.page.setViewportSize({ width: 360, height: 780 });
    await sound(there);
    await there.page.screenshot({ path: `${SHOTS}/remark-phone-es.png`, fullPage: true });
  });
  calm(here, there);
});
