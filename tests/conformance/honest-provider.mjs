// A real OpenID provider (npm `oidc-provider`) on a free port, with a login page that takes any name.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';

/** Starts it for the client `client`; people of it have addresses at `domain`. */
export async function honest({ port, client, domain, verified = true }) {
  const issuer = `http://127.0.0.1:${port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: 'one', use: 'sig', alg: 'RS256' };
  const provider = new Provider(issuer, {
    clients: [{ grant_types: ['authorization_code'], response_types: ['code'], ...client }],
    jwks: { keys: [key] },
    cookies: { keys: ['only for tests'] },
    claims: { openid: ['sub', 'acr'], email: ['email', 'email_verified'], profile: ['name', 'given_name', 'usual_name'] },
    acrValues: ['eidas1'],
    pkce: { required: () => true, methods: ['S256'] },
    features: { devInteractions: { enabled: true }, jwtUserinfo: { enabled: true } },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id, email: `${id}@${domain}`, ...(verified !== null && { email_verified: verified }),
        given_name: 'Person', usual_name: id
      })
    })
  });
  const faults = [];
  provider.on('server_error', (_, error) => faults.push(error));
  const server = createServer(provider.callback());
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  return {
    issuer,
    faults,
    /** Signs in as `name` and agrees to everything; signs out when asked. */
    fill: (name) => (page, url) => {
      if (page.includes('value="login"')) return { action: url, form: { prompt: 'login', login: name, password: 'any' } };
      if (page.includes('value="consent"')) return { action: url, form: { prompt: 'consent' } };
      const [, action] = /action="([^"]*session\/end\/confirm)"/.exec(page) ?? [];
      const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(page) ?? [];
      return action && { action, form: { xsrf, logout: 'yes' } };
    },
    stop: () => new Promise((done) => { server.close(done); server.closeAllConnections(); })
  };
}
