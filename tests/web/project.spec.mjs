// Two people of two towns run a project, one at a desk in French, one on a phone in Spanish; each sees the other's steps at once.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { calm, open } from './people.mjs';

const TITLE = `Projet des deux rives ${Date.now().toString(36)}`;
const SHOTS = '../artifacts/browser';

/** A calendar day so many days ago, as a date field takes it. */
const ago = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** Sends the open form; it must be accepted. */
async function send({ page }) {
  const form = page.locator('section.act');
  await form.locator('button[type=submit]').click();
  await expect(form).toHaveCount(0);
}

/** Opens the form of an act on the project's page, fills it and sends it. */
async function act(person, name, fill = async () => {}) {
  await person.page.getByRole('button', { name: person.say(`proj_act_${name}`), exact: true }).first().click();
  await fill(person.page.locator('section.act'));
  await send(person);
}

/** The living twinning of the two towns, which holds the example's project. */
async function twinning(page) {
  const query = `{ cooperations(first: 10, filter: { stages: [ACTIVE], mine: true }) {
    nodes { id projects { id } parties { organisation { id name } } } } }`;
  const answer = await page.request.post('/graphql', { data: { query } });
  return (await answer.json()).data.cooperations.nodes.find((node) => node.projects.length > 0);
}

const stage = ({ page, say }, name) =>
  expect(page.locator('header').getByText(say(`proj_stage_${name}`), { exact: true })).toBeVisible();

/** The card of a task in the column of a state. */
const card = ({ page }, state, title) =>
  page.locator(`section[aria-labelledby="column-${state}"] article`).filter({ hasText: title });

test('a project from its proposal to figures on both shores', async ({ browser }) => {
  test.setTimeout(300_000);
  const here = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example', width: 1440 });
  const there = await open(browser, { lang: 'es', email: 'officer@valparaiso.example', width: 360 });
  const { id, parties, projects } = await twinning(here.page);
  const town = (part) => parties.find((party) => party.organisation.name.includes(part)).organisation;

  await test.step('it is proposed from the page of the cooperation', async () => {
    await there.page.goto(`/cooperations/${id}`);
    await here.page.goto(`/cooperations/${id}`);
    await here.page.getByRole('button', { name: here.say('proj_propose'), exact: true }).click();
    const form = here.page.locator('section.act');
    await form.getByRole('group', { name: here.say('proj_title') }).getByRole('textbox').fill(TITLE);
    await form.getByRole('group', { name: here.say('proj_summary') }).getByRole('textbox').fill('Un réseau et ceux qui l’entretiennent.');
    await form.getByRole('group', { name: here.say('proj_results') }).getByRole('textbox').fill('Dix bornes\nDeux équipes');
    await send(here);
    for (const person of [there, here]) await person.page.getByRole('link', { name: TITLE, exact: true }).click();
    await stage(there, 'IDEA');
    await expect(there.page.getByText('Deux équipes')).toBeVisible();
  });

  await test.step('both consent, and one records the start', async () => {
    await act(here, 'CONSENT');
    await expect(there.page.getByText(there.say('proj_not_consented'))).toHaveCount(1);
    await act(there, 'CONSENT');
    await act(here, 'START');
    await stage(there, 'RUNNING');
  });

  await test.step('a task moves on one side and is seen by the other without a reload', async () => {
    await act(here, 'PLAN_TASK', async (form) => {
      await form.getByRole('group', { name: here.say('proj_task') }).getByRole('textbox').fill('Relever le réseau');
      await form.getByLabel(here.say('proj_party')).selectOption(town('Valpara').id);
      await form.getByLabel(here.say('proj_due'), { exact: false }).fill(ago(3));
    });
    const waiting = card(there, 'PLANNED', 'Relever le réseau');
    await expect(waiting).toBeVisible();
    await expect(card(here, 'PLANNED', 'Relever le réseau').getByText(here.say('proj_late'))).toBeVisible();
    await expect(there.page.locator('section.now').getByText('Relever le réseau')).toBeVisible();
    // Nobody says for the other side how far its task is.
    const begin = here.page.getByRole('button', { name: here.say('proj_task_begin'), exact: false });
    await expect(begin).toHaveCount(0);
    const move = waiting.getByRole('button', { name: there.say('proj_task_begin'), exact: false });
    await move.focus();
    await there.page.keyboard.press('Enter');
    await expect(card(here, 'UNDER_WAY', 'Relever le réseau')).toBeVisible();
  });

  await test.step('the same tasks as a list and as a calendar', async () => {
    await here.page.getByRole('button', { name: here.say('proj_view_time'), exact: true }).click();
    await expect(here.page.locator('svg[role=img] rect')).toHaveCount(1);
    await expect(here.page.getByRole('rowheader', { name: 'Relever le réseau' })).toBeVisible();
    await here.page.screenshot({ path: `${SHOTS}/project-calendar-fr.png`, fullPage: true });
    await here.page.getByRole('button', { name: here.say('proj_view_board'), exact: true }).click();
  });

  await test.step('an indicator measured twice for a day is refused in words, beside the field', async () => {
    await act(here, 'DEFINE_INDICATOR', async (form) => {
      await form.getByRole('group', { name: here.say('proj_indicator') }).getByRole('textbox').fill('Bornes');
      await form.getByLabel(here.say('proj_unit')).fill('bornes');
      await form.getByLabel(here.say('proj_baseline'), { exact: true }).fill('0');
      await form.getByLabel(here.say('proj_target')).fill('10');
      await form.getByLabel(here.say('proj_due'), { exact: true }).fill(ago(-300));
    });
    const measure = async (person, value) => {
      await person.page.getByRole('button', { name: `${person.say('proj_measure')} – Bornes` }).click();
      const form = person.page.locator('section.act');
      await form.locator('input[type=date]').fill(ago(1));
      await form.getByLabel(person.say('proj_value', { unit: 'bornes' })).fill(value);
      await form.getByLabel(person.say('proj_source')).fill('Registro');
      return form;
    };
    await measure(here, '4');
    await send(here);
    await expect(there.page.getByRole('cell', { name: '4', exact: true })).toBeVisible();
    const form = await measure(there, '5');
    await form.locator('button[type=submit]').click();
    await expect(form.locator('.field').filter({ has: there.page.locator('input[type=date]') }).getByText(/ya tiene una medición/).first()).toBeVisible();
    await form.getByRole('button', { name: there.say('cancel') }).click();
  });

  await test.step('nothing is wrong with the page for those who see, hear or zoom', async () => {
    for (const person of [here, there]) {
      expect(await findings(person.page)).toEqual([]);
      const over = await person.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(1);
    }
    await here.page.screenshot({ path: `${SHOTS}/project-fr.png`, fullPage: true });
    await there.page.screenshot({ path: `${SHOTS}/project-es-phone.png`, fullPage: true });
    // The example of the demonstration has a task that is late.
    await there.page.goto(`/projects/${projects[0].id}`);
    await expect(there.page.getByText(there.say('proj_late')).first()).toBeVisible();
    await there.page.emulateMedia({ colorScheme: 'dark' });
    expect(await findings(there.page)).toEqual([]);
    await there.page.screenshot({ path: `${SHOTS}/project-demo-es-phone-dark.png`, fullPage: true });
  });
  calm(here, there);
});
