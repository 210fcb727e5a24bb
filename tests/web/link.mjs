// A link between a browser and the node that can be poor or cut, and counts what passes: the bytes of everything, workers and live news included.
import net from 'node:net';

/** Bytes of one piece that travels alone: small enough that two connections share a poor link fairly. */
const PIECE = 1_200;

/** One direction of the link: a queue with a rate in bytes a second and a delay in milliseconds, both 0 for none. */
class Lane {
  bytes = 0;
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
