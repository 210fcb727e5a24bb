// Two people evaluate a project from both shores, agree a measure, make a lesson public; an outsider finds it.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { calm, open } from './people.mjs';

const MARK = Date.now().toString(36);
const TITLE = `Projet à évaluer ${MARK}`;
const LESSON = `Deux équipes à l’écoute ${MARK}`;
const SHOTS = '../artifacts/browser';

/** A calendar day so many days ahead, as a date field takes it. */
const ahead = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Asks the API in a person's name; what it refuses fails the test. */
async function ask(person, query, variables = {}) {
  const answer = await person.page.request.post('/graphql', { data: { query, variables } });
  const { data, errors } = await answer.json();
  expect(errors, JSON.stringify(errors)).toBeUndefined();
  return data;
}

async function does(person, name, input, result = 'project { id description { hash } }') {
  const kind = `${name[0].toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation($input: ${kind}!) { act: ${name}(input: $input) { ${result} refusals { message } } }`;
  const { act } = await ask(person, query, { input: { commandId: crypto.randomUUID(), ...input } });
  expect(act.refusals).toEqual([]);
  return act;
}

/** Opens a form by its button, fills it and sends it; it must be accepted. */
async function act({ page, say }, key, fill = async () => {}) {
  await page.getByRole('button', { name: say(key), exact: false }).first().click();
  const form = page.locator('section.act');
  await fill(form);
  await form.locator('button[type=submit]').click();
  await expect(form).toHaveCount(0);
}

/** A project of the two towns at work. */
async function running(here, there) {
  const { cooperations } = await ask(here, `{ cooperations(first: 10, filter: { stages: [ACTIVE], mine: true }) {
    nodes { id projects { id } } } }`);
  const cooperation = cooperations.nodes.find((node) => node.projects.length > 0).id;
  const text = (words) => [{ lang: 'fr', text: words }];
  const description = { title: text(TITLE), summary: text('Un réseau'), themes: ['1.2'] };
  const { project } = await does(here, 'proposeProject', { cooperation, description });
  for (const person of [here, there]) {
    await does(person, 'consentToProject', { project: project.id, hash: project.description.hash });
  }
  await does(there, 'startProject', { project: project.id, on: ahead(-1) });
  return project.id;
}

const QUESTION = { fr: 'La coopération a-t-elle amélioré', es: '¿Mejoró la cooperación' };

test('an evaluation from both shores, a measure of both, and a lesson that an outsider finds', async ({ browser }) => {
  test.setTimeout(300_000);
  const here = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example', width: 1440 });
  const there = await open(browser, { lang: 'es', email: 'officer@valparaiso.example', width: 360 });
  const outside = await open(browser, { lang: 'en', width: 1440 });
  const project = await running(here, there);
  for (const person of [here, there]) await person.page.goto(`/projects/${project}`);
  const section = ({ page }) => page.locator('section[aria-labelledby=evaluation]');
  const answer = (person, words) =>
    act(person, 'ev_answer', async (form) => {
      await form.getByRole('textbox', { name: QUESTION[person.lang] }).fill(words);
      await form.getByRole('combobox').first().selectOption('3');
    });

  await test.step('each side answers the same form, and nobody reads the other first', async () => {
    await act(here, 'ev_open', async (form) => {
      await form.getByLabel(here.say('ev_until')).fill(ahead(20));
    });
    await expect(section(there).getByText(there.say('ev_not_answered'))).toHaveCount(2);
    await answer(here, 'Trois jours au lieu de dix');
    await expect(section(here).getByText('Trois jours au lieu de dix')).toBeVisible();
    await expect(section(there).getByText(there.say('ev_not_answered'))).toHaveCount(1);
    await expect(section(there).getByText('Trois jours au lieu de dix')).toHaveCount(0);
    await answer(there, 'Las cuadrillas van más rápido');
    await expect(section(there).getByText('Trois jours au lieu de dix')).toBeVisible();
    await expect(section(here).getByText('Las cuadrillas van más rápido')).toBeVisible();
  });

  await test.step('a measure of one is agreed by the other and becomes a task', async () => {
    await act(here, 'ev_propose', async (form) => {
      await form.getByRole('group', { name: here.say('ev_measure') }).getByRole('textbox').fill('Former un second agent');
      await form.getByLabel(here.say('proj_due')).fill(ahead(60));
    });
    await expect(section(there).getByText('Former un second agent')).toBeVisible();
    await act(there, 'ev_agree');
    await expect(section(here).getByText(here.say('ev_agreed'))).toBeVisible();
    await act(here, 'ev_take_up');
    await expect(section(there).getByText(there.say('ev_is_task'))).toBeVisible();
    await expect(there.page.locator('article').filter({ hasText: 'Former un second agent' }).first()).toBeVisible();
    await act(there, 'ev_conclude', async (form) => {
      await form.getByRole('group', { name: there.say('ev_conclusion') }).getByRole('textbox').fill('La red se mantiene');
    });
    await expect(section(here).getByText('La red se mantiene')).toBeVisible();
  });

  await test.step('a lesson is for partners until both consent to its words', async () => {
    await act(here, 'le_write', async (form) => {
      await form.getByRole('group', { name: here.say('le_short') }).getByRole('textbox').fill(LESSON);
      await form.getByRole('group', { name: here.say('le_words') }).getByRole('textbox').fill('On entend mieux la nuit.');
    });
    await outside.page.goto(`/lessons?search=${MARK}`);
    await expect(outside.page.getByText(outside.say('le_empty_title'))).toBeVisible();
    await expect(there.page.getByRole('heading', { name: LESSON })).toBeVisible();
    await act(here, 'le_consent');
    await act(there, 'le_consent');
    await expect(here.page.locator('section[aria-labelledby=learnt]').getByText(here.say('le_public'), { exact: true })).toBeVisible();
  });

  await test.step('an outsider finds it by its words', async () => {
    await outside.page.goto('/lessons');
    await outside.page.getByLabel(outside.say('le_search')).fill(MARK);
    await outside.page.getByRole('button', { name: outside.say('search'), exact: true }).click();
    await expect(outside.page.getByRole('heading', { name: LESSON })).toBeVisible();
    await outside.page.getByLabel(outside.say('le_kind')).selectOption('DIFFICULTY');
    await expect(outside.page.getByRole('heading', { name: LESSON })).toHaveCount(0);
  });

  await test.step('nothing is wrong with the pages for those who see, hear or zoom', async () => {
    await outside.page.goto('/lessons');
    await expect(outside.page.getByRole('heading', { name: LESSON })).toBeVisible();
    for (const person of [here, there, outside]) {
      expect(await findings(person.page)).toEqual([]);
      const over = await person.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(1);
    }
    await here.page.screenshot({ path: `${SHOTS}/evaluation-fr.png`, fullPage: true });
    await there.page.screenshot({ path: `${SHOTS}/evaluation-es-phone.png`, fullPage: true });
    await outside.page.screenshot({ path: `${SHOTS}/lessons-en.png`, fullPage: true });
    await there.page.goto('/lessons');
    await there.page.emulateMedia({ colorScheme: 'dark' });
    await expect(there.page.getByRole('heading', { name: LESSON })).toBeVisible();
    expect(await findings(there.page)).toEqual([]);
    await there.page.screenshot({ path: `${SHOTS}/lessons-es-phone-dark.png`, fullPage: true });
  });
  calm(here, there, outside);
});
