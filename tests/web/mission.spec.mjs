// The report of an exchange, told by two sides: one at a desk in French, one on a phone in Spanish; each sees the other's words at once.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { calm, open } from './people.mjs';

const SHOTS = '../artifacts/browser';
const MARK = Date.now().toString(36);

/** The exchange of the example that was held, and its cooperation. */
async function held({ page }) {
  const query = '{ cooperations(first: 20, filter: { stages: [ACTIVE], mine: true }) { nodes { id exchanges { id state } } } }';
  const answer = await page.request.post('/graphql', { data: { query } });
  const { nodes } = (await answer.json()).data.cooperations;
  const all = nodes.flatMap((node) => node.exchanges.map((one) => ({ home: node.id, ...one })));
  return all.find((one) => one.state === 'HELD');
}

const section = ({ page, say }, part) =>
  page.locator('article section').filter({ has: page.getByRole('heading', { name: say(`mis_part_${part}`), exact: true }) });

/** Writes a part in the language that one reads. */
async function tells(person, part, text) {
  const { page, say } = person;
  await page.getByRole('button', { name: new RegExp(` – ${say(`mis_part_${part}`)}$`) }).click();
  const form = page.locator('section.act');
  await form.locator('textarea').first().fill(text);
  await form.locator('button[type=submit]').click();
  await expect(form).toHaveCount(0);
}

test('a mission report that writes itself, and what two sides tell in it', async ({ browser }) => {
  test.setTimeout(300_000);
  const here = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example', width: 1440 });
  const there = await open(browser, { lang: 'es', email: 'officer@valparaiso.example', width: 360 });
  const { id, home } = await held(here);
  await here.page.goto(`/cooperations/${home}`);
  await here.page.locator(`a[href="/exchanges/${id}/report"]`).click();
  await there.page.goto(`/exchanges/${id}/report`);
  for (const person of [here, there]) {
    await expect(section(person, 'CONCLUSIONS')).toBeVisible();
    expect(await findings(person.page)).toEqual([]);
  }
  await tells(here, 'CONCLUSIONS', `Deux classes s’écrivent ${MARK}`);
  await expect(section(there, 'CONCLUSIONS')).toContainText(`Deux classes s’écrivent ${MARK}`);
  await tells(there, 'CONCLUSIONS', `Una radio común ${MARK}`);
  for (const person of [here, there]) {
    await expect(section(person, 'CONCLUSIONS')).toContainText(`Deux classes s’écrivent ${MARK}`);
    await expect(section(person, 'CONCLUSIONS')).toContainText(`Una radio común ${MARK}`);
    expect(await findings(person.page)).toEqual([]);
    await person.page.screenshot({ path: `${SHOTS}/mission-${person.lang}.png`, fullPage: true });
  }
  for (const [end, kind] of [
    ['pdf', 'application/pdf'],
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document']
  ]) {
    const paper = await here.page.request.get(`/exchanges/${id}/report.${end}?lang=es`);
    expect(paper.status()).toBe(200);
    expect(paper.headers()['content-type']).toBe(kind);
  }
  calm(here, there);
});
