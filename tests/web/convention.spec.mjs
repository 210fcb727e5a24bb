// Two people of two towns bring a convention into force, one at a desk, one on a phone; each sees the other's steps at once.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { calm, open } from './people.mjs';

const TITLE = `Convention des deux rives ${Date.now().toString(36)}`;
const SHOTS = '../artifacts/browser';

/** A calendar day so many days ago, as a date field takes it. */
const ago = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

/** Opens the form of an act on the convention's page, fills it and sends it; it must be accepted. */
async function act({ page, say }, name, fill = async () => {}) {
  await page.getByRole('button', { name: say(`conv_act_${name}`), exact: true }).first().click();
  const form = page.locator('section.act');
  await fill(form);
  await form.locator('button[type=submit]').click();
  await expect(form).toHaveCount(0);
}

/** The living twinning of the two towns, which holds the example's convention. */
async function twinning(page) {
  const query = `{ cooperations(first: 10, filter: { stages: [ACTIVE], mine: true }) {
    nodes { id conventions { id } parties { organisation { name } } } } }`;
  const answer = await page.request.post('/graphql', { data: { query } });
  const { nodes } = (await answer.json()).data.cooperations;
  const found = nodes.find((node) => node.conventions.length > 0);
  return { id: found.id, towns: found.parties.map((party) => party.organisation.name) };
}

const stage = ({ page, say }, name) => expect(page.locator('header').getByText(say(`conv_stage_${name}`), { exact: true })).toBeVisible();

test('a convention from its first version to force on both shores', async ({ browser }) => {
  test.setTimeout(300_000);
  const here = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example' });
  const there = await open(browser, { lang: 'es', email: 'officer@valparaiso.example', width: 360 });
  const { id, towns } = await twinning(here.page);

  await test.step('it is opened from the page of the cooperation', async () => {
    await there.page.goto(`/cooperations/${id}`);
    await here.page.goto(`/cooperations/${id}`);
    await here.page.getByRole('button', { name: here.say('conv_open'), exact: true }).click();
    const form = here.page.locator('section.act');
    await form.locator('input').first().fill(TITLE);
    await form.locator('button[type=submit]').click();
    await expect(there.page.getByRole('link', { name: TITLE, exact: true })).toBeVisible();
    await here.page.getByRole('link', { name: TITLE, exact: true }).click();
    await there.page.getByRole('link', { name: TITLE, exact: true }).click();
    await stage(there, 'DRAFTING');
  });

  await test.step('a version is named in two languages; the check says that nothing is missing', async () => {
    await act(here, 'NAME_VERSION', async (form) => {
      await form.getByLabel(here.say('conv_version_name')).fill('Pour les deux conseils');
      await form.getByRole('button', { name: here.say('coop_language_add') }).first().click();
      await form.locator('select').nth(1).selectOption('es');
      await form.locator('textarea').nth(0).fill('Article premier. Les parties échangent sur l’eau.');
      await form.locator('textarea').nth(1).fill('Artículo primero. Las partes intercambian sobre el agua.');
      await form.getByLabel(here.say('conv_object')).last().fill('L’eau');
      for (const name of towns) {
        await form.getByLabel(here.say('conv_amount_of', { name })).fill('0');
        await form.getByLabel(here.say('conv_currency_of', { name })).fill('EUR');
      }
      await form.getByLabel(here.say('coop_reason')).fill('Première version');
    });
    await expect(there.page.getByText('Las partes intercambian sobre el agua.')).toBeVisible();
    await expect(there.page.getByText(there.say('conv_missing'), { exact: true })).toHaveCount(0);
  });

  await test.step('a change under a consent voids it, and both see it', async () => {
    await act(here, 'CONSENT');
    await expect(there.page.getByText(there.say('conv_not_consented'))).toHaveCount(1);
    await act(there, 'NAME_VERSION', async (form) => {
      await form.getByLabel(there.say('conv_version_name')).fill('Con las escuelas');
      await form.locator('textarea').nth(1).fill('Artículo primero. Las partes y sus escuelas intercambian sobre el agua.');
      await form.getByLabel(there.say('coop_reason')).fill('Las escuelas');
    });
    await expect(here.page.getByText('Las partes y sus escuelas', { exact: false })).toBeVisible();
    for (const person of [here, there]) {
      await expect(person.page.getByText(person.say('conv_not_consented'))).toHaveCount(2);
    }
  });

  await test.step('both consent, vote and sign; one transmits', async () => {
    for (const person of [there, here]) await act(person, 'CONSENT');
    await stage(there, 'TEXT_AGREED');
    for (const person of [here, there]) {
      await act(person, 'RECORD_VOTE', (form) => form.locator('input[type=date]').fill(ago(20)));
    }
    await stage(here, 'APPROVED');
    for (const person of [there, here]) {
      await act(person, 'SIGN', async (form) => {
        await form.locator('input[type=date]').fill(ago(10));
        await form.getByLabel(person.say('coop_place')).fill('Hôtel de ville');
        await form.getByLabel(person.say('conv_function'), { exact: false }).fill('Maire');
      });
    }
    await stage(there, 'SIGNED');
    await here.page.screenshot({ path: `${SHOTS}/convention-fr.png`, fullPage: true });
    await act(here, 'COMPLETE_FORMALITY', async (form) => {
      await form.getByLabel(here.say('conv_step')).selectOption('TRANSMISSION');
      await form.locator('input[type=date]').fill(ago(5));
      await form.getByLabel(here.say('conv_authority')).fill('Préfecture');
      await form.getByLabel(here.say('conv_reference')).fill('042-2026-17');
    });
  });

  await test.step('it is in force on both screens, without a reload', async () => {
    for (const person of [here, there]) await stage(person, 'IN_FORCE');
    await there.page.screenshot({ path: `${SHOTS}/convention-es-phone.png`, fullPage: true });
    for (const person of [here, there]) expect(await findings(person.page)).toEqual([]);
  });
  calm(here, there);
});

test('a convention from before the platform is put on record, and an amendment to it begins', async ({ browser }) => {
  const here = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example', width: 360 });
  const there = await open(browser, { lang: 'es', email: 'officer@valparaiso.example' });
  const { id } = await twinning(here.page);
  const older = `Convention d’avant ${Date.now().toString(36)}`;
  const amendment = `Avenant à ${older}`;
  await there.page.goto(`/cooperations/${id}`);
  await here.page.goto(`/cooperations/${id}`);
  const form = here.page.locator('section.act');
  const send = () => form.locator('button[type=submit]').click();

  await test.step('a date that is none is told beside its field, and what was written stays', async () => {
    await here.page.getByRole('button', { name: here.say('conv_record_existing'), exact: true }).click();
    await form.locator('input').first().fill(older);
    await form.getByLabel(here.say('conv_signed_on')).fill('au printemps');
    await form.getByLabel(here.say('coop_source')).fill('Archives municipales, cote 12 W 4');
    await send();
    await expect(form.getByText(here.say('coop_partial_hint')).first()).toBeVisible();
    await expect(form.locator('[role=alert], [aria-invalid=true]').first()).toBeVisible();
    await expect(form.locator('input').first()).toHaveValue(older);
    await form.screenshot({ path: `${SHOTS}/convention-older-form-360.png` });
  });

  await test.step('it is in force for both at once, with its source', async () => {
    await form.getByLabel(here.say('conv_signed_on')).fill('2019-06');
    await send();
    await expect(form).toHaveCount(0);
    const item = there.page.getByRole('listitem').filter({ has: there.page.getByRole('link', { name: older, exact: true }) });
    await expect(item.getByText(there.say('conv_stage_IN_FORCE'), { exact: true })).toBeVisible();
  });

  await test.step('the partner begins an amendment to it; the convention and the amendment name each other', async () => {
    await there.page.getByRole('button', { name: there.say('conv_open'), exact: true }).click();
    const begin = there.page.locator('section.act');
    await begin.locator('input').first().fill(amendment);
    await expect(begin.getByLabel(there.say('conv_amended'))).toHaveCount(0);
    await begin.getByLabel(there.say('conv_kind'), { exact: true }).selectOption('AMENDMENT');
    await begin.getByLabel(there.say('conv_amended')).selectOption({ label: older });
    await begin.screenshot({ path: `${SHOTS}/convention-amendment-form-1440.png` });
    await begin.locator('button[type=submit]').click();
    await expect(begin).toHaveCount(0);
    await here.page.getByRole('link', { name: amendment, exact: true }).click();
    await expect(here.page.getByRole('link', { name: here.say('conv_amends', { title: older }) })).toBeVisible();
    expect(await findings(here.page)).toEqual([]);
  });
  calm(here);
  calm(there);
});
