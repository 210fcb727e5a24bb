// The examples of the developers' page, as plain GraphQL and JavaScript.

export const queryExample = `query Register($after: String) {
  cooperations(
    filter: { countries: ["ML"], stages: [ACTIVE] }
    first: 20
    after: $after
  ) {
    nodes {
      id
      title(lang: EN)
      stage
      parties { side organisation { name country { code } } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

export const actExample = `mutation Consent($input: ConsentToCharterInput!) {
  consentToCharter(input: $input) {
    jumelage { id stage }
    refusals { rule { id source } message(lang: EN) wayOut path }
    cursor
    repeated
  }
}`;

export const subscribeExample = `import { createClient } from 'graphql-ws';

const client = createClient({ url: 'wss://…/graphql' });
let after = null; // keep it: it is where to resume

for await (const { data } of client.iterate({
  query: \`subscription Follow($after: Cursor) {
    changes(scope: { countries: ["BF", "ML", "MR", "NE", "TD"] }, after: $after) {
      cursor at verb summary(lang: EN) subject { id }
    }
  }\`,
  variables: { after }
})) {
  after = data.changes.cursor;
}`;
