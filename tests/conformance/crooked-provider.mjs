// A small OpenID provider that signs real tokens and lies where a test tells it to.
import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { base64url, exportJWK, generateKeyPair, SignJWT } from 'jose';

async function freshKey(kid) {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'ES256' } };
}

/** Starts it; `lie` is what the next attempts find different from the truth. */
export async function crooked({ port, clientId, clientSecret }) {
  const issuer = `http://127.0.0.1:${port}`;
  const codes = new Map();
  const it = { issuer, lie: {}, sub: 'crook', email: undefined, seen: 0, key: await freshKey('first') };
  const stranger = await freshKey('first');

  async function sign(claims, { alg = 'ES256', key = it.key, kid = key.kid } = {}) {
    if (alg === 'none') {
      const part = (value) => base64url.encode(JSON.stringify(value));
      return `${part({ alg: 'none' })}.${part(claims)}.`;
    }
    const secret = alg === 'HS256' ? new TextEncoder().encode(clientSecret) : key.privateKey;
    return new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(secret);
  }

  const signing = () => ({ ...(it.lie.alg && { alg: it.lie.alg }), ...(it.lie.stranger && { key: stranger }) });

  async function idToken({ nonce }) {
    const now = Math.floor(Date.now() / 1000);
    const truth = { iss: issuer, aud: clientId, sub: it.sub, nonce, iat: now, exp: now + 300 };
    const claims = { ...truth, ...it.lie.claims?.(truth) };
    return sign(JSON.parse(JSON.stringify(claims)), signing());
  }

  async function token(body) {
    const known = codes.get(body.get('code'));
    codes.delete(body.get('code'));
    const challenge = createHash('sha256').update(body.get('code_verifier') ?? '').digest('base64url');
    if (!known || known.challenge !== challenge) return [400, { error: 'invalid_grant', error_description: 'secret words' }];
    return [200, { access_token: randomUUID(), token_type: 'Bearer', id_token: await idToken(known) }];
  }

  async function userinfo() {
    const truth = { sub: it.sub, email: it.email ?? `${it.sub}@crooked.example`, email_verified: true };
    const claims = { ...truth, ...it.lie.userinfo };
    if (!it.lie.signed) return [200, claims];
    const signed = { iss: issuer, aud: clientId, ...claims };
    return [200, await sign(JSON.parse(JSON.stringify(signed)), { ...(it.lie.signed.alg && { alg: it.lie.signed.alg }), ...(it.lie.signed.stranger && { key: stranger }) }), 'application/jwt'];
  }

  function authorize(url, response) {
    const asked = url.searchParams;
    const back = new URL(asked.get('redirect_uri'));
    const code = randomUUID();
    codes.set(code, { nonce: asked.get('nonce'), challenge: asked.get('code_challenge') });
    const answer = it.lie.error ? { error: it.lie.error } : { code };
    for (const [name, value] of Object.entries({ ...answer, state: asked.get('state'), ...it.lie.answer })) back.searchParams.set(name, value);
    response.writeHead(303, { location: back.href }).end();
  }

  const server = createServer(async (request, response) => {
    it.seen += 1;
    const url = new URL(request.url, issuer);
    const body = new URLSearchParams(await new Response(request.method === 'POST' ? request : null).text());
    const discovery = {
      issuer: it.lie.issuer ?? issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`, jwks_uri: `${issuer}/jwks`, response_types_supported: ['code'],
      subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['ES256']
    };
    const rooms = {
      '/.well-known/openid-configuration': () => [200, discovery],
      '/jwks': () => [200, { keys: [it.key.jwk] }],
      '/token': () => token(body),
      '/userinfo': userinfo
    };
    if (url.pathname === '/auth') return authorize(url, response);
    const [status, answer, type = 'application/json'] = (await rooms[url.pathname]?.()) ?? [404, {}];
    return response.writeHead(status, { 'content-type': type }).end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  it.turnKeys = async () => { it.key = await freshKey(randomUUID()); };
  it.stop = () => new Promise((done) => { server.close(done); server.closeAllConnections(); });
  return it;
}
