// The second factor, as a person meets it: an app is added, a code is asked for, a recovery code helps once.
import { test, expect } from './test.mjs';
import { PASSWORD } from '../conformance/demo.mjs';
import { calm } from './people.mjs';
import { newcomer, oneTimeCode } from './ways.mjs';

const SHOTS = '../artifacts/browser/people';

test('an authenticator app is added, asked for at sign-in, and replaced once by a recovery code', async ({ browser }) => {
  test.setTimeout(180_000);
  const person = await newcomer(browser, 'codes');
  const { page, say } = person;
  await page.goto('/account');

  const secret = await test.step('the app is added with the typed secret', async () => {
    await page.getByRole('button', { name: say('totp_begin') }).click();
    await expect(page.getByRole('img', { name: say('totp_qr') })).toBeVisible();
    const shown = page.getByText(say('totp_secret')).locator('code');
    const found = (await shown.textContent()).replaceAll(' ', '');
    await page.screenshot({ path: `${SHOTS}/totp.png`, fullPage: true });
    await page.getByLabel(say('totp_code'), { exact: true }).fill(oneTimeCode(found));
    await page.getByRole('button', { name: say('totp_confirm') }).click();
    await expect(page.getByText(say('recovery_title'))).toBeVisible();
    return found;
  });
  const codes = await page.locator('.codes code').allTextContents();
  expect(codes.length).toBeGreaterThanOrEqual(8);
  await page.getByRole('button', { name: say('recovery_kept') }).click();
  await expect(page.getByText(codes[0])).toHaveCount(0);
  await expect(page.getByText(say('totp_on'))).toBeVisible();

  await test.step('the password alone is no longer enough', async () => {
    await signOut(person);
    await password(person);
    await expect(page.getByLabel(say('second_factor'))).toBeFocused();
    await page.getByLabel(say('second_factor')).fill('000000');
    await submit(person);
    await expect(page).toHaveURL(/sign-in/);
    // The code of the next half minute: the one of now was used up by the enrolment.
    await page.getByLabel(say('second_factor')).fill(oneTimeCode(secret, Date.now() + 30_000));
    await submit(person);
    await expect(page).not.toHaveURL(/sign-in/);
  });

  await test.step('a recovery code works once', async () => {
    await signOut(person);
    await password(person);
    await page.getByLabel(say('second_factor')).fill(codes[0]);
    await submit(person);
    await expect(page).not.toHaveURL(/sign-in/);
    await signOut(person);
    await password(person);
    await page.getByLabel(say('second_factor')).fill(codes[0]);
    await submit(person);
    await expect(page).toHaveURL(/sign-in/);
    await page.getByLabel(say('second_factor')).fill(codes[1]);
    await submit(person);
    await expect(page).not.toHaveURL(/sign-in/);
  });
  calm(person);
});

async function signOut({ page, say }) {
  await page.goto('/account');
  await page.getByRole('button', { name: say('sign_out') }).first().click();
  await expect(page).not.toHaveURL(/account/);
}

async function password({ page, say, email }) {
  await page.goto('/sign-in');
  await page.getByLabel(say('email')).first().fill(email);
  await page.getByLabel(say('password'), { exact: true }).fill(PASSWORD);
  await submit({ page, say });
}

const submit = ({ page, say }) =>
  page.locator('main').getByRole('button', { name: say('sign_in'), exact: true }).click();
