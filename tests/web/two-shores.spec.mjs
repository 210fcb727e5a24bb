// Two people of two towns, in two languages, one of them over a poor link: each step of one appears to the other without reloading.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { act, calm, open, read } from './people.mjs';
import { poor, told } from './link.mjs';

// A town of its own for each run, so that a node that runs already can be used.
const TOWN = `Sikasso-sur-Fleuve ${Date.now().toString(36)}`;
const SHOTS = '../artifacts/browser';

test('a twinning from the missing town to its first exchange', async ({ browser }) => {
  test.setTimeout(600_000);
  const here = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example' });
  const there = await poor(browser, { lang: 'en', email: 'newcomer@example.org' });

  await test.step('the partner is missing, and is recorded provisionally', () => recordTown(here));
  const town = here.page.url().match(/organisations\/([^?]+)/)[1];

  await test.step('a twinning is proposed in two languages', async () => {
    await here.page.getByRole('link', { name: here.say('propose_jumelage') }).first().click();
    await propose(here);
  });
  const cooperation = here.page.url().match(/cooperations\/([^?]+)/)[1];

  await test.step('the newcomer claims the town, and the proposer confirms it live', async () => {
    const witness = await here.context.newPage();
    await witness.goto(`/organisations/${town}`);
    await there.page.goto(`/organisations/${town}`);
    await there.page.getByLabel(there.say('claim_function')).fill('International relations');
    await there.page.getByRole('button', { name: there.say('claim_send') }).click();
    await expect(there.page.getByText(there.say('claim_waits_title'))).toBeVisible();
    await witness.getByLabel(here.say('reason'), { exact: true }).fill('Nos services se connaissent');
    await witness.getByRole('button', { name: here.say('claim_confirm') }).click();
    await expect(there.page.getByText(there.say('org_state_CLAIMED')).first()).toBeVisible();
    await witness.close();
  });

  await test.step('the other side sees what waits for it', async () => {
    await there.page.goto('/');
    await expect(there.page.getByRole('link', { name: new RegExp(TOWN) }).first()).toBeVisible();
    await there.page.goto(`/cooperations/${cooperation}`);
    await expect(there.page.getByText(there.say('coop_waits_for_you')).first()).toBeVisible();
  });

  await test.step('the charter is discussed; a change voids the consent', () => discuss(here, there));
  const discussed = new Date().toISOString();
  await test.step('both councils decide; the ceremony is possible only then', () => decide(here, there));
  await test.step('an exchange is planned and held, committees are formed', () => live(here, there));

  await test.step('two moments of it are compared', async () => {
    const { page, say } = there;
    const at = await page.getByRole('link', { name: say('cmp_title') }).getAttribute('href');
    // It is on record since today: there is no earlier day to begin with.
    expect(at).toMatch(/\/compare$/);
    await page.goto(`${at}?from=${encodeURIComponent(discussed)}`);
    const part = (name) => page.getByRole('region', { name: say(name), exact: true });
    await expect(part('cmp_facts')).toContainText(say('stage_CONTENT_AGREED'));
    await expect(part('cmp_facts')).toContainText(say('stage_ACTIVE'));
    await expect(part('coop_exchanges')).toContainText('Choir of the two shores');
    await expect(part('cmp_decisions').getByRole('term')).toHaveCount(2);
    await expect(part('cmp_between').getByRole('listitem').first()).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await page.screenshot({ path: `${SHOTS}/compare-es.png`, fullPage: true });
    await page.getByLabel(say('cmp_from'), { exact: true }).fill('2020-01-01');
    await page.getByLabel(say('cmp_to'), { exact: true }).fill('2020-02-01');
    await page.getByRole('button', { name: say('cmp_show'), exact: true }).click();
    await expect(page.getByText(say('cmp_same_title'))).toBeVisible();
    await page.goBack();
  });

  await test.step('the record can be shown as it was', async () => {
    const today = new Date().toISOString().slice(0, 10);
    await here.page.getByLabel(here.say('coop_as_of_choose')).fill(today);
    await here.page.getByRole('button', { name: here.say('coop_as_of_show') }).click();
    await expect(here.page).toHaveURL(new RegExp(`asOf=${today}`));
    await expect(here.page.getByText(here.say('coop_as_of_text'))).toBeVisible();
    await expect(here.page.getByRole('link', { name: here.say('coop_act_END') })).toHaveCount(0);
  });
  calm(here, there);
  await told(there, 'story 1, two shores, as the partner abroad');
});

async function recordTown({ page, say }) {
  await page.goto('/register');
  await page.getByRole('link', { name: say('organisations') }).click();
  await page.getByRole('searchbox').fill(TOWN);
  await page.getByRole('searchbox').press('Enter');
  await expect(page.getByText(say('organisations_empty_title'))).toBeVisible();
  await page.getByRole('link', { name: say('record_missing') }).first().click();
  await page.getByLabel(say('official_name')).fill(TOWN);
  await page.getByLabel(say('country'), { exact: true }).selectOption('ML');
  await page.getByLabel(say('source')).fill('Lettre du maire');
  await page.getByRole('button', { name: say('record_send') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(TOWN);
}

async function propose({ page, say }) {
  const next = page.getByRole('button', { name: say('next_step') });
  await expect(page.getByText(TOWN).first()).toBeVisible();
  await next.click();
  await page.getByLabel(say('coop_motives')).fill('Deux villes d’eau et d’artisans');
  await next.click();
  const texts = page.locator('main textarea');
  await texts.nth(0).fill('Nos villes se rencontrent chaque année.');
  await texts.nth(1).fill('Our towns meet every year.');
  await next.click();
  await page.screenshot({ path: `${SHOTS}/proposal.png`, fullPage: true });
  await page.getByRole('button', { name: say('coop_propose_jumelage') }).click();
  await expect(page).toHaveURL(/cooperations\//);
}

async function discuss(here, there) {
  await act(here, 'CONSENT');
  const consented = there.page.getByText(there.say('coop_side_agreed', { date: '' }).trim());
  await expect(consented).toHaveCount(1);
  await act(there, 'REMARK', async (form) => form.locator('textarea').first().fill('May we name the schools?'));
  await expect(here.page.getByRole('paragraph').filter({ hasText: 'May we name the schools?' })).toBeVisible();
  await act(there, 'AMEND_CHARTER', async (form) => {
    await form.locator('textarea').nth(0).fill('Nos villes et leurs écoles se rencontrent chaque année.');
    await form.locator('textarea').nth(1).fill('Our towns and their schools meet every year.');
    await form.getByLabel(there.say('coop_reason')).fill('The schools are part of it');
  });
  await expect(here.page.getByText('Nos villes et leurs écoles se rencontrent chaque année.').first()).toBeVisible();
  await expect(here.page.getByText(here.say('coop_side_silent'))).toHaveCount(2);
  await here.page.screenshot({ path: `${SHOTS}/charter-fr.png`, fullPage: true });
  await act(there, 'CONSENT');
  await act(here, 'CONSENT');
  await expect(there.page.getByText(there.say('stage_CONTENT_AGREED')).first()).toBeVisible();
}

async function decide(here, there) {
  await expect(here.page.getByRole('link', { name: here.say('coop_act_HOLD_CEREMONY'), exact: true })).toHaveCount(0);
  for (const person of [there, here]) {
    await act(person, 'RECORD_DECISION', async (form) => {
      await form.locator('input[type=date]').fill('2026-10-01');
      await form.getByLabel(person.say('coop_motives')).fill('Friendship');
      await form.getByLabel(person.say('coop_modalities')).fill('Yearly meetings');
      await form.getByLabel(person.say('coop_means')).fill('None');
    });
  }
  await expect(there.page.getByText(there.say('stage_DECIDED')).first()).toBeVisible();
  await act(here, 'HOLD_CEREMONY', async (form) => {
    await form.locator('input[type=date]').fill('2026-11-02');
    await form.getByLabel(here.say('coop_place')).fill('Hôtel de ville');
  });
  await expect(there.page.getByText(there.say('stage_ACTIVE')).first()).toBeVisible();
}

async function live(here, there) {
  await act(there, 'PLAN_EXCHANGE', async (form) => {
    await form.locator('input[type=text], input:not([type])').first().fill('Choir of the two shores');
    await form.locator('input[type=date]').nth(0).fill('2026-11-05');
    await form.locator('input[type=date]').nth(1).fill('2026-11-08');
    await form.getByLabel(there.say('coop_host')).selectOption({ index: 1 });
  });
  await expect(here.page.getByText('Choir of the two shores').first()).toBeVisible();
  for (const person of [here, there]) {
    await act(person, 'FORM_COMMITTEE', async (form) => {
      const rows = form.getByLabel(person.say('coop_seat_function'));
      if ((await rows.count()) === 0) await form.getByRole('button', { name: person.say('coop_seat_add') }).click();
      await rows.first().fill('deputy mayor for youth');
    });
  }
  await expect(here.page.getByText('deputy mayor for youth')).toHaveCount(2);
  await here.page.screenshot({ path: `${SHOTS}/twinning-fr.png`, fullPage: true });
  await read(there, 'es');
  await expect(there.page.getByText(there.say('stage_ACTIVE')).first()).toBeVisible();
  await there.page.screenshot({ path: `${SHOTS}/twinning-es.png`, fullPage: true });
}
