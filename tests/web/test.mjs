// The test of these pages: like Playwright's own, but whoever was opened leaves at its end. Windows that stay go on listening
// and drawing, and slow down all that come after them.
import { test as base, expect } from '@playwright/test';

export { expect };

export const test = base.extend({
  leaving: [
    async ({ browser }, use) => {
      await use();
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true }
  ]
});
