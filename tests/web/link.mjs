// A link between a browser and the node that can be poor or cut, and counts what passes: the bytes of everything, workers and live news included.
import net from 'node:net';
import { open as opened } from './people.mjs';

/** A poor link: 50 kbit/s each way, 800 ms there and back. */
const POOR = { kbits: 50, roundTrip: 800 };
/** Milliseconds without a byte after which a page has all that it asked for: a question and its answer take less. */
const QUIET = 3_000;
/** Milliseconds that a page may take to come over it. */
export const LONG = 120_000;

/** Bytes of one piece that travels alone: small enough that two connections share a poor link fairly. */
const PIECE = 1_200;

/** One direction of the link: a queue with a rate in bytes a second and a delay in milliseconds, both 0 for none. */
class Lane {
  bytes = 0;
  last = 0;
  #free = 0;
  constructor(terms) {
    this.terms = terms;
  }

  carry(from, to) {
    from.on('data', (data) => {
      for (let at = 0; at < data.length; at += PIECE) this.#send(data.subarray(at, at + PIECE), from, to);
    });
    from.on('end', () => this.#later(() => to.end(), 0));
  }

  #send(piece, from, to) {
    this.bytes += piece.length;
    this.last = performance.now();
    from.waiting = (from.waiting ?? 0) + 1;
    if (from.waiting > 16) from.pause();
    this.#later(() => {
      if (!to.destroyed) to.write(piece);
      from.waiting -= 1;
      if (from.waiting < 8) from.resume();
    }, piece.length);
  }

  /** In order: what is sent later never arrives earlier. */
  #later(act, bytes) {
    const { rate, delay } = this.terms;
    const now = performance.now();
    this.#free = Math.max(now, this.#free) + (rate ? (bytes / rate) * 1_000 : 0);
    const at = this.#free + delay;
    this.last = Math.max(this.last, at);
    if (at - now < 1) act();
    else setTimeout(act, at - now);
  }
}

/** Opens a link to the node at `target`; `kbits` a second each way, `roundTrip` in milliseconds. */
export async function link(target, { kbits = 0, roundTrip = 0 } = {}) {
  const { hostname, port } = new URL(target);
  const terms = { rate: (kbits * 1_000) / 8, delay: roundTrip / 2 };
  const [up, down] = [new Lane(terms), new Lane(terms)];
  const open = new Set();
  let whole = true;
  const server = net.createServer((here) => {
    if (!whole) return void here.resetAndDestroy();
    const there = net.connect({ host: hostname, port: Number(port) });
    for (const end of [here, there]) {
      open.add(end);
      end.on('error', () => {});
      end.on('close', () => {
        open.delete(end);
        (end === here ? there : here).destroy();
      });
    }
    up.carry(here, there);
    down.carry(there, here);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const reset = () => {
    for (const end of open) end.resetAndDestroy();
  };
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Bytes that came to the browser so far. */
    down: () => down.bytes,
    /** Waits until nothing came to the browser for a while; answers of when the last byte did, as `performance.now()` tells it. */
    quiet: async () => {
      for (let left = QUIET; left > 0; left = down.last + QUIET - performance.now()) {
        await new Promise((done) => setTimeout(done, left));
      }
      return down.last;
    },
    /** What was under way is lost, and nothing begins until it is mended. */
    cut: () => {
      whole = false;
      reset();
    },
    mend: () => {
      whole = true;
    },
    close: () => {
      reset();
      return new Promise((done) => server.close(done));
    }
  };
}

/** Somebody who works over a poor link of their own; nothing that a page waits for is given up before it can have come. */
export async function poor(browser, how) {
  const line = await link(process.env.RIVES_URL, POOR);
  const began = performance.now();
  const person = await opened(browser, {
    ...how,
    baseURL: line.url,
    patience: LONG
  });
  return { ...person, line, began };
}

/** Prints what a whole story brought over somebody's link, signing in included, and how long it took; then the link is gone. */
export async function told({ line, began }, story) {
  const seconds = (performance.now() - began) / 1000;
  console.log(`poor link: ${story}: ${(line.down() / 1024).toFixed(1)} KiB, ${seconds.toFixed(1)} s`);
  await line.close();
}

/** What `act` brought over somebody's link until the link is quiet, in KiB; that and the seconds until the last byte are printed. */
export async function measured({ line }, name, act) {
  const [from, began] = [line.down(), performance.now()];
  await act();
  const ended = await line.quiet();
  const kib = (line.down() - from) / 1024;
  console.log(`poor link: ${name}: ${kib.toFixed(1)} KiB, ${((ended - began) / 1000).toFixed(1)} s`);
  return kib;
}
