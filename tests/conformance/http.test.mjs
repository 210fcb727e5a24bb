// GraphQL over HTTP: every audit of the graphql-http suite, MUST and SHOULD, against the running server.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { auditServer } from 'graphql-http';
import { start } from './server.mjs';

let server;
before(async () => { server = await start(); });
after(async () => { await server?.stop(); });

test('the server passes every audit of graphql-http', async () => {
  const results = await auditServer({ url: `${server.url}/graphql` });
  const failed = results.filter((result) => result.status !== 'ok');
  console.log(`graphql-http: ${results.length - failed.length} of ${results.length} audits passed`);
  assert.equal(results.length, 61);
  assert.deepEqual(failed.map((result) => `${result.status} ${result.name}: ${result.reason}`), []);
});
