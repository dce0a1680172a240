// An emulator in a process of its own, from the binary that LINKWANCTL names.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export async function startEmulator(...flags) {
  const home = await mkdtemp(join(tmpdir(), 'linkwanctl-'));
  const child = spawn(
    process.env.LINKWANCTL,
    ['emulator', '--listen', '127.0.0.1:0', '--data', join(home, 'state.db'), '--query', 'Endpoint', ...flags],
    { env: { HOME: home, PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const ended = new Promise((resolve) => child.once('close', resolve));
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  if (!value) { // it has ended
    throw new Error(`${process.env.LINKWANCTL} emulator did not start`);
  }
  return {
    host: new URL(value).host,
    async stop() {
      child.kill();
      await ended;
      await rm(home, { recursive: true });
    },
  };
}
