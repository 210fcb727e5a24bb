// What a story needs before it begins, done by the API in the name of whoever is signed in.
import { expect } from './test.mjs';

/** Carries out an act that must be taken; `result` is what is asked of it. */
export async function does(page, mutation, result, input) {
  const kind = `${mutation[0].toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation($input: ${kind}!) { ${mutation}(input: $input) { ${result} refusals { message } } }`;
  const variables = { input: { commandId: crypto.randomUUID(), ...input } };
  const answer = await page.request.post('/graphql', { data: { query, variables } });
  const body = await answer.json();
  expect(body.errors).toBeUndefined();
  expect(body.data[mutation].refusals).toEqual([]);
  return body.data[mutation];
}

/** A living cooperation of the person's town with a new town in a territory of the country register; its id. */
export async function livingWith({ page }, { country, territory, name }) {
  const recorded = await does(page, 'recordOrganisation', 'organisation { id }', {
    kind: 'FOREIGN_LOCAL_AUTHORITY',
    country,
    territory,
    names: [{ lang: 'en', text: name }]
  });
  const query = '{ viewer { seats { organisation { id } } } }';
  const { data } = await (await page.request.post('/graphql', { data: { query } })).json();
  const { jumelage } = await does(page, 'recordExistingJumelage', 'jumelage { id }', {
    parties: [
      { organisation: data.viewer.seats[0].organisation.id, side: 0 },
      { organisation: recorded.organisation.id, side: 1 }
    ],
    kind: 'FRIENDSHIP',
    themes: [],
    since: '1998',
    source: 'archives'
  });
  return jumelage.id;
}
