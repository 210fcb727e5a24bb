// Stories of the domain over a poor link (see link.mjs): a new mayor, a wrong partner; bytes and seconds are printed.
// The first story is two-shores.spec, the second offline.spec, the sleeping twinning presence.spec, whose cooperation it is.
import { test, expect } from './test.mjs';
import { calm } from './people.mjs';
import { LONG, poor, told } from './link.mjs';

const MARK = Date.now().toString(36);

async function asks({ page }, query, variables = {}) {
  const answer = await page.request.post(`${process.env.RIVES_URL}/graphql`, { data: { query, variables } });
  const { data, errors } = await answer.json();
  expect(errors).toBeUndefined();
  return data;
}

test('a new mayor opens the twinning: what was promised, done and spent, and how it stood before the election', async ({
  browser
}) => {
  test.setTimeout(400_000);
  const mayor = await poor(browser, {
    lang: 'fr',
    width: 390,
    email: 'officer@saint-etienne.example'
  });
  const { page, say } = mayor;
  const query = '{ cooperations(first: 20, filter: { mine: true, stages: [ACTIVE] }) { nodes { id projects { id } } } }';
  const { cooperations } = await asks(mayor, query);
  const { id } = cooperations.nodes.find((node) => node.projects.length > 0);

  await test.step('the pack tells it in one page', async () => {
    await page.goto(`/cooperations/${id}`, { waitUntil: 'commit' });
    await page.getByRole('link', { name: say('rep_handover_link'), exact: true }).click();
    for (const title of ['Ce qui a été promis', 'Chronologie']) {
      await expect(page.getByRole('heading', { name: title })).toBeVisible({ timeout: LONG });
    }
  });
  await test.step('and the page as it was on a day', async () => {
    await page.getByRole('link', { name: say('rep_back_cooperation') }).click();
    const today = new Date().toISOString().slice(0, 10);
    await page.getByLabel(say('coop_as_of_choose')).fill(today);
    await page.getByRole('button', { name: say('coop_as_of_show'), exact: true }).click();
    await expect(page.getByText(say('coop_as_of_text'))).toBeVisible({ timeout: LONG });
  });
  calm(mayor);
  await told(mayor, 'story 3, the new mayor');
});

test('a wrong partner is refused with the rule and its source, a federated state is accepted', async ({ browser }) => {
  test.setTimeout(400_000);
  const officer = await poor(browser, {
    lang: 'fr',
    email: 'officer@saint-etienne.example'
  });

  await test.step('a sovereign State: refused by its rule, with its source', async () => {
    await proposedTo(officer, {
      name: `État d’essai ${MARK}`,
      country: 'SN',
      kind: 'STATE'
    });
    await officer.page.getByText(officer.say('why'), { exact: true }).first().click({ timeout: LONG });
    await expect(officer.page.locator('a[href="/rules#R-09"]')).toBeVisible();
    await expect(officer.page.getByText(/L\. ?1115-5/).first()).toBeVisible();
    await expect(officer.page).toHaveURL(/jumelages\/new/);
  });
  await test.step('a federated state: proposed', async () => {
    await proposedTo(officer, {
      name: `Estado de ensaio ${MARK}`,
      country: 'BR',
      kind: 'FEDERATED_STATE'
    });
    await expect(officer.page).toHaveURL(/cooperations\//, { timeout: LONG });
  });
  calm(officer);
  await told(officer, 'story 4, a wrong partner');
});

/** Records a missing organisation and proposes a twinning with it, as the pages lead one. */
async function proposedTo({ page, say }, { name, country, kind }) {
  await page.goto(`/organisations/new?name=${encodeURIComponent(name)}`);
  await page.getByLabel(say('country'), { exact: true }).selectOption(country);
  await page.getByLabel(say('organisation_type')).selectOption(kind);
  await page.getByRole('button', { name: say('record_send') }).click();
  await page
    .getByRole('link', { name: say('propose_jumelage') })
    .first()
    .click();
  const next = page.getByRole('button', { name: say('next_step') });
  await expect(page).toHaveURL(/jumelages\/new/, { timeout: LONG });
  await expect(page.locator('main').getByText(name).first()).toBeVisible({ timeout: LONG });
  // The proposal that was refused is a draft: both partners are shown, and starting again keeps the one whose page one came from.
  const again = page.getByRole('button', { name: say('coop_draft_restart') });
  if (await again.isVisible()) {
    await expect(page.getByText(`État d’essai ${MARK}`)).toBeVisible();
    await again.click();
    await expect(page.getByText(`État d’essai ${MARK}`)).toHaveCount(0);
    await expect(page.getByText(name)).toBeVisible();
  }
  await next.click();
  await page.getByLabel(say('coop_motives')).fill('Des écoles se connaissent');
  await next.click();
  const texts = page.locator('main textarea');
  await texts.nth(0).fill('Nous nous rencontrons chaque année.');
  await texts.nth(1).fill('We meet every year.');
  await next.click();
  await page.getByRole('button', { name: say('coop_propose_jumelage') }).click();
}
