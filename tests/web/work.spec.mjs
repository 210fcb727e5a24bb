// My work: what is late stands first on both sides, with whose it is; what one side waits for is what the other has to do.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { open } from './people.mjs';

const SHOTS = '../artifacts/browser';

/** The part of the page under a heading. */
const part = ({ page, say }, name) => page.getByRole('region', { name: new RegExp(`^${say(name)}`) });

test('two people of two towns see the same work from both sides', async ({ browser }) => {
  const here = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example', width: 1440 });
  const there = await open(browser, { lang: 'es', email: 'officer@valparaiso.example', width: 360 });

  await test.step('what is late is told to both, and to whom it falls', async () => {
    for (const person of [here, there]) {
      await person.page.goto('/');
      await person.page.getByRole('link', { name: person.say('work_all'), exact: true }).click();
      await expect(person.page.getByRole('heading', { level: 1, name: person.say('work_title') })).toBeVisible();
    }
    const mine = part(there, 'work_late').getByRole('listitem').filter({ hasText: 'Valparaíso' }).first();
    await expect(mine).toContainText(there.say('coop_waits_for_you'));
    const theirs = part(here, 'work_late').getByRole('listitem').filter({ hasText: 'Valparaíso' }).first();
    await expect(theirs).toBeVisible();
    await expect(theirs).not.toContainText(here.say('coop_waits_for_you'));
  });

  await test.step('each line leads to where it is done', async () => {
    await part(here, 'work_late').getByRole('link').first().click();
    await expect(here.page).toHaveURL(/\/projects\//);
    await here.page.goBack();
  });

  await test.step('what one waits for is asked of the other', async () => {
    await expect(part(here, 'work_partners').getByRole('listitem').first()).toBeVisible();
    await expect(part(there, 'work_mine').getByRole('listitem').first()).toBeVisible();
    await expect(part(here, 'work_since')).toBeVisible();
    for (const person of [here, there]) {
      await person.page.screenshot({ path: `${SHOTS}/work-${person === here ? 'fr' : 'es-phone'}.png`, fullPage: true });
      expect(await findings(person.page)).toEqual([]);
    }
  });

  await test.step('who is not signed in is told what this page is for', async () => {
    const nobody = await open(browser, { lang: 'en' });
    await nobody.page.goto('/work');
    await nobody.page.locator('main').getByRole('link', { name: nobody.say('sign_in'), exact: true }).click();
    await expect(nobody.page).toHaveURL(/\/sign-in\?return=\/work$/);
  });
});
