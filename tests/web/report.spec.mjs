// Two people of two towns report on a project, one at a desk in French, one on a phone in Spanish; each sees the other's words at once.
import { readFile } from 'node:fs/promises';
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { calm, open } from './people.mjs';

const TITLE = `Rapport des deux rives ${Date.now().toString(36)}`;
const SHOTS = '../artifacts/browser';
const WORDS = `Le réseau tient, et l’équipe aussi ${Date.now().toString(36)}`;

/** A calendar day so many days ago, as a date field takes it. */
const ago = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

async function graphql(page, query, variables) {
  const answer = await page.request.post('/graphql', {
    data: { query, variables }
  });
  const body = await answer.json();
  expect(body.errors).toBeUndefined();
  return body.data;
}

async function act(page, mutation, input) {
  const kind = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation($input: ${kind}!) { ${mutation}(input: $input) {
    project { id description { hash } } refusals { message } } }`;
  const data = await graphql(page, query, {
    input: { commandId: crypto.randomUUID(), ...input }
  });
  expect(data[mutation].refusals).toEqual([]);
  return data[mutation].project;
}

/** A project of the two towns at work, made by the API: its own story is told elsewhere. */
async function running(here, there) {
  const list = `{ cooperations(first: 10, filter: { stages: [ACTIVE], mine: true }) { nodes { id projects { id } } } }`;
  const { cooperations } = await graphql(here.page, list);
  const home = cooperations.nodes.find((node) => node.projects.length > 0);
  const text = (words) => [{ lang: 'fr', text: words }];
  const description = {
    title: text(TITLE),
    summary: text('Un essai'),
    results: [text('Dix bornes')],
    themes: ['1.2']
  };
  const { id, description: proposed } = await act(here.page, 'proposeProject', {
    cooperation: home.id,
    description
  });
  for (const person of [here, there])
    await act(person.page, 'consentToProject', {
      project: id,
      hash: proposed.hash
    });
  await act(there.page, 'startProject', { project: id, on: ago(3) });
  return { id, home: home.id };
}

const part = ({ page, say }, name) =>
  page.locator('.part').filter({
    has: page.getByRole('heading', {
      name: say(`rep_part_${name}`),
      exact: true
    })
  });

test('a report that writes itself, and what two sides add to it', async ({ browser }) => {
  test.setTimeout(300_000);
  const here = await open(browser, {
    lang: 'fr',
    email: 'officer@saint-etienne.example',
    width: 1440
  });
  const there = await open(browser, {
    lang: 'es',
    email: 'officer@valparaiso.example',
    width: 360
  });
  const { id, home } = await running(here, there);

  await test.step('it opens from the project, in the language of who reads', async () => {
    await here.page.goto(`/projects/${id}`);
    await here.page.getByRole('link', { name: here.say('rep_link'), exact: true }).click();
    await expect(here.page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
    await expect(here.page.locator('article.report').getByRole('heading', { name: 'Activités' })).toBeVisible();
    await there.page.goto(`/projects/${id}/report`);
    await expect(there.page.locator('article.report').getByRole('heading', { name: 'Actividades' })).toBeVisible();
  });

  await test.step('a conclusion of one side is read by the other without a reload', async () => {
    const button = part(here, 'CONCLUSIONS').getByRole('button', {
      name: new RegExp(here.say('rep_write'))
    });
    await button.focus();
    await here.page.keyboard.press('Enter');
    const form = here.page.locator('section.act');
    await form.getByRole('textbox').first().fill(WORDS);
    await form.locator('button[type=submit]').click();
    await expect(form).toHaveCount(0);
    await expect(part(there, 'CONCLUSIONS').getByText(WORDS)).toBeVisible();
    await expect(there.page.locator('article.report').getByText(WORDS)).toBeVisible();
    // Each side has its own words: the other is offered to write, not to change these.
    await expect(
      part(there, 'CONCLUSIONS').getByRole('button', {
        name: new RegExp(`^${there.say('rep_write')}`)
      })
    ).toBeVisible();
  });

  await test.step('kind, period and language are in the address', async () => {
    await here.page.getByLabel(here.say('rep_kind'), { exact: true }).selectOption('FINAL');
    await here.page.getByLabel(here.say('language'), { exact: true }).last().selectOption('en');
    await here.page.getByRole('button', { name: here.say('rep_show'), exact: true }).click();
    await expect(here.page.locator('article.report[lang=en]').getByRole('heading', { name: 'Activities' })).toBeVisible();
    await expect(here.page).toHaveURL(/kind=final.*lang=en/);
    await here.page.goBack();
    await expect(here.page.locator('article.report[lang=fr]')).toBeVisible();
  });

  await test.step('it is downloaded as PDF and as text, and kept as a document with its hash', async () => {
    for (const [name, start] of [
      ['rep_pdf', '%PDF'],
      ['rep_docx', 'PK']
    ]) {
      const waiting = here.page.waitForEvent('download');
      await here.page.getByRole('link', { name: here.say(name), exact: true }).click();
      const file = await readFile(await (await waiting).path());
      expect(file.subarray(0, start.length).toString('latin1')).toBe(start);
    }
    await here.page.getByRole('button', { name: here.say('rep_keep_document'), exact: true }).click();
    const said = here.page.getByText(/SHA-256 [0-9a-f]{64}/);
    await expect(said).toBeVisible({ timeout: 60_000 });
    const hash = (await said.innerText()).match(/[0-9a-f]{64}/)[0];
    const query = `query($id: ID!) { documents(subject: $id) { items { versions { hash mediaType } } } }`;
    const { documents } = await graphql(there.page, query, { id });
    expect(documents.items[0].versions[0]).toEqual({
      hash,
      mediaType: 'application/pdf'
    });
  });

  await test.step('nothing is wrong with the page for those who see, hear or zoom', async () => {
    for (const person of [here, there]) {
      expect(await findings(person.page)).toEqual([]);
      const over = await person.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over).toBeLessThanOrEqual(1);
    }
    await here.page.screenshot({
      path: `${SHOTS}/report-fr.png`,
      fullPage: true
    });
    await there.page.emulateMedia({ colorScheme: 'dark' });
    expect(await findings(there.page)).toEqual([]);
    await there.page.screenshot({
      path: `${SHOTS}/report-es-phone-dark.png`,
      fullPage: true
    });
  });

  await test.step('a new team opens the pack of the cooperation', async () => {
    await there.page.goto(`/cooperations/${home}`);
    await there.page.getByRole('link', { name: there.say('rep_handover_link'), exact: true }).click();
    await expect(there.page.getByRole('heading', { name: 'Lo prometido' })).toBeVisible();
    await expect(there.page.getByRole('heading', { name: 'Cronología' })).toBeVisible();
    expect(await findings(there.page)).toEqual([]);
    await there.page.screenshot({
      path: `${SHOTS}/handover-es-phone-dark.png`,
      fullPage: true
    });
  });
  calm(here, there);
});
