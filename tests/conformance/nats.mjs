// Three real NATS servers that sync before they answer, on free ports of this machine.
import { spawn, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { folder } from './server.mjs';

const START_MS = 60_000;
const HOST = '127.0.0.1';

/** A server that is recent enough; null where there is none. */
export const program = find();

function find() {
  const beside = resolve(import.meta.dirname, '../tools/nats-server');
  const recent = (path) => /v(2\.(1[2-9]|[2-9]\d)|[3-9])\./.test(spawnSync(path, ['--version']).stdout ?? '');
  return [process.env.TESTED_NATS, beside, 'nats-server'].find((path) => path && recent(path)) ?? null;
}

/** Ports that are free now, held all at once so that no two are the same. */
async function freePorts(count) {
  const held = await Promise.all(
    Array.from({ length: count }, () => new Promise((done) => {
      const server = createServer().listen(0, HOST, () => done(server));
    }))
  );
  const ports = held.map((server) => server.address().port);
  await Promise.all(held.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/** Starts them; `environment` tells a node where they are. */
export async function natsServers() {
  const { path, remove } = await folder();
  const ports = await freePorts(9);
  const [clients, monitors, routes] = [0, 3, 6].map((from) => ports.slice(from, from + 3));
  const all = routes.map((port) => `nats://${HOST}:${port}`).join(', ');
  const servers = await Promise.all(clients.map(async (port, n) => {
    const file = join(path, `n${n}.conf`);
    await writeFile(file, `server_name: n${n}
listen: "${HOST}:${port}"
http: "${HOST}:${monitors[n]}"
jetstream { store_dir: "${join(path, String(n))}", sync_interval: always }
cluster { name: c, listen: "${HOST}:${routes[n]}", routes: [${all}] }
`);
    return spawn(program, ['-c', file], { stdio: 'ignore' });
  }));
  // Also when the test breaks off.
  const kill = () => servers.forEach((server) => server.kill('SIGKILL'));
  process.once('exit', kill);
  await Promise.all(monitors.map((port) => healthy(port)));
  const urls = (scheme, of) => JSON.stringify(of.map((port) => `${scheme}://${HOST}:${port}`));
  return {
    environment: { RIVES_NATS__SERVERS: urls('nats', clients), RIVES_NATS__MONITOR: urls('http', monitors) },
    async stop() {
      const gone = servers.map((server) => new Promise((done) => server.once('exit', done)));
      kill();
      await Promise.all(gone);
      await remove();
    }
  };
}

async function healthy(port) {
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    const answer = await fetch(`http://${HOST}:${port}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((again) => setTimeout(again, 100));
  }
  throw new Error(`the NATS server with its monitor at ${port} does not serve`);
}
