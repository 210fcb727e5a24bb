// Two towns divide a project into phases and take up what follows a mission: one at a desk in French, one on a phone in Spanish.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { calm, open } from './people.mjs';

const MARK = Date.now().toString(36);
const TITLE = `Projet par phases ${MARK}`;
const PHASE = `Relevés ${MARK}`;
const TASK = `Relever les fuites ${MARK}`;
const FOLLOWS = `Une émission par trimestre ${MARK}`;
const SHOTS = '../artifacts/browser';

/** A calendar day so many days from now, as a date field takes it. */
const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const form = ({ page }) => page.locator('section.act');

/** Sends the open form; it must be accepted. */
async function send(person) {
  await form(person).locator('button[type=submit]').click();
  await expect(form(person)).toHaveCount(0);
}

/** Presses a button by its whole name. */
const press = ({ page }, name) => page.getByRole('button', { name, exact: true }).first().click();

/** Fills the one box of a field of texts. */
const words = (person, label, text) =>
  form(person).getByRole('group', { name: label }).getByRole('textbox').fill(text);

/** The living twinning of the two towns, with its exchange that was held. */
async function twinning({ page }) {
  const query = `{ cooperations(first: 20, filter: { stages: [ACTIVE], mine: true }) {
    nodes { id exchanges { id state } projects { id } parties { organisation { id name } } } } }`;
  const answer = await page.request.post('/graphql', { data: { query } });
  const { nodes } = (await answer.json()).data.cooperations;
  const home = nodes.find((node) => node.exchanges.some((one) => one.state === 'HELD') && node.projects.length > 0);
  return { ...home, exchange: home.exchanges.find((one) => one.state === 'HELD').id };
}

/** Nothing is wrong with the page for those who see, hear or zoom. */
async function sound({ page }) {
  expect(await findings(page)).toEqual([]);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(1);
}

test('a project is read by phase on both shores, and what follows a mission becomes its task', async ({ browser }) => {
  test.setTimeout(300_000);
  const here = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example', width: 1440 });
  const there = await open(browser, { lang: 'es', email: 'officer@valparaiso.example', width: 360 });
  const both = [here, there];
  const { id, parties, exchange } = await twinning(here);
  const valparaiso = parties.find((party) => party.organisation.name.includes('Valpara')).organisation.id;

  await test.step('a project at work', async () => {
    await here.page.goto(`/cooperations/${id}`);
    await press(here, here.say('proj_propose'));
    await words(here, here.say('proj_title'), TITLE);
    await words(here, here.say('proj_summary'), 'Trois temps, une eau plus sûre.');
    await send(here);
    await here.page.getByRole('link', { name: TITLE, exact: true }).click();
    await expect(here.page.getByRole('heading', { name: TITLE })).toBeVisible();
    await there.page.goto(here.page.url());
    for (const person of both) {
      await press(person, person.say('proj_act_CONSENT'));
      await send(person);
    }
    await press(here, here.say('proj_act_START'));
    await send(here);
  });

  const phases = ({ page }) => page.locator('ol[aria-labelledby="phases"] > li');

  await test.step('a phase is added on one side and seen on the other, which cannot add its days again', async () => {
    await press(here, here.say('proj_act_ADD_PHASE'));
    await words(here, here.say('proj_phase_name'), PHASE);
    await form(here).getByLabel(here.say('proj_phase_first')).fill(day(-10));
    await form(here).getByLabel(here.say('proj_phase_last')).fill(day(20));
    await send(here);
    await expect(phases(there).filter({ hasText: PHASE })).toContainText(there.say('proj_phase_empty'));
    await press(there, there.say('proj_act_ADD_PHASE'));
    await words(there, there.say('proj_phase_name'), 'Otra fase');
    await form(there).getByLabel(there.say('proj_phase_first')).fill(day(20));
    await form(there).getByLabel(there.say('proj_phase_last')).fill(day(40));
    await form(there).locator('button[type=submit]').click();
    await expect(form(there).getByText(`Estos días ya son de la fase «${PHASE}».`).first()).toBeVisible();
    await form(there).getByLabel(there.say('proj_phase_first')).fill(day(21));
    await send(there);
    await expect(phases(here)).toHaveCount(2);
  });

  await test.step('a task is planned in it with a day outside, which is remarked and marked on both sides', async () => {
    await press(here, here.say('proj_act_PLAN_TASK'));
    await words(here, here.say('proj_task'), TASK);
    await form(here).getByLabel(here.say('proj_party')).selectOption(valparaiso);
    await form(here).getByLabel(here.say('proj_due'), { exact: false }).fill(day(30));
    await form(here).getByLabel(here.say('proj_phase'), { exact: true }).selectOption({ label: PHASE });
    await send(here);
    await expect(here.page.getByText(`Ces jours ne sont pas tous dans la phase « ${PHASE} ».`)).toBeVisible();
    for (const person of both) {
      const card = person.page.locator('article').filter({ hasText: TASK });
      await expect(card.getByText(person.say('proj_phase_outside'), { exact: true })).toBeVisible();
    }
  });

  await test.step('the work is read by phase, as a board, a list and a calendar', async () => {
    const choice = there.page.getByLabel(there.say('proj_phase_by'));
    const card = there.page.locator('article').filter({ hasText: TASK });
    await choice.selectOption({ label: 'Otra fase' });
    await expect(card).toHaveCount(0);
    await expect(there.page.getByText(there.say('proj_phase_empty_text'))).toBeVisible();
    await choice.selectOption({ label: PHASE });
    await expect(card).toBeVisible();
    await press(here, here.say('proj_view_list'));
    await expect(here.page.getByRole('columnheader', { name: here.say('proj_phase'), exact: true })).toBeVisible();
    await press(here, here.say('proj_view_time'));
    await expect(here.page.locator('svg[role=img] rect.band')).toHaveCount(2);
    await expect(here.page.locator('svg[role=img]').getByText(PHASE)).toBeVisible();
    for (const person of both) await sound(person);
    await here.page.screenshot({ path: `${SHOTS}/phases-calendar-fr.png`, fullPage: true });
    await there.page.screenshot({ path: `${SHOTS}/phases-es-phone.png`, fullPage: true });
    await press(here, here.say('proj_view_board'));
  });

  await test.step('a phase that a task names is not removed', async () => {
    await phases(here).filter({ hasText: PHASE }).locator('summary').click();
    await press(here, `${here.say('proj_phase_remove')} – ${PHASE}`);
    await form(here).getByLabel(here.say('coop_reason')).fill('Plus utile');
    await form(here).locator('button[type=submit]').click();
    await expect(form(here).getByText('Des tâches ou des jalons nomment cette phase.').first()).toBeVisible();
    await form(here).getByRole('button', { name: here.say('cancel') }).click();
  });

  const project = here.page.url();
  await test.step('what follows a mission becomes a task once, with a way there and back', async () => {
    await here.page.goto(`/exchanges/${exchange}/report`);
    await here.page.getByRole('button', { name: new RegExp(` – ${here.say('mis_part_FOLLOW_UP')}$`) }).click();
    await form(here).locator('textarea').first().fill(FOLLOWS);
    await send(here);
    for (const time of ['first', 'again']) {
      await press(here, here.say('mis_take_up'));
      await form(here).getByLabel(here.say('proj_project')).selectOption({ label: TITLE });
      await expect(form(here).getByRole('group', { name: here.say('proj_task') }).getByRole('textbox').first()).toHaveValue(FOLLOWS);
      await form(here).getByLabel(here.say('proj_due'), { exact: false }).fill(day(60));
      if (time === 'first') await send(here);
    }
    await form(here).locator('button[type=submit]').click();
    await expect(form(here).getByText('Cette suite de la mission est déjà une tâche du projet.').first()).toBeVisible();
    await form(here).getByRole('button', { name: here.say('cancel') }).click();
    const row = here.page.getByRole('listitem').filter({ hasText: FOLLOWS });
    await expect(row.getByRole('link', { name: TITLE })).toBeVisible();
    await sound(here);
    await here.page.screenshot({ path: `${SHOTS}/phases-mission-fr.png`, fullPage: true });
    await there.page.getByLabel(there.say('proj_phase_by')).selectOption({ label: there.say('proj_phase_none') });
    const card = there.page.locator('article').filter({ hasText: FOLLOWS });
    await expect(card.locator(`a[href="/exchanges/${exchange}/report"]`)).toBeVisible();
    await row.getByRole('link', { name: TITLE }).click();
    await expect(here.page).toHaveURL(project);
  });

  await test.step('the report of the project shows its phases, in the language of its reader', async () => {
    await there.page.goto(`${project}/report`);
    const section = there.page.locator('article section').filter({ has: there.page.getByRole('heading', { name: 'Fases', exact: true }) });
    await expect(section).toContainText(PHASE);
    await expect(section).toContainText(TASK);
    await sound(there);
  });
  calm(...both);
});
