// A real mail server for the tests: takes mails over SMTP, with or without TLS and sign-in, and gives them to who waits.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SMTPServer } from 'smtp-server';

export const CERTIFICATE = resolve(import.meta.dirname, 'keys/localhost.pem');
export const LOGIN = { user: 'rives', password: 'a password of the mail server' };

const WAIT_MS = 90_000;

/** Listens on `port`, or a free one; `secure` asks for STARTTLS and for a sign-in before any mail. */
export async function mailServer({ port = 0, secure = false } = {}) {
  const mails = [];
  const waiting = [];
  let gate = Promise.resolve();
  const pem = readFileSync(CERTIFICATE);
  const server = new SMTPServer({
    ...(secure ? { key: pem, cert: pem } : {}),
    disabledCommands: secure ? [] : ['STARTTLS', 'AUTH'],
    authOptional: !secure,
    onAuth: ({ username, password }, session, done) => {
      const right = session.secure && username === LOGIN.user && password === LOGIN.password;
      done(right ? null : new Error('no'), right ? { user: username } : undefined);
    },
    onData: (stream, session, done) => {
      const parts = [];
      stream.on('data', (part) => parts.push(part));
      stream.on('end', () => {
        mails.push(read(Buffer.concat(parts).toString('latin1'), session));
        for (const look of [...waiting]) look();
        void gate.then(() => done());
      });
    }
  });
  // A client that does not trust the certificate hangs up: that is what some tests are about.
  server.on('error', () => {});
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  /** What `found` gives, once that is something. */
  const once = (what, found, wait = WAIT_MS) =>
    new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error(`no ${what} within ${wait} ms`)), wait);
      const look = () => {
        const come = found();
        if (!come) return;
        clearTimeout(late);
        waiting.splice(waiting.indexOf(look), 1);
        done(come);
      };
      waiting.push(look);
      look();
    });
  return {
    port: server.server.address().port,
    mails,
    /** From now on mails are taken and their senders not told, until the returned function is called. */
    hold() {
      let release;
      gate = new Promise((done) => { release = done; });
      return release;
    },
    /** The mails to an address, once there are `count` of them. */
    to: (address, count = 1, wait = WAIT_MS) =>
      once(`mail to ${address}`, () => {
        const found = mails.filter((mail) => mail.to.includes(address));
        return found.length >= count && found;
      }, wait),
    /** The next mail to whomever. */
    next: (after = mails.length) => once('further mail', () => mails[after]),
    stop: () => new Promise((done) => server.close(done))
  };
}

function read(raw, session) {
  const [head, ...rest] = raw.split('\r\n\r\n');
  const headers = Object.fromEntries(
    head.replace(/\r\n[ \t]+/g, ' ').split('\r\n').map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    })
  );
  const to = session.envelope.rcptTo.map(({ address }) => address);
  return { to, headers, secure: session.secure, user: session.user, text: decode(rest.join('\r\n\r\n'), headers['content-transfer-encoding']) };
}

function decode(body, encoding) {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString();
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

/** The secret in a mail's link. */
export function secretIn(mail, page) {
  const found = new RegExp(`/${page}#([0-9a-f]{64})`).exec(mail.text);
  if (!found) throw new Error(`no link in:\n${mail.text}`);
  return found[1];
}
