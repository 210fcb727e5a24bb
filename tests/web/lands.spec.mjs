// The country register on its own page: an administrator sees what a fact would touch, records it and withdraws it; an officer follows an alert to its source.
import { test, expect } from './test.mjs';
import { livingWith } from './api.mjs';
import { findings } from './axe.mjs';
import { calm, open } from './people.mjs';

const SHOTS = '../artifacts/browser';
const MARK = Date.now().toString(36);
const SOURCE = `Acte d’essai ${MARK}`;
/** A country that no other story goes to. */
const COUNTRY = 'TV';
const PART = 'FUN';

test('who keeps the register sees what a fact would touch before and whom it reached after, and everybody reads it with its source', async ({
  browser
}) => {
  test.setTimeout(300_000);
  const desk = await open(browser, {
    lang: 'fr',
    email: 'officer@saint-etienne.example',
    width: 1440
  });
  const phone = await open(browser, { lang: 'en', email: 'admin@rives.example', width: 360 });
  const id = await livingWith(desk, { country: COUNTRY, territory: `${COUNTRY}-${PART}`, name: `Funafuti ${MARK}` });
  const { page, say } = phone;
  const button = (key) => page.getByRole('button', { name: say(key), exact: true });

  await page.goto(`/countries/${COUNTRY}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Tuvalu');
  await expect(page.locator('main')).toContainText(say('land_register'));
  await expect(page.locator('main')).toContainText(say('le_here_none'));
  await page.locator('summary').filter({ hasText: say('land_record') }).click();
  const field = (key) => page.getByLabel(say(key));
  await field('land_part').fill(PART);
  await field('land_first_day').fill('2026-03-10');
  await field('land_last_day').fill('2026-03-01');
  await field('land_source').fill(SOURCE);
  await page.getByRole('group', { name: say('land_part_name') }).getByRole('textbox').first().fill(`Funafuti ${MARK}`);
  // The last day before the first is said beside it, and nothing is counted.
  await button('land_preview').click();
  await expect(field('land_last_day')).toHaveAttribute('aria-invalid', 'true');
  await expect(button('land_preview')).toBeVisible();
  await field('land_last_day').fill('');
  await button('land_preview').click();
  await expect(page.locator('form')).toContainText(`Funafuti ${MARK}`);
  await expect(page.locator('form')).toContainText('R-11');
  expect(await findings(page)).toEqual([]);
  await page.screenshot({ path: `${SHOTS}/lands-preview-360.png`, fullPage: true });
  await button('land_record').click();
  const told = page.locator('.notice').filter({ hasText: say('coop_done') });
  await expect(told).toContainText(`Funafuti ${MARK}`, { timeout: 60_000 });

  // The officer comes from the words of the alert to what the register says, and reads it in French.
  await desk.page.goto(`/cooperations/${id}`);
  const alert = desk.page
    .locator('section')
    .filter({ has: desk.page.getByRole('heading', { name: desk.say('scr_title') }) });
  await alert.getByRole('link', { name: /Tuvalu/ }).click();
  await expect(desk.page).toHaveURL(new RegExp(`/countries/${COUNTRY}`));
  await expect(desk.page.locator('main')).toContainText(SOURCE);
  await expect(desk.page.locator('main')).toContainText(desk.say('land_SANCTIONED'));
  await expect(desk.page.getByRole('button', { name: desk.say('land_withdraw') })).toHaveCount(0);
  expect(await findings(desk.page)).toEqual([]);
  await desk.page.screenshot({ path: `${SHOTS}/lands-1440.png`, fullPage: true });
  await desk.page.goto('/countries');
  await expect(desk.page.locator('main')).toContainText(`${COUNTRY}-${PART}`);
  expect(await findings(desk.page)).toEqual([]);

  // A fact is withdrawn with its reason, which stays readable; the obstacle is gone where it stood.
  const fact = page.locator('.facts > li').filter({ hasText: SOURCE });
  await fact.getByRole('button', { name: say('land_withdraw') }).click();
  await fact.getByLabel(say('coop_reason')).fill(`Recorded to try ${MARK}`);
  await fact.getByRole('button', { name: say('land_preview') }).click();
  await expect(fact).toContainText(say('land_clear'));
  await fact.getByRole('button', { name: say('land_withdraw'), exact: true }).click();
  await expect(page.locator('main')).toContainText(`Recorded to try ${MARK}`);
  await expect(told).toContainText(`Funafuti ${MARK}`, { timeout: 60_000 });
  await page.goto(`/countries/${COUNTRY}?asOf=2020-01-01`);
  await expect(page.locator('main')).not.toContainText(SOURCE);
  await expect(page.locator('main')).toContainText(say('land_empty_title'));
  calm(desk, phone);
});
