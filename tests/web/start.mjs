// Starts the node before the tests and stops it afterwards; a node that runs already is used when RIVES_URL names it.
import { start } from '../conformance/server.mjs';

export default async function setup() {
  if (process.env.RIVES_URL) return undefined;
  const server = await start();
  process.env.RIVES_URL = server.url;
  return () => server.stop();
}
