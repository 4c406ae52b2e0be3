// Starts `manyhands demo` on a free port and a data folder of its own; ends it, by its own id, when the tests are over.
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export default async function setup() {
  const program = process.env.MANYHANDS ?? resolve(root, process.env.CARGO_TARGET_DIR ?? 'target', 'debug', 'manyhands');
  const data = await mkdtemp(join(tmpdir(), 'manyhands-journeys-'));
  const artefacts = join(root, 'e2e', 'artefacts');
  await mkdir(artefacts, { recursive: true });
  const log = openSync(join(artefacts, 'server.log'), 'w');
  const port = await freePort();
  const environment = { ...process.env };
  for (const name of ['DATABASE_URL', 'MIGRATE_URL', 'LISTEN', 'PUBLIC_URL', 'DATA_DIR', 'SMTP_URL']) delete environment[name];
  const server = spawn(program, ['demo', '--fresh', '--json', '--port', String(port), '--data', data], {
    env: environment,
    stdio: ['ignore', 'pipe', log],
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const first = new Promise((resolve) => createInterface({ input: server.stdout }).once('line', resolve));
  const line = await Promise.race([first, ended.then((code) => Promise.reject(new Error(`the demo ended with ${code}`)))]);
  const demo = JSON.parse(line);
  process.env.DEMO = JSON.stringify({ ...demo, data });
  return async () => {
    server.kill('SIGTERM');
    const patience = setTimeout(() => server.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(patience);
    await rm(data, { recursive: true, force: true });
  };
}
