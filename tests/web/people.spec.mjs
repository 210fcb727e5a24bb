// A person invited abroad, from the mail to the lost seat: two browsers, a passkey, a claim confirmed with a reason.
import { test, expect } from './test.mjs';
import { act, calm, open } from './people.mjs';
import { authenticator, local, mailTo } from './ways.mjs';

const SHOTS = '../artifacts/browser/people';

test('an invitation abroad, a passkey, an act in the name of the town, a seat lost while subscribed', async ({ browser }) => {
  test.setTimeout(300_000);
  const tag = Date.now().toString(36);
  const town = `Kayes-sur-Fleuve ${tag}`;
  const address = `relations.${tag}@mairie.example`;
  const here = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example', baseURL: local() });
  const there = await open(browser, { lang: 'en', baseURL: local() });
  const keys = await authenticator(there);

  await test.step('the officer records the town, proposes, and invites its people', async () => {
    await recordTown(here, town);
  });
  const record = here.page.url().match(/organisations\/([^?]+)/)[1];
  await invite(here, town, address);

  await test.step('the person opens the link; its token leaves the address bar', async () => {
    const link = await mailTo(there.page, address, '/invitation#');
    await there.page.goto(link);
    await expect(there.page.getByRole('heading', { level: 1 })).toContainText(town);
    expect(new URL(there.page.url()).hash).toBe('');
    await there.page.screenshot({ path: `${SHOTS}/invitation.png`, fullPage: true });
    await there.page.getByLabel(there.say('display_name')).fill('Relations, Kayes');
    await there.page.getByRole('button', { name: there.say('invitation_accept') }).click();
    await expect(there.page).toHaveURL(new RegExp(`organisations/${record}`));
    await expect(there.page.getByText(there.say('claim_waits_title'))).toBeVisible();
  });

  await test.step('a used link says so', async () => {
    const link = await mailTo(there.page, address, '/invitation#');
    const again = await there.context.newPage();
    await again.goto(link);
    await expect(again.getByRole('heading', { level: 1 })).toHaveText(there.say('invitation_over_title'));
    await again.close();
  });

  await test.step('the officer confirms, with a reason', async () => {
    await here.page.goto(`/organisations/${record}`);
    const card = here.page.getByRole('region', { name: here.say('claim_title') });
    await card.getByLabel(here.say('reason')).fill('Nos services se connaissent depuis 2019');
    await card.getByRole('button', { name: here.say('claim_confirm') }).click();
    await expect(there.page.getByText(there.say('org_state_CLAIMED')).first()).toBeVisible();
  });

  await test.step('the person adds a passkey, signs out, and signs in with it', async () => {
    await there.page.goto('/account');
    await there.page.getByLabel(there.say('passkey_name')).fill('Office computer');
    await there.page.getByRole('button', { name: there.say('passkey_add') }).click();
    await expect(there.page.getByText('Office computer')).toBeVisible();
    await there.page.screenshot({ path: `${SHOTS}/account.png`, fullPage: true });
    await there.page.getByRole('button', { name: there.say('sign_out') }).first().click();
    await expect(there.page).not.toHaveURL(/account/);
    await there.page.goto('/sign-in');
    await there.page.getByRole('button', { name: there.say('sign_in_passkey') }).click();
    await expect(there.page).not.toHaveURL(/sign-in/);
    await expect(there.page.getByRole('link', { name: 'Relations, Kayes' }).first()).toBeVisible();
  });

  const cooperation = await test.step('the officer proposes a twinning', () => propose(here, record, town));

  await test.step('the person acts in the name of the town', async () => {
    await there.page.goto(`/cooperations/${cooperation}`);
    await act(there, 'REMARK', async (form) => {
      await expect(form).toContainText(town);
      await form.locator('textarea').first().fill('For us alone: the council meets in June');
      await form.getByLabel(there.say('remark_for')).selectOption({ label: there.say('remark_for_side') });
    });
    await expect(there.page.getByText(there.say('remark_side_only'))).toBeVisible();
    await act(there, 'REMARK', async (form) => form.locator('textarea').first().fill('May we name the schools?'));
    await here.page.goto(`/cooperations/${cooperation}`);
    await expect(here.page.getByRole('paragraph').filter({ hasText: 'May we name the schools?' })).toBeVisible();
    await expect(here.page.getByText('For us alone')).toHaveCount(0);
    await there.page.getByRole('button', { name: there.say('remark_share') }).click();
    await there.page.getByRole('button', { name: there.say('remark_share') }).click();
    await expect(here.page.getByText('For us alone').first()).toBeVisible();
  });

  await test.step('the seat ends while the page is subscribed: it says so and follows no more', async () => {
    const admin = await open(browser, { lang: 'en', email: 'admin@rives.example', baseURL: local() });
    await endSeat(admin, record);
    await expect(there.page.getByText(there.say('seat_lost_title'))).toBeVisible();
    await act(here, 'REMARK', async (form) => form.locator('textarea').first().fill('Vous ne lirez plus ceci'));
    await expect(here.page.getByText('Vous ne lirez plus ceci').first()).toBeVisible();
    await expect(there.page.getByText('Vous ne lirez plus ceci')).toHaveCount(0);
    await expect(there.page.getByText('May we name the schools?')).toHaveCount(0);
    await there.page.screenshot({ path: `${SHOTS}/lost.png`, fullPage: true });
    calm(admin);
  });
  await keys.remove();
  calm(here, there);
});

async function recordTown({ page, say }, town) {
  await page.goto(`/organisations/new?name=${encodeURIComponent(town)}&country=ML`);
  await expect(page.getByLabel(say('official_name'))).toHaveValue(town);
  await page.getByLabel(say('source')).fill('Lettre de la mairie');
  await page.getByRole('button', { name: say('record_send') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(town);
}

async function invite({ page, say }, town, address) {
  await page.getByText(say('invite_to_claim', { name: town })).click();
  await page.getByLabel(say('invite_email')).fill(address);
  await page.getByLabel(say('invite_function')).fill('relations internationales');
  await page.getByLabel(say('invite_lang')).selectOption('EN');
  await page.getByRole('button', { name: say('invite_send') }).click();
  await expect(page.getByText(say('invited_title'))).toBeVisible();
  await page.screenshot({ path: `${SHOTS}/invited.png`, fullPage: true });
}

/** A proposal is seen by its parties alone: who loses the seat loses the sight of it. */
async function propose({ page, say }, partner, town) {
  await page.goto(`/jumelages/new?partner=${partner}`);
  await expect(page.getByText(town).first()).toBeVisible();
  const next = page.getByRole('button', { name: say('next_step') });
  await next.click();
  await page.getByLabel(say('coop_motives')).fill('Deux villes d’eau');
  await next.click();
  const texts = page.locator('main textarea');
  await texts.nth(0).fill('Nos villes se rencontrent chaque année.');
  await texts.nth(1).fill('Our towns meet every year.');
  await next.click();
  await page.getByRole('button', { name: say('coop_propose_jumelage') }).click();
  await expect(page).toHaveURL(/cooperations\//);
  return page.url().match(/cooperations\/([^?]+)/)[1];
}

async function endSeat({ page, say }, record) {
  await page.goto(`/organisations/${record}`);
  const people = page.getByRole('region', { name: say('people') });
  await people.getByText(say('seat_manage'), { exact: true }).click();
  await people.getByLabel(say('reason')).fill('La personne a changé de poste');
  await people.getByRole('button', { name: say('seat_end'), exact: true }).click();
  await expect(people.getByText(say('people_none'))).toBeVisible();
}

