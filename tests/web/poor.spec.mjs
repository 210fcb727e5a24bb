// A poor link (see link.mjs): the first load of a cooperation, a later visit, an act; bytes and seconds are printed.
import { test, expect } from './test.mjs';
import { calm, open } from './people.mjs';
import { LONG, measured, poor } from './link.mjs';

test('a cooperation over a poor link', async ({ browser }) => {
  test.setTimeout(300_000);
  const visitor = await poor(browser, { lang: 'es', width: 360 });
  const query = '{ cooperations(first: 1, filter: { stages: [ACTIVE] }) { nodes { id } } }';
  const { data } = await (
    await visitor.page.request.post(`${process.env.RIVES_URL}/graphql`, { data: { query } })
  ).json();
  const shown = async () => {
    await visitor.page.goto(`/cooperations/${data.cooperations.nodes[0].id}`, { waitUntil: 'commit' });
    await expect(visitor.page.getByRole('heading', { level: 1 })).toBeVisible({ timeout: LONG });
  };

  await test.step('the first load of a cooperation stays under 250 KB', async () => {
    expect(await measured(visitor, 'first load of a cooperation', shown)).toBeLessThan(250);
  });
  await test.step('a later visit takes under 20 KB', async () => {
    expect(await measured(visitor, 'later visit of it', shown)).toBeLessThan(20);
  });
  calm(visitor);
  await visitor.line.close();
});

test('an officer works over a poor link', async ({ browser }) => {
  test.setTimeout(400_000);
  const here = await poor(browser, { lang: 'es', width: 390 });
  const there = await open(browser, {
    lang: 'fr',
    email: 'officer@saint-etienne.example'
  });
  const main = here.page.locator('main');

  await test.step('signs in', () =>
    measured(here, 'signing in', async () => {
      await here.page.goto('/sign-in');
      await here.page.getByLabel(here.say('email')).first().fill('officer@valparaiso.example');
      await here.page.getByLabel(here.say('password'), { exact: true }).fill('two-shores-one-river');
      await main.getByRole('button', { name: here.say('sign_in'), exact: true }).click();
      await expect(here.page).not.toHaveURL(/sign-in/, { timeout: LONG });
    }));

  const query = '{ cooperations(first: 10, filter: { stages: [ACTIVE], mine: true }) { nodes { id projects { id } } } }';
  const { data } = await (await there.page.request.post('/graphql', { data: { query } })).json();
  const { id } = data.cooperations.nodes.find((node) => node.projects.length > 0);
  const topic = `Línea lenta ${Date.now().toString(36)}`;
  await there.page.goto(`/cooperations/${id}`);

  await test.step('writes, and the other side reads it', () =>
    measured(here, 'a discussion opened', async () => {
      await here.page.goto(`/cooperations/${id}`, { waitUntil: 'commit' });
      const talk = here.page.locator('section[aria-labelledby=talk]');
      await talk.getByRole('button', { name: here.say('talk_open'), exact: true }).click();
      const form = talk.locator('section.act');
      await form.getByLabel(here.say('talk_topic')).fill(topic);
      await form.getByLabel(here.say('talk_for'), { exact: false }).first().selectOption('PARTNERS');
      await form.getByLabel(here.say('talk_words')).fill('Con 50 kbit/s también se llega.');
      await form.locator('button[type=submit]').click();
      await expect(form).toHaveCount(0, { timeout: LONG });
      await expect(there.page.locator('section[aria-labelledby=talk]').getByRole('button', { name: topic })).toBeVisible({
        timeout: 60_000
      });
    }));

  await test.step('comes back to the page later', async () => {
    const again = async () => {
      await here.page.goto(`/cooperations/${id}`, { waitUntil: 'commit' });
      await expect(here.page.getByRole('button', { name: topic })).toBeVisible({ timeout: LONG });
    };
    await measured(here, 'the page again, with what the device keeps from now on', again);
    const kib = await measured(here, 'the page a third time', again);
    expect(kib).toBeLessThan(20);
  });
  calm(here, there);
  await here.line.close();
});
