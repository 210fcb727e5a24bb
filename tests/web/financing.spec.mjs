// Two towns agree on the money of a project, one at a desk in French, one on a phone in Spanish; each sees the other's steps at once.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { calm, open } from './people.mjs';

const TITLE = `Budget des deux rives ${Date.now().toString(36)}`;
const SHOTS = '../artifacts/browser';

/** A calendar day so many days ago, as a date field takes it. */
const ago = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

const section = ({ page }) => page.locator('section[aria-labelledby=financing]');
const button = (person, key) => section(person).getByRole('button', { name: person.say(key), exact: true });
const row = ({ page, say }, key, number) => page.getByRole('group', { name: say(key, { number }), exact: true });

async function graphql(page, query, variables) {
  const answer = await page.request.post('/graphql', { data: { query, variables } });
  const body = await answer.json();
  expect(body.errors).toBeUndefined();
  return body.data;
}

/** A new project of the two towns, made by the API: its own story is told elsewhere. */
async function project(page) {
  const list = `{ cooperations(first: 10, filter: { stages: [ACTIVE], mine: true }) { nodes { id projects { id } } } }`;
  const { cooperations } = await graphql(page, list);
  const home = cooperations.nodes.find((node) => node.projects.length > 0);
  const text = (words) => [{ lang: 'fr', text: words }];
  const description = { title: text(TITLE), summary: text('Un essai'), themes: ['1.2'] };
  const input = { commandId: crypto.randomUUID(), cooperation: home.id, description };
  const propose = `mutation($input: ProposeProjectInput!) { proposeProject(input: $input) { project { id } refusals { message } } }`;
  const { proposeProject } = await graphql(page, propose, { input });
  return { id: proposeProject.project.id, example: home.projects[0].id };
}

/** Fills the amount of a row. */
async function amount(person, place, sum, currency = 'EUR') {
  await place.getByLabel(person.say('fin_amount'), { exact: true }).fill(sum);
  await place.getByLabel(person.say('fin_currency'), { exact: true }).fill(currency);
}

/** Sends the one form that is open; it must be accepted. */
async function send({ page }) {
  const form = page.locator('section.act');
  await form.locator('button[type=submit]').click();
  await expect(form).toHaveCount(0);
}

test('a plan of money that adds up, agreed on both shores and followed', async ({ browser }) => {
  test.setTimeout(300_000);
  const here = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example', width: 1440 });
  const there = await open(browser, { lang: 'es', email: 'officer@valparaiso.example', width: 360 });
  const { id, example } = await project(here.page);
  for (const person of [here, there]) await person.page.goto(`/projects/${id}`);

  await test.step('sums that do not match and an amount without a value date are told while one types, and refused', async () => {
    await expect(section(there).getByText(there.say('fin_none_title'))).toBeVisible();
    await button(here, 'fin_propose').click();
    const [first, second, spent] = [row(here, 'fin_line_n', 1), row(here, 'fin_line_n', 2), row(here, 'fin_expense_n', 1)];
    await amount(here, first, '1000');
    await amount(here, second, '1000000', 'CLP');
    await spent.getByLabel(here.say('fin_label')).fill('Détecteurs');
    await amount(here, spent, '2500');
    const form = here.page.locator('section.act');
    await expect(second.getByText(/CLP n’a pas de valeur en EUR/)).toBeVisible();
    await expect(form.getByText(/ne sont pas égales/).first()).toBeVisible();
    await here.page.screenshot({ path: `${SHOTS}/financing-typing-fr.png`, fullPage: true });
    await form.locator('button[type=submit]').click();
    await expect(form.getByText(/CLP n’a pas de valeur en EUR/).first()).toBeVisible();
    await second.getByLabel(here.say('fin_value_date')).fill(ago(3));
    await second.getByLabel(/Taux/).first().fill('0.001');
    await second.getByLabel(here.say('fin_rate_source')).fill('Banque centrale');
    await expect(second.getByText(/n’a pas de valeur/)).toHaveCount(0);
    await form.locator('button[type=submit]').click();
    await expect(form.getByText(/l’écart est de 500,00\s€/).first()).toBeVisible();
    await amount(here, spent, '2000');
    await expect(form.getByText(here.say('fin_balanced'))).toBeVisible();
    await send(here);
  });

  await test.step('both consent to the same plan, and see it of each other', async () => {
    await expect(section(there).getByText(there.say('fin_not_consented'))).toHaveCount(2);
    await button(here, 'fin_act_CONSENT').click();
    await send(here);
    await expect(section(there).getByText(there.say('fin_consented'), { exact: true })).toHaveCount(1);
    await button(there, 'fin_act_CONSENT').click();
    await send(there);
    await expect(section(here).getByText(here.say('fin_consented'), { exact: true })).toHaveCount(2);
  });

  await test.step('no more is disbursed than is committed', async () => {
    const record = async (step, sum) => {
      await section(here).getByRole('button', { name: `${here.say(`fin_record_${step}`)} – ${here.say('fin_line_n', { number: 1 })}` }).click();
      const form = here.page.locator('section.act');
      await form.getByLabel(here.say('fin_amount_in', { currency: 'EUR' })).fill(sum);
      await form.getByLabel(here.say('fin_reason')).fill('Délibération 12');
      if (step === 'DISBURSED') await form.getByLabel(here.say('fin_payee')).fill('Trésor public');
      return form;
    };
    for (const [step, sum] of [['CONFIRMED', '900'], ['COMMITTED', '800']]) {
      await record(step, sum);
      await send(here);
    }
    const form = await record('DISBURSED', '800.01');
    await form.locator('button[type=submit]').click();
    await expect(form.getByText(/pas plus que ce qui est engagé : 800,00\s€/).first()).toBeVisible();
    await form.getByLabel(here.say('fin_amount_in', { currency: 'EUR' })).fill('800');
    await send(here);
    await expect(section(there).getByText('Trésor public')).toBeVisible();
  });

  await test.step('what was paid stands beside what was planned, also where it is more', async () => {
    const name = `${here.say('fin_expense_record')} – ${here.say('fin_expense_n', { number: 1 })}`;
    await section(here).getByRole('button', { name }).click();
    const form = here.page.locator('section.act');
    await form.getByLabel(here.say('fin_amount_in', { currency: 'EUR' })).fill('2000,01');
    await form.getByLabel(here.say('fin_reason')).fill('Facture 7');
    await form.getByLabel(here.say('fin_payee')).fill('fournisseur@example.org');
    await form.locator('button[type=submit]').click();
    await expect(form.getByLabel(here.say('fin_payee'))).toHaveAttribute('aria-invalid', 'true');
    await form.getByLabel(here.say('fin_payee')).fill('Fournisseur');
    await send(here);
    await expect(section(here).getByText(/Plus est dépensé sur ce poste que ce que prévoit le plan : 2\s000,00\s€/)).toBeVisible();
    for (const person of [here, there]) {
      await expect(section(person).getByText(person.say('fin_overspent'))).toBeVisible();
      await expect(section(person).getByText(person.say('fin_expense_paid'))).toBeVisible();
    }
    await there.page.screenshot({ path: `${SHOTS}/financing-paid-es-phone.png`, fullPage: true });
  });

  await test.step('a change voids the consents, and the other side sees it without a reload', async () => {
    await button(there, 'fin_act_REVISE').click();
    await amount(there, row(there, 'fin_line_n', 1), '1100');
    await amount(there, row(there, 'fin_expense_n', 1), '2100');
    const form = there.page.locator('section.act');
    await form.getByLabel(there.say('coop_reason')).fill('Un aparato más');
    await expect(form.getByText(there.say('fin_balanced'))).toBeVisible();
    await send(there);
    await expect(section(here).getByText(here.say('fin_not_consented'))).toHaveCount(2);
    await expect(section(here).getByText(here.say('fin_pending'))).toBeVisible();
    await expect(here.page.getByText(/Un aparato más/).first()).toBeVisible();
  });

  await test.step('nothing is wrong with the page for those who see, hear or zoom', async () => {
    for (const person of [here, there]) {
      expect(await findings(person.page)).toEqual([]);
      const over = await person.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(1);
    }
    await here.page.screenshot({ path: `${SHOTS}/financing-fr.png`, fullPage: true });
    await there.page.goto(`/projects/${example}`);
    await expect(section(there).getByText(/Fondation des eaux vives/).first()).toBeVisible();
    await there.page.emulateMedia({ colorScheme: 'dark' });
    expect(await findings(there.page)).toEqual([]);
    await there.page.screenshot({ path: `${SHOTS}/financing-demo-es-phone-dark.png`, fullPage: true });
  });
  calm(here, there);
});
