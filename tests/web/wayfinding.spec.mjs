// Finding one's way: long pages say what they hold, addresses that mean nothing are told, figures are read at any width.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { calm, open, words } from './people.mjs';

const SHOTS = '../artifacts/browser/wayfinding';
const OFFICER = 'officer@valparaiso.example';

/** The living twinning of the two towns, with the example's project. */
async function twinning(page) {
  const query = `{ cooperations(first: 10, filter: { stages: [ACTIVE], mine: true }) { nodes { id projects { id } } } }`;
  const answer = await page.request.post('/graphql', { data: { query } });
  return (await answer.json()).data.cooperations.nodes.find((node) => node.projects.length > 0);
}

const contents = ({ page, say }) => page.getByRole('navigation', { name: say('contents') });
const titles = (list) => list.evaluateAll((all) => all.map((one) => one.textContent.trim()));
/** The headings by which the sections of the page are named. */
const sections = (page) => titles(page.locator('section[aria-labelledby] h2[id]:visible'));
const within = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
const clean = async (page) => expect(await findings(page)).toEqual([]);

test('a long page lists the sections that are there and leads to them', async ({ browser }) => {
  const wide = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example', width: 1440 });
  const phone = await open(browser, { lang: 'es', email: OFFICER, width: 360, height: 740 });
  const { id, projects } = await twinning(phone.page);

  for (const path of [`/cooperations/${id}`, `/projects/${projects[0].id}`]) {
    await test.step(`${path.split('/')[1]}: beside the page where there is room`, async () => {
      const { page, say } = wide;
      await page.goto(path);
      await expect(page.getByRole('heading', { name: say('doc_documents'), exact: true })).toBeVisible();
      const links = contents(wide).getByRole('link');
      await expect.poll(() => titles(links)).toEqual(await sections(page));
      expect(await links.count()).toBeGreaterThan(6);
      const talk = links.filter({ hasText: say('talk_talk') });
      await talk.focus();
      await page.keyboard.press('Enter');
      await expect(page).toHaveURL(/#talk$/);
      await expect(page.locator('h2#talk')).toBeFocused();
      await expect(page.locator('h2#talk')).toBeInViewport();
      await expect(talk).toHaveAttribute('aria-current', 'location');
      await expect(links.and(page.locator('[aria-current]'))).toHaveCount(1);
      await page.goBack();
      await expect(page).toHaveURL(new RegExp(`${path}$`));
      await clean(page);
      expect(await within(page)).toBeLessThanOrEqual(1);
      await page.screenshot({ path: `${SHOTS}/${path.split('/')[1]}-fr.png` });
      await page.emulateMedia({ media: 'print' });
      await expect(contents(wide)).toBeHidden();
      await page.emulateMedia({ media: 'screen' });
    });

    await test.step(`${path.split('/')[1]}: closed above it on a phone`, async () => {
      const { page, say } = phone;
      await page.goto(path);
      const list = contents(phone);
      await expect(list.getByRole('link').first()).toBeHidden();
      await list.locator('summary').focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => titles(list.getByRole('link'))).toEqual(await sections(page));
      await page.screenshot({ path: `${SHOTS}/${path.split('/')[1]}-es-phone.png` });
      await clean(page);
      await list.getByRole('link', { name: say('doc_documents'), exact: true }).click();
      await expect(page.locator('h2#documents')).toBeFocused();
      await expect(page.locator('h2#documents')).toBeInViewport();
      await expect(list.getByRole('link').first()).toBeHidden();
      expect(await within(page)).toBeLessThanOrEqual(1);
    });
  }

  await test.step('an address with a section leads to it once it is there', async () => {
    await wide.page.goto(`/cooperations/${id}`);
    await wide.page.goto(`/projects/${projects[0].id}#learnt`);
    await expect(wide.page.locator('h2#learnt')).toBeFocused();
    await expect(wide.page.locator('h2#learnt')).toBeInViewport();
  });

  await test.step('what comes and goes on the page comes and goes in the list', async () => {
    const { page } = wide;
    const before = await titles(contents(wide).getByRole('link'));
    await page.evaluate(() => {
      const section = document.querySelector('h2#learnt').closest('section');
      section.dataset.was = section.getAttribute('aria-labelledby');
      section.removeAttribute('aria-labelledby');
      section.append(document.createElement('p'));
    });
    await expect.poll(() => titles(contents(wide).getByRole('link'))).toHaveLength(before.length - 1);
    await page.evaluate(() => {
      const section = document.querySelector('h2#learnt').closest('section');
      section.setAttribute('aria-labelledby', section.dataset.was);
      section.lastElementChild.remove();
    });
    await expect.poll(() => titles(contents(wide).getByRole('link'))).toEqual(before);
  });
  calm(wide, phone);
});

test('an address that is no page is missing, for people and for programmes', async ({ browser }) => {
  const { page } = await open(browser, { lang: 'en', email: OFFICER });
  const { id } = await twinning(page);
  const status = async (path) => (await page.request.get(path)).status();
  for (const path of ['/', '/register', '/register/', '/register?stage=NONSENSE', '/me', `/cooperations/${id}`, `/cooperations/${id}/compare`]) {
    expect([path, await status(path)]).toEqual([path, 200]);
  }
  for (const path of ['/nowhere', '/register/x', '/cooperations', '/cooperations/x', `/cooperations/${id}/x`, '/.env', '/_app/none.js']) {
    expect([path, await status(path)]).toEqual([path, 404]);
  }
  const missing = new RegExp(['fr', 'en', 'es'].map((lang) => words(lang)('not_found_title')).join('|'));
  expect((await page.goto('/nowhere')).status()).toBe(404);
  await expect(page.getByRole('heading', { level: 1, name: missing })).toBeVisible();
  // A record that does not exist, or that this person may not see, keeps its page's words; search engines leave it out.
  await page.goto('/projects/project:018f7b0a-0000-7000-8000-000000000000');
  await expect(page.getByRole('heading', { level: 1, name: missing })).toBeVisible();
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');
});

test('a filter that a list does not know is said, and the list without it is one step away', async ({ browser }) => {
  const person = await open(browser, { lang: 'es', width: 360 });
  const { page, say } = person;
  const lists = [
    ['/register?stage=NONSENSE&q=agua', '/register?q=agua', say('stage')],
    ['/register?what=organisations&type=CASTLE', '/register?what=organisations', say('organisation_type')],
    ['/register?country=ZZ', '/register', say('country')],
    ['/map?kind=MARRIAGE', '/map', say('kind')],
    ['/feed?about=gossip,texts', '/feed?about=texts', say('feed_about')],
    ['/lessons?kind=SECRET', '/lessons', say('le_kind')],
    ['/groups?pays=ML', '/groups', 'pays']
  ];
  for (const [wrong, rest, name] of lists) {
    await test.step(wrong, async () => {
      await page.goto(wrong);
      const notice = page.locator('main').getByText(say('filter_unknown_title'));
      await expect(notice).toBeVisible();
      await expect(page.locator('main li', { hasText: `«${name}»` })).toBeVisible();
      if (wrong.startsWith('/register?stage')) {
        await clean(page);
        expect(await within(page)).toBeLessThanOrEqual(1);
        await page.screenshot({ path: `${SHOTS}/filter-es-phone.png` });
      }
      await page.getByRole('link', { name: say('filter_unknown_action') }).click();
      await expect(notice).toHaveCount(0);
      expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe(rest);
    });
  }
  calm(person);
});

test('figures are read with their scale, money on a phone, and days as they were', async ({ browser }) => {
  const desk = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example', width: 1440 });
  const phone = await open(browser, { lang: 'es', email: OFFICER, width: 360 });
  const { id, projects } = await twinning(phone.page);

  await test.step('the chart has a scale, its ends are named, and the table says the same', async () => {
    const { page, say } = desk;
    await page.goto(`/projects/${projects[0].id}`);
    const indicator = page.locator('article').filter({ hasText: 'Fuites réparées' });
    const drawn = indicator.locator('svg text');
    await expect(drawn.first()).toBeVisible();
    const said = await titles(drawn);
    for (const text of ['fuites / fugas', '0', '50', '100', '150', 'Départ : 0', 'Visé : 120']) {
      expect(said.map((one) => one.replaceAll('\u00a0', ' '))).toContain(text);
    }
    expect(said.filter((one) => /\d{4}$/.test(one))).toHaveLength(2);
    await expect(indicator.getByRole('row').filter({ hasText: say('proj_baseline') })).toHaveCount(1);
    await expect(indicator.getByRole('row').filter({ hasText: say('proj_target') })).toHaveCount(1);
    const worse = page.locator('article').filter({ hasText: 'Heures sans eau' });
    await expect(worse.getByText(say('proj_gone_back', { percent: 25 }))).toBeVisible();
    await worse.scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${SHOTS}/indicators-fr.png` });
  });

  await test.step('the money of a plan stands on cards on a phone, in a table at a desk', async () => {
    const money = (page) => page.locator('section[aria-labelledby=financing]');
    await expect(money(desk.page).getByRole('table', { name: desk.say('fin_resources') })).toBeVisible();
    const { page, say } = phone;
    await page.goto(`/projects/${projects[0].id}`);
    const cards = money(page).getByRole('list', { name: say('fin_resources') }).getByRole('listitem');
    await expect(cards.first()).toBeVisible();
    await expect(money(page).getByRole('table', { name: say('fin_resources') })).toHaveCount(0);
    for (const step of ['fin_planned', 'fin_step_CONFIRMED', 'fin_step_DISBURSED']) await expect(cards.first().getByText(say(step), { exact: true })).toBeVisible();
    // What is still wider says so, and is reached by keyboard.
    for (const region of await page.locator('main [role=region]').all()) {
      const wider = await region.evaluate((one) => one.scrollWidth - one.clientWidth > 1 && one.matches('.region'));
      if (!wider) continue;
      await expect(region).toHaveAttribute('tabindex', '0');
      await expect(region).toHaveAccessibleDescription(say('scrolls_sideways'));
    }
    expect(await within(page)).toBeLessThanOrEqual(1);
    await cards.first().scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${SHOTS}/money-es-phone.png` });
    await page.emulateMedia({ colorScheme: 'dark' });
    await clean(page);
    await page.locator('svg[role=img]').first().scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${SHOTS}/indicators-es-phone-dark.png` });
  });

  await test.step('the river says the day and the record where they differ', async () => {
    const { page, say } = desk;
    await page.goto(`/cooperations/${id}`);
    const held = page.locator('li[data-verb=EXCHANGE_HELD]').first();
    const earlier = page.getByRole('button', { name: say('coop_river_earlier') });
    // The page opens on what is recent, and other tests go on acting.
    await expect(async () => {
      if (await earlier.isVisible()) await earlier.click();
      await expect(held).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(held).toContainText(say('river_happened', { date: '' }).trim());
    await expect(held).toContainText(say('river_recorded', { date: '' }).trim());
    await expect(page.getByText(say('river_order'))).toBeVisible();
    await held.scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${SHOTS}/river-fr.png` });
  });

  await test.step('no choice of the register is cut off at a desk', async () => {
    const { page } = desk;
    await page.goto('/register');
    const cut = await page.locator('form[role=search] select').evaluateAll((all) =>
      all.flatMap((select) => {
        const pen = document.createElement('canvas').getContext('2d');
        const style = getComputedStyle(select);
        pen.font = style.font;
        // The arrow at the end takes about a letter and a half.
        const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 20;
        const shown = select.selectedOptions[0]?.text ?? '';
        return pen.measureText(shown).width > room ? [shown] : [];
      })
    );
    expect(cut).toEqual([]);
    const orders = page.locator('form[role=search] select').last();
    expect(await orders.evaluate((select) => [...select.options].length)).toBe(4);
  });
  calm(desk, phone);
});
