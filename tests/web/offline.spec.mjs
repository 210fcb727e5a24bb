// Story 2, the power cut: the link of one side is gone; they read what the device kept, go on writing, close the page, and
// on return everything is sent once, what the other side changed meanwhile is said, and nothing is lost.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { calm, open } from './people.mjs';
import { link } from './link.mjs';

const MARK = Date.now().toString(36);
const OPEN = `Escaliers ${MARK}`;
const CLOSED = `Calendrier ${MARK}`;
const SHOTS = '../artifacts/browser';
/** How long the link is gone, in milliseconds; the long run waits half a minute. */
const CUT_OFF = process.env.TESTED_LONG ? 30_000 : 3_000;

const talk = ({ page }) => page.locator('section[aria-labelledby=talk]');
const thread = (person, topic) => talk(person).locator('li').filter({ has: person.page.getByRole('button', { name: topic }) });
const bar = ({ page }) => page.getByTestId('offline-bar');
const mayFail = /ERR_EMPTY_RESPONSE|ERR_CONNECTION|WebSocket|Failed to load resource|ERR_SOCKET/;

async function ask(person, query, variables = {}) {
  const { data, errors } = await (await person.page.request.post(`${process.env.RIVES_URL}/graphql`, { data: { query, variables } })).json();
  expect(errors).toBeUndefined();
  return data;
}

/** The living twinning of the two towns, which holds the example's project. */
async function twinning(person) {
  const found = await ask(person, '{ cooperations(first: 10, filter: { stages: [ACTIVE], mine: true }) { nodes { id projects { id } } } }');
  return found.cooperations.nodes.find((node) => node.projects.length > 0).id;
}

/** Opens a discussion for both sides; its id. */
async function begin(person, subject, topic) {
  const input = { commandId: crypto.randomUUID(), subject, topic, words: 'Premier mot.', visibility: 'PARTNERS' };
  const made = await ask(
    person,
    'mutation($input: OpenDiscussionInput!) { openDiscussion(input: $input) { discussion { id } refusals { message } } }',
    { input }
  );
  expect(made.openDiscussion.refusals).toEqual([]);
  return made.openDiscussion.discussion.id;
}

/** The words of a discussion, as the record has them. */
async function said(person, id) {
  const found = await ask(person, 'query($id: ID!) { node(id: $id) { ... on Discussion { messages { words } } } }', { id });
  return found.node.messages.map((message) => message.words);
}

/** Writes into the open discussion without expecting it to arrive. */
async function write(person, topic, words) {
  const item = thread(person, topic);
  const form = item.locator('form');
  if ((await form.count()) === 0) await item.getByRole('button', { name: topic }).click();
  await expect(item.getByText('Premier mot.')).toBeVisible();
  await form.getByLabel(person.say('talk_words')).fill(words);
  await form.locator('button[type=submit]').click();
  await expect(form.getByLabel(person.say('talk_words'))).toHaveValue('');
}

/** The device holds the answer to a query of the page: it is written a moment after it is shown. */
const kept = ({ page }, name) =>
  expect
    .poll(() =>
      page.evaluate(
        async (wanted) => {
          // Opening it before the page has would leave it without its place for answers.
          if (!(await indexedDB.databases()).some((one) => one.name === 'rives-answers')) return false;
          return new Promise((done) => {
            const asked = indexedDB.open('rives-answers');
            asked.onerror = () => done(false);
            asked.onsuccess = () => {
              const db = asked.result;
              if (!db.objectStoreNames.contains('answers')) return done(false);
              const keys = db.transaction('answers').objectStore('answers').getAllKeys();
              keys.onsuccess = () => done(keys.result.some((key) => key.includes(`query ${wanted}`)));
            };
          });
        },
        name
      )
    )
    .toBe(true);

/** The words of the discussions that the device holds for the time without a link. */
const heldWords = ({ page }) =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const asked = indexedDB.open('rives-answers');
        asked.onsuccess = () => {
          const rows = asked.result.transaction('answers').objectStore('answers').getAll();
          rows.onsuccess = () => done(rows.result.flatMap((row) => (row.data.node?.messages ?? []).map((message) => message.words)));
        };
      })
  );

const waiting = (person, count) => expect(bar(person)).toHaveAttribute('data-waiting', String(count));

/** The device has all of the pages: the worker was told to fetch them when the page had come to rest. */
const pagesKept = ({ page }) =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const names = await caches.keys();
          const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length));
          return Math.max(0, ...kept);
        }),
      { timeout: 60_000 }
    )
    .toBeGreaterThan(150);

test('a link that is gone: reading, writing, and one return', async ({ browser }) => {
  test.setTimeout(300_000);
  const line = await link(process.env.RIVES_URL);
  const here = await open(browser, { lang: 'fr', email: 'officer@saint-etienne.example', width: 1440, baseURL: line.url });
  const there = await open(browser, { lang: 'es', email: 'officer@valparaiso.example', width: 390 });
  const id = await twinning(here);
  const [going, closing] = [await begin(here, id, OPEN), await begin(here, id, CLOSED)];

  await test.step('the pages one looked at are kept with what they said', async () => {
    await here.page.goto('/work');
    await expect(here.page.getByRole('heading', { level: 1 })).toHaveText(here.say('work_title'));
    await kept(here, 'MyWork');
    await here.page.goto(`/cooperations/${id}`);
    for (const topic of [OPEN, CLOSED]) {
      await thread(here, topic).getByRole('button', { name: topic }).click();
      await expect(thread(here, topic).getByText('Premier mot.')).toBeVisible();
    }
    await pagesKept(here);
  });

  await test.step('without a link the page is there, says since when, and takes what one writes', async () => {
    line.cut();
    const gone = Date.now();
    await here.page.reload();
    await expect(here.page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(bar(here)).toContainText(here.say('kept_shown', { time: '' }).slice(0, 18));
    await write(here, OPEN, 'Écrit sans lien.');
    await write(here, OPEN, 'Et encore un mot.');
    await waiting(here, 2);
    await write(here, CLOSED, 'Trop tard, sans le savoir.');
    await waiting(here, 3);
    expect(await findings(here.page)).toEqual([]);
    await here.page.screenshot({ path: `${SHOTS}/offline-fr.png`, fullPage: true });
    await expect.poll(() => Date.now() - gone, { timeout: CUT_OFF + 10_000 }).toBeGreaterThan(CUT_OFF);
  });

  await test.step('meanwhile the other side goes on, and closes one of the discussions', async () => {
    expect(await said(there, going)).toEqual(['Premier mot.']);
    const input = { commandId: crypto.randomUUID(), discussion: closing, reason: 'Acordado.' };
    const closed = await ask(
      there,
      'mutation($input: DiscussionReasonInput!) { closeDiscussion(input: $input) { refusals { message } } }',
      { input }
    );
    expect(closed.closeDiscussion.refusals).toEqual([]);
    await there.page.goto(`/cooperations/${id}`);
    await thread(there, OPEN).getByRole('button', { name: OPEN }).click();
  });

  await test.step('a page that is opened anew still has it, in the list of what waits', async () => {
    await here.page.close();
    here.page = await here.context.newPage();
    await here.page.goto('/work');
    await waiting(here, 3);
    const list = here.page.locator('section#outbox');
    await expect(here.page.getByRole('heading', { name: new RegExp(`^${here.say('work_partners')}`) })).toBeVisible();
    await expect(list.getByText('Écrit sans lien.')).toBeVisible();
    await expect(list.getByText('Trop tard, sans le savoir.')).toBeVisible();
    expect(await findings(here.page)).toEqual([]);
    await here.page.screenshot({ path: `${SHOTS}/outbox-fr.png`, fullPage: true });
  });

  await test.step('on return each is sent once, in order, though two pages send', async () => {
    const second = await here.context.newPage();
    await second.goto('/work');
    await expect(second.getByTestId('offline-bar')).toHaveAttribute('data-waiting', '3');
    line.mend();
    await Promise.all([here.page, second].map((page) => page.getByRole('button', { name: here.say('kept_send_now') }).click()));
    await expect(thread(there, OPEN).getByText('Et encore un mot.')).toBeVisible({ timeout: 40_000 });
    for (const page of [here.page, second]) {
      await expect(page.getByTestId('offline-bar')).toHaveAttribute('data-waiting', '0', { timeout: 40_000 });
    }
    await second.close();
    expect(await said(there, going)).toEqual(['Premier mot.', 'Écrit sans lien.', 'Et encore un mot.']);
  });

  await test.step('what the other side made impossible is said, with the words still there', async () => {
    const list = here.page.locator('section#outbox');
    await expect(list.getByText(here.say('kept_refused'))).toBeVisible();
    await expect(list.getByText('Trop tard, sans le savoir.')).toBeVisible();
    expect(await said(there, closing)).toEqual(['Premier mot.']);
    expect(await findings(here.page)).toEqual([]);
    await here.page.screenshot({ path: `${SHOTS}/outbox-refused-fr.png`, fullPage: true });
    await list.getByRole('button', { name: here.say('kept_remove') }).click();
    await expect(list).toHaveCount(0);
  });

  await test.step('an act that was already sent and comes again from a device is done once', async () => {
    const commandId = crypto.randomUUID();
    const input = { commandId, discussion: going, words: 'Deux fois le même.' };
    const again = 'mutation($input: WriteMessageInput!) { writeMessage(input: $input) { refusals { message } } }';
    for (const time of [1, 2]) expect((await ask(here, again, { input })).writeMessage.refusals, `time ${time}`).toEqual([]);
    expect((await said(here, going)).filter((words) => words === 'Deux fois le même.')).toHaveLength(1);
  });

  await test.step('whose session ended meanwhile sends nothing until they are back', async () => {
    await here.page.goto(`/cooperations/${id}`);
    await expect(thread(here, OPEN)).toBeVisible();
    line.cut();
    await write(here, OPEN, 'Pas sans moi.');
    await waiting(here, 1);
    const cookies = await here.context.cookies();
    await here.context.clearCookies();
    // Who is signed in is answered last: what a visitor is told before must not take the place of what the person was.
    const held = await heldWords(here);
    expect(held).toContain('Premier mot.');
    const asks = (request, name) => request.postData()?.includes(`query ${name}`) ?? false;
    const told = here.page.waitForResponse((answer) => answer.ok() && asks(answer.request(), 'Thread'), { timeout: 40_000 });
    await here.page.route('**/graphql', async (route) => {
      if (asks(route.request(), 'Boot')) await told;
      await route.continue();
    });
    line.mend();
    await expect(here.page.getByText(here.say('session_ended_title'), { exact: true })).toBeVisible({ timeout: 40_000 });
    expect(await heldWords(here)).toEqual(held);
    await here.page.unroute('**/graphql');
    await waiting(here, 1);
    await expect(bar(here)).toHaveAttribute('data-stuck', '0');
    expect(await said(there, going)).not.toContain('Pas sans moi.');
    await here.context.addCookies(cookies);
    await here.page.reload();
    await expect.poll(async () => (await said(there, going)).filter((words) => words === 'Pas sans moi.').length, { timeout: 30_000 }).toBe(1);
    await waiting(here, 0);
    await there.context.close();
  });

  await test.step('who signs out is asked about what waits, and leaves nothing on the device', async () => {
    await here.page.goto('/account');
    await expect(here.page.getByRole('button', { name: here.say('sign_out'), exact: true })).toBeVisible();
    await kept(here, 'Me');
    await here.page.goto(`/cooperations/${id}`);
    await expect(thread(here, OPEN)).toBeVisible();
    line.cut();
    await write(here, OPEN, 'Part au retour.');
    await waiting(here, 1);
    await here.page.goto('/account');
    await here.page.getByRole('button', { name: here.say('sign_out'), exact: true }).click();
    await expect(here.page.getByText(here.say('kept_leaving', { count: 1 }))).toBeVisible();
    await here.page.getByRole('button', { name: here.say('kept_leave_anyway') }).click();
    await expect(here.page.getByText(here.say('send_failed_title'))).toBeVisible();
    line.mend();
    await waiting(here, 0);
    await here.page.getByRole('button', { name: here.say('sign_out'), exact: true }).click();
    await expect(here.page).not.toHaveURL(/account/);
    const left = () =>
      here.page.evaluate(
        () =>
          new Promise((done) => {
            const asked = indexedDB.open('rives-answers');
            asked.onsuccess = () => {
              const rows = asked.result.transaction('answers').objectStore('answers').count();
              rows.onsuccess = () => done(rows.result);
            };
          })
      );
    await expect.poll(left).toBe(0);
    expect(await here.page.evaluate(() => localStorage.getItem('rives.kept'))).toBeNull();
  });
  here.failures = here.failures.filter((text) => !mayFail.test(text));
  calm(here);
  await line.close();
});

test('a device that keeps nothing: pages work, and a form says that it was not delivered', async ({ browser }) => {
  const line = await link(process.env.RIVES_URL);
  const here = await open(browser, { lang: 'fr', baseURL: line.url });
  await here.context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no storage here', 'SecurityError');
    };
  });
  await here.page.goto('/sign-in');
  await here.page.getByLabel(here.say('email')).first().fill('officer@saint-etienne.example');
  await here.page.getByLabel(here.say('password'), { exact: true }).fill('two-shores-one-river');
  await here.page.locator('main').getByRole('button', { name: here.say('sign_in'), exact: true }).click();
  await expect(here.page).not.toHaveURL(/sign-in/);
  const id = await twinning(here);
  const topic = `Sans mémoire ${MARK}`;
  await begin(here, id, topic);
  await here.page.goto(`/cooperations/${id}`);
  await thread(here, topic).getByRole('button', { name: topic }).click();
  await expect(thread(here, topic).getByText('Premier mot.')).toBeVisible();
  const form = thread(here, topic).locator('form');
  line.cut();
  await form.getByLabel(here.say('talk_words')).fill('Reste ici.');
  await form.locator('button[type=submit]').click();
  await expect(form.getByText(here.say('send_failed_title'))).toBeVisible();
  await expect(form.getByLabel(here.say('talk_words'))).toHaveValue('Reste ici.');
  here.failures = here.failures.filter((text) => !mayFail.test(text));
  calm(here);
  await line.close();
});
