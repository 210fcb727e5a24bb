// A coordinator's feed: live within the scope, told what is new since the last look, whole after the laptop slept.
import { test, expect } from './test.mjs';
import { randomUUID } from 'node:crypto';
import { open } from './people.mjs';

/** Another town's officer acts through the API, in a session of their own. */
async function record(person, name, country) {
  const answer = await person.page.request.post('/graphql', {
    data: {
      query: `mutation($i: RecordOrganisationInput!) { recordOrganisation(input: $i) { refusals { message } } }`,
      variables: { i: { commandId: randomUUID(), kind: 'FOREIGN_LOCAL_AUTHORITY', country, names: [{ lang: 'fr', text: name }] } }
    }
  });
  const body = await answer.json();
  expect(body.data?.recordOrganisation.refusals, JSON.stringify(body)).toEqual([]);
}

test('a feed with a scope is live, and misses and doubles nothing while the link is down', async ({ browser }) => {
  const coordinator = await open(browser, { lang: 'fr', email: 'sahel@groups.example' });
  const actor = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example' });
  const { page } = coordinator;
  const tag = randomUUID().slice(0, 8);
  // Entries of the list; what is read aloud to those who listen says it a second time.
  const told = (name) => page.locator('main li').filter({ hasText: name });
  await page.goto('/feed?countries=BF,ML,MR,NE,TD');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');

  await record(actor, `Ségou ${tag}`, 'ML');
  await record(actor, `Séville ${tag}`, 'ES');
  await expect(told(`Ségou ${tag}`)).toHaveCount(1);
  await expect(told(`Séville ${tag}`)).toHaveCount(0);

  await coordinator.context.setOffline(true);
  await record(actor, `Diffa ${tag}`, 'NE');
  await record(actor, `Abéché ${tag}`, 'TD');
  await coordinator.context.setOffline(false);
  await expect(told(`Diffa ${tag}`)).toHaveCount(1, { timeout: 40_000 });
  await expect(told(`Abéché ${tag}`)).toHaveCount(1);
  await expect(told(`Ségou ${tag}`)).toHaveCount(1);
  await page.screenshot({ path: '../artifacts/browser/feed-fr.png', fullPage: true });

  await page.reload();
  await expect(told(`Abéché ${tag}`)).toHaveCount(1);
});
