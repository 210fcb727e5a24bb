// The country register changes while two people look at a cooperation, one at a desk in French, one on a phone in English: both are told, once, with the rule and its source.
import { test, expect } from './test.mjs';
import { does, livingWith } from './api.mjs';
import { findings } from './axe.mjs';
import { calm, open } from './people.mjs';

const SHOTS = '../artifacts/browser';
const MARK = Date.now().toString(36);
const SOURCE = `Essai du registre ${MARK}`;
/** A code of the register that no other test's partner lies in. */
const TERRITORY = 'TL-DI';

const told = ({ page, say }) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: say('scr_title') }) });

test('a change of the register reaches both sides where they are, with its rule and its source, and goes when it is withdrawn', async ({
  browser
}) => {
  test.setTimeout(300_000);
  const desk = await open(browser, {
    lang: 'fr',
    email: 'officer@saint-etienne.example',
    width: 1440
  });
  const phone = await open(browser, { lang: 'en', email: 'admin@rives.example', width: 360 });
  const id = await livingWith(desk, { country: 'TL', territory: TERRITORY, name: `Baucau ${MARK}` });
  for (const person of [desk, phone]) {
    await person.page.goto(`/cooperations/${id}`);
    await expect(person.page.getByRole('heading', { name: person.say('coop_river') })).toBeVisible();
    await expect(told(person)).toHaveCount(0);
  }

  const fact = { territory: TERRITORY, status: 'SANCTIONED', seenFrom: 'FR', from: '2026-01-01', source: SOURCE };
  const name = [{ lang: 'fr', text: 'Territoire d’essai' }];
  await does(phone.page, 'recordTerritoryFact', 'repeated', { ...fact, name });
  for (const person of [desk, phone]) {
    await expect(told(person)).toContainText('Baucau', { timeout: 60_000 });
    await expect(told(person)).toContainText(SOURCE);
    await expect(told(person)).toContainText(person.say('scr_who_blocked'));
    await told(person).locator('summary').click();
    await expect(told(person).getByRole('link', { name: /R-11/ })).toBeVisible();
    expect(await findings(person.page)).toEqual([]);
    await person.page.screenshot({
      path: `${SHOTS}/screening-${person.lang}.png`,
      fullPage: true
    });
  }
  // What waits, on the page and in one's own work.
  const waits = /Un registre a changé/;
  await expect(desk.page.locator('section.now')).toContainText(waits);
  await desk.page.goto('/work');
  await expect(desk.page.locator('main')).toContainText(waits);
  await expect(desk.page.locator('main')).toContainText(`R-11 (${SOURCE}, 2026-01-01)`);

  await desk.page.goto(`/cooperations/${id}`);
  await does(phone.page, 'withdrawTerritoryFact', 'repeated', { ...fact, reason: 'Fin de l’essai' });
  for (const person of [desk, phone]) {
    await expect(told(person)).toContainText(person.say('scr_gone'), { timeout: 60_000 });
    await expect(person.page.locator('section.now')).not.toContainText(/Un registre|A register/);
  }
  // Two acts on the record, no more: what did not change was not told again.
  const query = `query($id: ID!) { node(id: $id) { ... on Cooperation { timeline(last: 40) { changes { verb } } } } }`;
  const answer = await desk.page.request.post('/graphql', { data: { query, variables: { id } } });
  const { changes } = (await answer.json()).data.node.timeline;
  expect(changes.filter((one) => one.verb === 'JUMELAGE_SCREENED_AGAIN')).toHaveLength(2);
  calm(desk, phone);
});
