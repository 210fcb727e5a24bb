// Every page in three languages and two widths: no accessibility finding, nothing that overflows, nothing untranslated.
import { test, expect } from './test.mjs';
import { findings } from './axe.mjs';
import { calm, open, readsIn } from './people.mjs';
import { mailTo } from './ways.mjs';
import { ADMINISTRATOR } from '../conformance/demo.mjs';

const SHOTS = '../artifacts/browser/pages';
/** Each reads in the language of their account: other tests use the same accounts at the same time. */
const OFFICERS = {
  fr: 'officer@saint-etienne.example',
  en: 'officer@tamale.example',
  es: 'officer@valparaiso.example'
};

async function ask(page, query, variables = {}) {
  const answer = await page.request.post('/graphql', { data: { query, variables } });
  const { data, errors } = await answer.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

const OPEN_TO_ALL = [
  '/', '/register', '/register?what=organisations', '/map', '/groups', '/privacy', '/rules', '/developers', '/demo-mail', '/nowhere',
  '/sign-in', '/sign-in?refusal=H-TRIES', '/sign-in/new', '/sign-in/link', '/invitation', '/me', '/admin'
];
const ADMINISTRATION = ['records', 'people', 'door'].map((part) => `/admin?part=${part}`);

/** The pages of somebody with a seat; those that need an id are found by asking the API. */
async function ownPaths(page) {
  const data = await ask(page, `{
    viewer { seats { organisation { id } } }
    mine: cooperations(first: 1, filter: { stages: [ACTIVE], mine: true }) { nodes { id } }
    drafting: cooperations(first: 10, filter: { stages: [ACTIVE], mine: true }) { nodes { conventions { id } projects { id } } }
    active: cooperations(first: 1, filter: { stages: [ACTIVE] }) { nodes { id } }
    proposed: cooperations(first: 2, filter: { stages: [PROPOSED], mine: true }) { nodes { id } }
    others: organisations(first: 1, filter: { search: "Marseille" }) { nodes { id } }
    countryGroups(first: 1) { nodes { id } } }`);
  const ids = (connection) => connection.nodes.map((node) => node.id);
  const active = [...ids(data.mine), ...ids(data.active)].slice(0, 1);
  const own = data.viewer.seats[0].organisation.id;
  return [
    '/', '/work', '/account', '/feed', '/organisations/new', '/jumelages/new', '/partnerships/new',
    ...[own, ...ids(data.others)].map((id) => `/organisations/${id}`),
    ...active.concat(ids(data.proposed)).map((id) => `/cooperations/${id}`),
    ...data.drafting.nodes.flatMap((node) => node.conventions).slice(0, 1).map(({ id }) => `/conventions/${id}`),
    ...data.drafting.nodes.flatMap((node) => node.projects).slice(0, 1).map(({ id }) => `/projects/${id}`),
    ...ids(data.countryGroups).map((id) => `/groups/${id}`)
  ];
}

/** Opens what a person may open on a page, so that the forms are looked at too. */
async function unfold({ page, say }) {
  if (new URL(page.url()).pathname === '/account') {
    await page.getByRole('button', { name: say('totp_begin') }).click();
    await expect(page.getByLabel(say('totp_code'))).toBeVisible();
  }
  const closed = page.locator('main details:not([open]) > summary:visible');
  for (let left = await closed.count(); left > 0; left -= 1) await closed.first().click();
  const seat = page.locator('#people button[aria-expanded=false], main li button[aria-expanded=false]');
  if ((await seat.count()) > 0) await seat.first().click();
}

/** What is wrong with the page that is shown. */
async function faults({ page }, name) {
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
  const found = await findings(page);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (over > 1) found.push(`${over} pixels too wide`);
  const text = await page.locator('main').innerText();
  for (const raw of text.match(/\{\w*\}|undefined|\[object/g) ?? []) found.push(`shows ${raw}`);
  return found;
}

/** Looks at every path; with `forms`, with everything on them unfolded. */
async function look(person, who, paths, { forms = false } = {}) {
  const problems = [];
  const width = person.page.viewportSize().width;
  for (const [at, path] of paths.entries()) {
    await person.page.goto(path);
    await expect(person.page.getByRole('heading', { level: 1 })).toBeVisible();
    await person.page.waitForLoadState('networkidle');
    await expect(person.page.locator('html')).toHaveAttribute('lang', person.lang);
    if (forms && /^.(account|feed|admin|organisations.[^n])/.test(path)) await unfold(person);
    const short = path.replace(/[#:].*/, '').replace(/[^a-z]+/gi, '-').slice(0, 24);
    const name = `${person.lang}-${width}-${who}-${at}${short}`;
    for (const fault of await faults(person, name)) problems.push(`${who} ${path.replace(/#.*/, '')} ${fault}`);
  }
  return problems;
}

/** An invitation that waits for its person: the path of the link in the mail. */
async function invitation(officer, visitor) {
  const { viewer } = await ask(officer.page, '{ viewer { seats { organisation { id } } } }');
  const email = `relations.${officer.lang}.${Date.now().toString(36)}@mairie.example`;
  const { invite } = await ask(
    officer.page,
    'mutation Invite($input: InviteInput!) { invite(input: $input) { refusals { message } } }',
    {
      input: {
        commandId: crypto.randomUUID(),
        organisation: viewer.seats[0].organisation.id,
        role: 'READER',
        function: 'relations internationales',
        email,
        lang: officer.lang.toUpperCase()
      }
    }
  );
  expect(invite.refusals).toEqual([]);
  return mailTo(visitor.page, email, '/invitation#');
}

for (const lang of ['fr', 'en', 'es']) {
  for (const width of [360, 1440]) {
    test(`every page is accessible in ${lang} at ${width} pixels`, async ({ browser }) => {
      test.setTimeout(480_000);
      const visitor = await open(browser, { lang, width });
      const officer = await open(browser, { lang, email: OFFICERS[lang], width });
      const administrator = await open(browser, { lang, email: ADMINISTRATOR, width });
      await readsIn(administrator, lang);
      const link = await invitation(officer, visitor);
      const problems = [
        ...(await look(visitor, 'visitor', [...OPEN_TO_ALL, link])),
        ...(await look(officer, 'officer', await ownPaths(officer.page), { forms: true })),
        ...(await look(administrator, 'admin', ADMINISTRATION, { forms: true }))
      ];
      expect(problems).toEqual([]);
      for (const person of [visitor, officer, administrator]) {
        expect(person.failures.filter((line) => !/nowhere|404/.test(line))).toEqual([]);
        await person.context.close();
      }
    });
  }
}

test('a visitor reads the register by keyboard alone', async ({ browser }) => {
  const visitor = await open(browser, { lang: 'en' });
  await visitor.page.goto('/');
  await expect(visitor.page.getByRole('heading', { level: 1 })).toBeVisible();
  await visitor.page.keyboard.press('Tab');
  await expect(visitor.page.locator(':focus')).toHaveText(visitor.say('skip_to_content'));
  await visitor.page.getByRole('searchbox').focus();
  await visitor.page.keyboard.type('st etienne');
  await visitor.page.keyboard.press('Enter');
  await expect(visitor.page).toHaveURL(/register/);
  await expect(visitor.page.getByRole('link', { name: /Saint-Étienne/ }).first()).toBeVisible();
  calm(visitor);
});

test('the register weighs less than 200 KB compressed at the first visit', async ({ browser }) => {
  const visitor = await open(browser, { lang: 'fr' });
  const client = await visitor.context.newCDPSession(visitor.page);
  await client.send('Network.enable');
  let bytes = 0;
  client.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
  await visitor.page.goto('/register');
  await visitor.page.waitForLoadState('networkidle');
  console.log(`weight: the register's first visit takes ${(bytes / 1024).toFixed(0)} KiB`);
  expect(bytes).toBeLessThan(200 * 1024);
});
