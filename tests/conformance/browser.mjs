// A browser without a window: keeps cookies by origin, follows redirects one by one, fills in forms.
import { createServer } from 'node:net';

/** A port that is free now. */
export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

export class Browser {
  #jars = new Map();

  cookies(url) {
    return this.#jars.get(new URL(url).origin) ?? new Map();
  }

  /** One request; no redirect is followed. */
  async go(url, { form, headers = {}, ...rest } = {}) {
    const { origin } = new URL(url);
    const jar = this.#jars.get(origin) ?? new Map();
    this.#jars.set(origin, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const post = form && { method: 'POST', body: new URLSearchParams(form) };
    const response = await fetch(url, { redirect: 'manual', ...rest, ...post, headers: { ...(cookie && { cookie }), ...headers } });
    for (const line of response.headers.getSetCookie()) this.#keep(jar, line);
    return response;
  }

  #keep(jar, line) {
    const [pair, ...attributes] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    const gone = value === '' || attributes.some((it) => /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(it));
    if (gone) jar.delete(name);
    else jar.set(name, value);
  }

  /** Where a response leads, or undefined. */
  static next(url, response) {
    const location = response.headers.get('location');
    return location ? new URL(location, url).href : undefined;
  }

  /** Follows redirects, and forms as `fill` fills them, until `until` likes an address; gives that address, unvisited. */
  async until(url, until, { fill = () => undefined, headers } = {}) {
    for (let step = 0, form; step < 30; step += 1) {
      if (until(new URL(url)) && step > 0) return new URL(url);
      const response = await this.go(url, { form, ...(step === 0 && { headers }) });
      form = undefined;
      const next = Browser.next(url, response);
      if (next) {
        url = next;
        continue;
      }
      const page = await response.text();
      const filled = fill(page, url);
      if (!filled) throw new Error(`${response.status} at ${url} leads nowhere:\n${page}`);
      ({ url, form } = { url: new URL(filled.action ?? url, url).href, form: filled.form });
    }
    throw new Error('too many steps');
  }

  /** Asks the API of `node` with this browser's session. */
  async ask(node, query, variables = {}) {
    const response = await this.go(`${node}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query, variables }),
      headers: { 'content-type': 'application/json', origin: node }
    });
    const { data, errors } = await response.json();
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }
}
