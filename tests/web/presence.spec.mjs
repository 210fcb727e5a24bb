// Two people on two sides of a cooperation: each sees in words that the other is here, and that they have left; then one wakes it up.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { act, calm, open, readsIn } from './people.mjs';
import { LONG, poor, told } from './link.mjs';

const SHOTS = '../artifacts/browser';
/** Somebody counts as here for ten seconds after their last page was closed. */
const GONE = { timeout: 60_000 };

/** The cooperation that both have a seat in, and that no other test opens. */
async function shared({ page }) {
  const query = '{ cooperations(first: 20, filter: { mine: true, stages: [DORMANT, ACTIVE] }) { nodes { id title } } }';
  const answer = await page.request.post('/graphql', { data: { query } });
  const { data } = await answer.json();
  return data.cooperations.nodes.find((one) => one.title.includes('Tamale')).id;
}

/** The lists that a page is sent over each of its connections, as they come. */
function lists(page) {
  const heard = [];
  page.on('websocket', (socket) => {
    const lists = [];
    heard.push(lists);
    socket.on('framereceived', ({ payload }) => {
      const { presence } = JSON.parse(payload).payload?.data ?? {};
      if (presence) lists.push(JSON.stringify(presence));
    });
  });
  return heard;
}

const line = ({ page }) => page.locator('p.here');
const says = ({ say }, other, self) =>
  `${say('here_now')} ${other} (${say('role_OFFICER')}), ${self} (${say('here_you')})`;

async function sound({ page }) {
  expect(await findings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(1);
  await expect(page.locator('[aria-live] p.here, p.here[aria-live]')).toHaveCount(0);
}

test('two people on two sides see each other come and go', async ({ browser }) => {
  test.setTimeout(240_000);
  const here = await open(browser, { lang: 'fr', email: 'officer@marseille.example' });
  const there = await open(browser, { lang: 'en', email: 'officer@tamale.example', width: 390, height: 844 });
  const path = `/cooperations/${await shared(here)}`;
  const heard = lists(here.page);

  await here.page.goto(path);
  await expect.poll(() => heard.flat().length).toBeGreaterThan(0);
  await expect(line(here)).toHaveText('');
  const top = await here.page.locator('section.now').boundingBox();

  await there.page.goto(path);
  await expect(line(here)).toHaveText(says(here, 'Tamale', 'Marseille'));
  await expect(line(there)).toHaveText(says(there, 'Marseille', 'Tamale'));
  expect(await here.page.locator('section.now').boundingBox()).toEqual(top);
  await sound(here);
  await sound(there);
  await here.page.screenshot({ path: `${SHOTS}/here-fr.png` });
  await there.page.screenshot({ path: `${SHOTS}/here-phone-en.png` });
  await there.page.emulateMedia({ colorScheme: 'dark' });
  await readsIn(there, 'es');
  await there.page.reload();
  await expect(there.page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(line(there)).not.toHaveText('');
  await expect(line(there)).toHaveText(says(there, await named(there), 'Tamale'));
  await sound(there);
  await there.page.screenshot({ path: `${SHOTS}/here-phone-es-dark.png` });
  await expect(line(here)).toHaveText(says(here, 'Tamale', 'Marseille'));

  await here.context.setOffline(true);
  await expect(line(here), 'what is not known is not said').toHaveText('');
  await here.context.setOffline(false);
  await expect(line(here)).toHaveText(says(here, 'Tamale', 'Marseille'), GONE);

  await there.page.goto('/register');
  await expect(line(here)).toHaveText('', GONE);
  expect(await here.page.locator('section.now').boundingBox()).toEqual(top);
  const repeated = heard.flatMap((lists) => lists.filter((list, at) => list === lists[at - 1]));
  expect(repeated, 'a link is not kept busy with what is known').toEqual([]);
  calm(here, there);
});

/** The other town's name as this page writes it. */
async function named({ page }) {
  return page.locator('.shore h3').filter({ hasNotText: 'Tamale' }).first().innerText();
}

test('the twinning, which sleeps, is woken up by one click over a poor link', async ({ browser }) => {
  test.setTimeout(400_000);
  const here = await poor(browser, { lang: 'fr', width: 390, email: 'officer@marseille.example' });
  const { page, say } = here;
  const id = await shared(here);
  await page.goto('/', { waitUntil: 'commit' });
  await page.locator(`main a[href*="${id}"]`).first().click();
  await expect(page.getByRole('heading', { level: 1, name: /Tamale/ })).toBeVisible({ timeout: LONG });
  const asleep = page.getByText(say('stage_DORMANT'), { exact: true }).first();
  test.skip(!(await asleep.isVisible()), 'it was woken up on this node before; a new node has it asleep');
  await act(here, 'REVIVE', (form) => form.locator('textarea').first().fill('Une classe a écrit'));
  await expect(page.getByText(say('stage_ACTIVE'), { exact: true }).first()).toBeVisible();
  await expect(asleep).toHaveCount(0);
  calm(here);
  await told(here, 'story 7, the sleeping twinning');
});
