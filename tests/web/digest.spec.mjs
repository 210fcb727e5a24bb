// News by mail, as a person chooses and leaves them: by the account's page and by the address in a letter.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { calm } from './people.mjs';
import { newcomer } from './ways.mjs';

const SHOTS = '../artifacts/browser/people';

for (const [lang, width] of [['es', 360], ['fr', 1280]]) {
  test(`somebody chooses news by mail and none again, in ${lang} at ${width}`, async ({ browser }) => {
    test.setTimeout(120_000);
    const person = await newcomer(browser, `news-${lang}`, { lang, width });
    const { page, say } = person;
    await page.goto('/account#digest');
    const card = page.locator('#digest');
    const choose = async (rhythm) => {
      await card.getByLabel(say('digest_how_often')).selectOption(rhythm);
      await card.getByRole('button', { name: say('save') }).click();
      await expect(card.getByText(say('saved'))).toBeVisible();
    };
    await expect(card.getByText(say('digest_none'))).toBeVisible();
    await choose('WEEKLY');
    await expect(card.getByText(say('digest_none'))).toHaveCount(0);
    await page.reload();
    await expect(card.getByLabel(say('digest_how_often'))).toHaveValue('WEEKLY');
    await card.screenshot({ path: `${SHOTS}/digest-${lang}.png` });
    expect(await findings(page)).toEqual([]);

    // The address of a letter that was cut short says what to do.
    await page.goto('/unsubscribe?letter=half');
    await page.getByRole('button', { name: say('digest_end') }).click();
    await expect(page.locator('main form [aria-live]').first()).toContainText(/\S/);
    await page.screenshot({ path: `${SHOTS}/unsubscribe-${lang}.png`, fullPage: true });
    expect(await findings(page)).toEqual([]);

    await page.getByRole('link', { name: say('digest_choose_again') }).click();
    await choose('NEVER');
    await expect(card.getByText(say('digest_none'))).toBeVisible();
    calm(person);
  });
}
