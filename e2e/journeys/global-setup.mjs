// Starts `manyhands demo` for each worker, on a free port, a data folder of its own and the day of DEMO_TODAY; ends them, by
// their own ids, when the tests are over.
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

// The day on which the demo stands: never the machine's, so that a test that passes today passes tomorrow.
const today = process.env.DEMO_TODAY || '2026-11-25';
const program = process.env.MANYHANDS ?? resolve(root, process.env.CARGO_TARGET_DIR ?? 'target', 'debug', 'manyhands');

async function start(place, artefacts) {
  const data = await mkdtemp(join(tmpdir(), 'manyhands-journeys-'));
  const log = openSync(join(artefacts, `server-${place}.log`), 'w');
  const port = await freePort();
  const environment = { ...process.env };
  for (const name of ['DATABASE_URL', 'MIGRATE_URL', 'LISTEN', 'PUBLIC_URL', 'DATA_DIR', 'SMTP_URL']) delete environment[name];
  const options = ['demo', '--fresh', '--json', '--today', today, '--port', String(port), '--data', data];
  const server = spawn(program, options, { env: environment, stdio: ['ignore', 'pipe', log] });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const first = new Promise((resolve) => createInterface({ input: server.stdout }).once('line', resolve));
  const line = await Promise.race([first, ended.then((code) => Promise.reject(new Error(`the demo ended with ${code}`)))]);
  const stop = async () => {
    server.kill('SIGTERM');
    const patience = setTimeout(() => server.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(patience);
    await rm(data, { recursive: true, force: true });
  };
  return { demo: { ...JSON.parse(line), data, today }, stop };
}

// A server for each worker, so that no two journeys share books at the same moment.
export default async function setup({ workers }) {
  const artefacts = join(root, 'e2e', 'artefacts');
  await mkdir(artefacts, { recursive: true });
  const started = await Promise.all([...Array(workers).keys()].map((place) => start(place, artefacts)));
  process.env.DEMOS = JSON.stringify(started.map(({ demo }) => demo));
  return () => Promise.all(started.map(({ stop }) => stop()));
}
